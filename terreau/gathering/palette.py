"""The last twelve months on two axes: formal or informal, focused or open; in person or online; the promised rhythm.

Cafés are counted nowhere, since they leave no trace; a series of cafés still says that there is something informal.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Gathering
from .occasions import occasions

YEAR = timedelta(days=365)
QUADRANTS = [(True, True), (True, False), (False, True), (False, False)]
LONG = 3  # months without something, from which it is said


@dataclass
class Palette:
    """What took place in twelve months."""

    counts: dict[tuple[bool, bool], int] = field(default_factory=lambda: dict.fromkeys(QUADRANTS, 0))
    in_person: int = 0
    online: int = 0
    kept: int = 0
    promised: int = 0
    gaps: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many took place."""
        return sum(self.counts.values())

    def rhythm(self) -> str:
        """Whether the promised rhythm was kept, in a sentence; empty when nothing was promised."""
        if not self.promised:
            return ""
        words = {"kept": self.kept, "promised": self.promised}
        if self.kept == self.promised:
            said = ngettext(
                "Le rythme promis est tenu\u00a0: %(kept)s date sur %(promised)s.",
                "Le rythme promis est tenu\u00a0: %(kept)s dates sur %(promised)s.",
                self.promised,
            )
        else:
            said = ngettext(
                "Le rythme promis\u00a0: %(kept)s date tenue sur %(promised)s.",
                "Le rythme promis\u00a0: %(kept)s dates tenues sur %(promised)s.",
                self.kept,
            )
        return said % words


def palette_of(viewer, community, at: datetime) -> Palette:
    """The palette of a community, as far as this viewer reads its gatherings. Three queries."""
    palette = Palette()
    every = occasions(viewer, community, at - YEAR, at, limit=1_000)
    cafes = [one for one in every if one.words.sort.leaves_no_trace]
    rest = [one for one in every if not one.words.sort.leaves_no_trace]
    held = [one for one in rest if one.cancelled_at is None]
    for one in held:
        palette.counts[one.words.sort.formal, one.words.sort.focused] += 1
        palette.in_person += one.words.has_room
        palette.online += one.words.mode != one.words.Mode.HERE
    promised = [one for one in rest if one.series_id and one.series.promised]
    palette.promised, palette.kept = len(promised), sum(one.cancelled_at is None for one in promised)
    palette.gaps = _gaps(held, cafes, at)
    return palette


def _gaps(held: list[Gathering], cafes: list[Gathering], at: datetime) -> list[str]:
    """What has been missing for three months or more, in sentences."""
    if not held:
        return []
    wanted = [
        (_("Rien d’informel"), [*(one for one in held if not one.words.sort.formal), *cafes]),
        (_("Rien de formel"), [one for one in held if one.words.sort.formal]),
        (_("Rien de ciblé, à quelques-uns"), [one for one in held if one.words.sort.focused]),
        (_("Rien d’ouvert à l’imprévu"), [*(one for one in held if not one.words.sort.focused), *cafes]),
        (_("Rien en présence"), [one for one in [*held, *cafes] if one.words.has_room]),
        (_("Rien en ligne"), [one for one in [*held, *cafes] if one.words.is_online]),
        (_("Aucune visite"), [one for one in held if one.words.kind == "visit"]),
        (_("Aucun regard en arrière"), [one for one in held if one.words.kind in ("review", "decision")]),
    ]
    return [said for what, found in wanted if (said := _gap(what, found, at))]


def _gap(what: str, found: list[Gathering], at: datetime) -> str:
    """« Rien d’informel depuis 4 mois. », or nothing while it is recent."""
    if not found:
        return _("%(what)s depuis un an.") % {"what": what}
    months = (at - max(one.starts_at for one in found)).days // 30
    if months < LONG:
        return ""
    return ngettext("%(what)s depuis %(n)s mois.", "%(what)s depuis %(n)s mois.", months) % {"what": what, "n": months}
