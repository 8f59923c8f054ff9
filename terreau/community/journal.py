"""Reading the journal in words, as a coordinator may: what happened, without what is private to others."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from terreau.spine.models import JournalEntry

from . import acts
from .models import Circle, CultureSection, Handover, Hat, Membership, Seat, Welcome
from .templating import hat_on

PAGE = 50
PRIVATE = ["community.circle", "community.seat"]  # what happens there is told without a name to those outside
NAMELESS = {"report-made"}  # acts told without saying who

Names = Callable[[Any, Iterable[int]], dict[int, str]]
_names: dict[str, Names] = {}


def names(kind: str) -> Callable[[Names], Names]:
    """Have the decorated function name things of this kind: (viewer, ids) → {id: name}, only what `viewer` may read."""

    def register(give: Names) -> Names:
        _names[kind] = give
        return give

    return register


def hide_who(*acts_: str, kinds: Iterable[str] = ()) -> None:
    """Have these acts told without saying who; and things of these kinds without a name to those outside."""
    NAMELESS.update(acts_)
    PRIVATE.extend(kind for kind in kinds if kind not in PRIVATE)


_ABOUT_NOTHING = re.compile(r"\s*: —$")  # a thing that has no name, or is gone


@dataclass(frozen=True)
class Line:
    """One act, ready to be read."""

    at: datetime
    act: str
    sentence: str
    reason: str


def lines_of(entries: list[JournalEntry], viewer) -> list[Line]:
    """The entries in words; one question for each kind of thing they are about."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.about_id is not None:
            by_kind[entry.about_kind].add(entry.about_id)
    named = {kind: _names[kind](viewer, ids) for kind, ids in by_kind.items() if kind in _names}
    return [_line(entry, named.get(entry.about_kind, {})) for entry in entries]


def _line(entry: JournalEntry, named: dict[int, str]) -> Line:
    about = named.get(entry.about_id, "") if entry.about_id is not None else ""
    hidden = entry.act in NAMELESS or (entry.about_kind in PRIVATE and not about)
    who = _("Quelqu’un") if hidden or entry.by is None else entry.by.name
    about = about or (_("(privé)") if entry.about_kind in PRIVATE else "—")
    reason = entry.detail.get("reason") or entry.detail.get("purpose") or ""
    sentence = _ABOUT_NOTHING.sub("", acts.in_words(entry.act, who=who, about=about.removesuffix(f", {who}")))
    sentence = sentence.removesuffix(f" ({who})") if about == who else sentence  # of oneself: named once
    return Line(entry.at, entry.act, sentence, reason)


@names("community.membership")
def members_by_name(viewer, ids) -> dict[int, str]:
    """Whose membership it is."""
    rows = Membership.objects.visible_to(viewer).filter(pk__in=ids)
    return dict(rows.values_list("pk", "person__name"))


@names("community.hat")
def hats_by_name(viewer, ids) -> dict[int, str]:
    """Which hat, and whose."""
    rows = Hat.objects.visible_to(viewer).filter(pk__in=ids).select_related("membership__person")
    return {
        hat.pk: f"{hat_on(hat.kind, hat.membership.person.agreement)}, {hat.membership.person.name}" for hat in rows
    }


@names("community.circle")
def circles_by_name(viewer, ids) -> dict[int, str]:
    """The circles one may know of."""
    return dict(Circle.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "name"))


@names("community.seat")
def seats_by_circle(viewer, ids) -> dict[int, str]:
    """The circle of each seat one may know of."""
    return dict(Seat.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "circle__name"))


@names("community.handover")
def handovers_by_taker(viewer, ids) -> dict[int, str]:
    """To whom."""
    return dict(Handover.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "taker__person__name"))


@names("community.welcome")
def welcomes_by_newcomer(viewer, ids) -> dict[int, str]:
    """Whom."""
    return dict(Welcome.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "newcomer__person__name"))


@names("community.culturesection")
def sections_by_title(viewer, ids) -> dict[int, str]:
    """Which part of the culture page."""
    rows = CultureSection.objects.visible_to(viewer).filter(pk__in=ids)
    return {section.pk: section.get_kind_display() for section in rows}
