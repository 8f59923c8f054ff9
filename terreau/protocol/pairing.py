"""With whom one might go a way: what each brings and seeks, since when, at what times, and who has not met."""

import re
from dataclasses import dataclass
from itertools import combinations

from terreau.community.models import Membership
from terreau.people.models import Person

from .models import FreeTime, Place

WORD = re.compile(r"[^\W\d_]{4,}")
NEAR = 8  # the best fits, among whom a trio is looked for
EMPTY = set("avec dans pour plus sans leur nous vous that with from this mais comme".split())


@dataclass(frozen=True)
class Fit:
    """Somebody, and why it might go well: words they share across what one brings and the other seeks."""

    membership: Membership
    shared: tuple[str, ...]
    years_apart: int
    met: bool
    free: tuple[str, ...] = ()  # the parts of the week both gave

    @property
    def weight(self) -> float:
        """Complementarity first, then a time for both, then not having met, then the distance in years."""
        at_once = 2.5 if self.free else 0.0
        return 3.0 * len(self.shared) + at_once + (0.0 if self.met else 2.0) + min(self.years_apart, 4) * 0.5


def words_of(text: str) -> set[str]:
    """The words that carry something, cut to their first six letters so that plurals meet."""
    return {word[:6].lower() for word in WORD.findall(text or "")} - {word[:6] for word in EMPTY}


def fitting(viewer, membership, *, at, free: dict[int, list[str]] | None = None) -> list[Fit]:
    """The members one might propose a duo to, the best first; nobody is ever ranked for others to see."""
    free = free_times(viewer, membership.community) if free is None else free
    rows = Membership.objects.visible_to(viewer).active().listed().filter(community=membership.community)
    others = list(rows.exclude(person=viewer.person).select_related("person")[:300])
    mine = Place.objects.visible_to(viewer).filter(person=viewer.person, accepted_at__isnull=False).values("cohort")
    met = set(
        Place.objects.visible_to(viewer)
        .filter(cohort__in=mine, accepted_at__isnull=False)
        .values_list("person_id", flat=True)
    )
    me = viewer.person
    brings, seeks = words_of(me.brings), words_of(me.seeks)
    mine_free = free.get(viewer.person.pk, [])
    found = []
    for other in others:
        theirs = other.person
        brings_me = words_of(_shown(theirs, "brings")) & seeks
        shared = sorted(brings_me | (words_of(_shown(theirs, "seeks")) & brings))
        years = abs((membership.joined_at - other.joined_at).days) // 365
        both = tuple(part for part in mine_free if part in free.get(theirs.pk, []))
        found.append(Fit(other, tuple(shared), years, theirs.pk in met, both))
    return sorted(found, key=lambda fit: (-fit.weight, fit.membership.person.name.casefold()))


def trio(viewer, fits: list[Fit], *, free: dict[int, list[str]]) -> tuple[Fit, Fit] | None:
    """Two among the best fits who also complete each other, at a time common to all three where there is one."""
    best = None
    mine = set(free.get(viewer.person.pk, []))
    for one, other in combinations(fits[:NEAR], 2):
        a, b = one.membership.person, other.membership.person
        between = _words_between(a, b) | _words_between(b, a)
        at_once = mine & set(free.get(a.pk, [])) & set(free.get(b.pk, []))
        weight = one.weight + other.weight + 3.0 * len(between) + (2.5 if at_once else 0.0)
        if best is None or weight > best[0]:
            best = weight, one, other
    return best[1:] if best else None


def _words_between(gives: Person, seeks: Person) -> set[str]:
    return words_of(_shown(gives, "brings")) & words_of(_shown(seeks, "seeks"))


def free_times(viewer, community) -> dict[int, list[str]]:
    """person → the parts of the week they gave."""
    rows = FreeTime.objects.visible_to(viewer).filter(community=community)
    return dict(rows.values_list("person_id", "parts"))


def _shown(person, name: str) -> str:
    """A field of somebody's profile where they show it to all members; nothing otherwise."""
    return getattr(person, name) if person.audience_of(name) == Person.Audience.MEMBERS else ""
