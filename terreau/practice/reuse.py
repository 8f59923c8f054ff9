"""Reuse of a note over time, by year of arrival: nobody named, and fewer than five people are never counted out.

Counted, for each half-year: the people for whom it served, or who told of having tried it. The same k = 5 and the same
words as la coupe, for members too. Years of arrival are told apart when none of them is small anywhere, or not at all:
so the count of each half-year is exact, and no small group can be worked out from it.
"""

from collections import Counter, defaultdict
from datetime import date, datetime

from django.utils.translation import gettext as _

from terreau.community.models import Membership
from terreau.people.models import Consent
from terreau.spine.reading import System

from .models import Trial, Use

K = 5  # fewer people than this are never counted out
WHY = System("reuse of a note, by year of arrival")


class Table:
    """Half-years in rows; years of arrival in columns, when no group of them is small."""

    def __init__(self, people: dict[date, set[int]], years: dict[int, int]):
        self._people, self._years = people, years
        self._counts = {half: Counter(years[one] for one in some if one in years) for half, some in people.items()}
        told_apart = all(self._may_be_told_apart(half) for half in people)
        self.columns = sorted({year for counts in self._counts.values() for year in counts}) if told_apart else []

    def _may_be_told_apart(self, half: date) -> bool:
        counts = self._counts[half]
        return all(count >= K for count in counts.values()) and counts.total() == len(self._people[half])

    @property
    def _everybody(self) -> set[int]:
        return {one for some in self._people.values() for one in some}

    @property
    def is_enough(self) -> bool:
        """Whether five people at least were helped, all together: under that no table is drawn."""
        return len(self._everybody) >= K

    def rows(self) -> list[tuple[str, list[str], str]]:
        """(half-year, count of each year of arrival, together); the whole alone when every half-year is small."""
        if all(len(some) < K for some in self._people.values()):
            return [(_("Depuis le début"), [], _said(len(self._everybody)))]
        return [
            (_half_said(half), [_said(self._counts[half][year]) for year in self.columns], _said(len(some)))
            for half, some in sorted(self._people.items(), reverse=True)
        ]


def table_of(note, community) -> Table:
    """The reuse of a note; who asked not to be counted is not."""
    people: dict[date, set[int]] = defaultdict(set)
    for person, day in _traces(note, community):
        people[date(day.year, 1 if day.month < 7 else 7, 1)].add(person)
    everybody = {one for some in people.values() for one in some}
    quiet = _quiet(everybody)
    rows = Membership.objects.visible_to(WHY).filter(community=community, person__in=everybody - quiet)
    years = {person: at.astimezone(community.zone).year for person, at in rows.values_list("person", "joined_at") if at}
    kept = {half: some - quiet for half, some in people.items() if some - quiet}
    return Table(kept, years)


def _traces(note, community):
    yield from Use.objects.of(community.pk, note.pk).values_list("person", "day")
    told: list[tuple[int, datetime]] = list(
        Trial.objects.of(community.pk, note.pk).over().values_list("person", "told_at")
    )
    yield from ((person, community.day(at)) for person, at in told)


def _quiet(people: set[int]) -> set[int]:
    from terreau.people.models import Person

    rows = Person.objects.filter(pk__in=people).annotate(counts=Consent.last_word(Consent.Purpose.PRESENCE, "pk"))
    return set(rows.filter(counts=False).values_list("pk", flat=True))


def _said(count: int) -> str:
    return _("moins de 5") if 0 < count < K else str(count)


def _half_said(half: date) -> str:
    words = _("premier semestre %(year)s") if half.month == 1 else _("second semestre %(year)s")
    return words % {"year": half.year}
