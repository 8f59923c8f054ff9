"""La coupe: a community's life as soil. Across: its moments; thickness: who was present; layers: years of arrival.

No decorative datum: every height is a count, and `table` gives them all. Under seven people, words instead.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from terreau.ui import dates

from .paths import Frame, Pen

LAYERS = 4
ENOUGH = 7  # people at the fullest moment, below which a drawing would say more than it knows
MOMENTS = 3
WIDE = Frame("w", width=2400, height=262, left=640, right=1420, floor=222, unit=8.2, top=34, most=40)
NARROW = Frame("n", width=390, height=206, left=14, right=306, floor=170, unit=6.4, top=26, most=20)


@dataclass(frozen=True)
class Slice:
    """One moment, or one season: how many were present, by year of arrival; first contributions; notes made."""

    day: date
    present: dict[int, int]
    sprouts: int = 0
    seeds: int = 0

    @property
    def total(self) -> int:
        """Everybody present."""
        return sum(self.present.values())


@dataclass(frozen=True)
class Layer:
    """The people who arrived in these years, newest layer first."""

    label: str
    years: frozenset[int]

    def of(self, piece: Slice) -> int:
        """How many of them were present."""
        return sum(n for year, n in piece.present.items() if year in self.years)


@dataclass(frozen=True)
class Soil:
    """Everything la coupe shows of one community."""

    slices: list[Slice]
    future: list[date] = field(default_factory=list)

    @cached_property
    def layers(self) -> list[Layer]:
        """At most four: the newest years each alone, the older ones together."""
        years = sorted({year for piece in self.slices for year in piece.present}, reverse=True)
        kept = [Layer(str(year), frozenset([year])) for year in years[: LAYERS - 1]]
        older = years[LAYERS - 1 :]
        if len(older) == 1:
            kept.append(Layer(str(older[0]), frozenset(older)))
        elif older:
            kept.append(Layer(_("%(year)s et avant") % {"year": older[0]}, frozenset(older)))
        return kept

    @property
    def is_drawable(self) -> bool:
        """Whether there is enough to draw without saying more than one knows."""
        return len(self.slices) >= MOMENTS and max(piece.total for piece in self.slices) >= ENOUGH

    @property
    def has_seeds(self) -> bool:
        """Whether any note was made: what is not drawn needs no legend."""
        return any(piece.seeds for piece in self.slices)

    def wide(self):
        """The drawing for a wide screen, as safe SVG."""
        return _drawing(WIDE, self)

    def narrow(self):
        """The drawing for a phone, as safe SVG."""
        return _drawing(NARROW, self)

    def sentence(self) -> str:
        """The same in words: since when, how many at the last moment, and from how many years of arrival."""
        if not self.slices:
            return _("La coupe se dessinera quand des gens se seront retrouvés ici.")
        last = next((piece for piece in reversed(self.slices) if piece.total), self.slices[-1])
        years = len([n for n in last.present.values() if n])
        people = ngettext("%(num)s personne", "%(num)s personnes", last.total) % {"num": last.total}
        arrivals = ngettext("%(num)s année d’arrivée", "%(num)s années d’arrivée", years) % {"num": years}
        words = {
            "day": dates.month(last.day),
            "people": people,
            "years": arrivals,
            "since": dates.month(self.slices[0].day),
        }
        return _("En %(day)s : %(people)s, de %(years)s. Première trace : %(since)s.") % words

    def caption(self) -> str:
        """What the table counts, in words."""
        return _("Une ligne par moment, le plus récent d’abord : les présents par année d’arrivée.")

    def table(self) -> tuple[list[str], list[list]]:
        """(header, rows), one row a moment, newest first: what the drawing shows, to the last figure."""
        header = [_("Moment"), *(layer.label for layer in self.layers), _("Ensemble"), _("Premières contributions")]
        rows = [
            [dates.month(piece.day), *(layer.of(piece) for layer in self.layers), piece.total, piece.sprouts]
            for piece in reversed(self.slices)
        ]
        return header, rows


_drawings: dict = {}


def _drawing(frame: Frame, soil: Soil):
    """The drawing of these very figures: made once, kept while it is asked for, at most 200 of them."""
    pieces = tuple((p.day, tuple(p.present.items()), p.sprouts, p.seeds) for p in soil.slices)
    words = tuple((layer.label, layer.years) for layer in soil.layers)
    key = (frame.prefix, get_language(), pieces, words, tuple(soil.future))
    if key not in _drawings:
        if len(_drawings) >= 200:
            _drawings.clear()
        _drawings[key] = Pen(frame, soil).draw()
    return _drawings[key]
