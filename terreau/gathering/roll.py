"""Who comes to one date: those who answered, and those who joined its series. Two queries, whatever their number.

Everybody is counted; only those who agreed to be announced are named. A refusal is counted nowhere.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery

from terreau.community.models import Membership
from terreau.spine.reading import System

from .models import Gathering, Presence, SeriesAnswer

COUNTING = System("who comes to a gathering")
NAMES = 30  # named at most; the others are a number
NEW_FOR = timedelta(days=90)


@dataclass
class Roll:
    """One date's people, as one viewer may know of them."""

    names: list[str] = field(default_factory=list)
    guests: list[str] = field(default_factory=list)
    here: int = 0
    online: int = 0
    new: int = 0
    waiting: int = 0
    came: int = 0
    came_names: list[str] = field(default_factory=list)
    mine: Presence | None = None
    joined: SeriesAnswer | None = None
    capacity: int | None = None
    taken_slots: dict[int, str] = field(default_factory=dict)

    @property
    def coming(self) -> int:
        """How many come, announced or not."""
        return self.here + self.online

    @property
    def unnamed(self) -> int:
        """How many of them are not named here."""
        return max(self.coming - len(self.names) - len(self.guests), 0)

    @property
    def my_answer(self) -> str:
        """What the viewer said for this date: themself, or by having joined the series."""
        if self.mine is not None and self.mine.answer:
            return self.mine.answer
        return self.joined.way if self.joined is not None else ""

    @property
    def i_wait(self) -> bool:
        """Whether the viewer is on the waiting list."""
        return self.mine is not None and self.mine.waiting_since is not None

    def left(self, *, has_room: bool) -> int | None:
        """How many places are free; None where they are not counted."""
        return None if self.capacity is None else max(self.capacity - (self.here if has_room else self.online), 0)


def roll_of(gathering: Gathering, person, at: datetime) -> Roll:
    """Who comes, as `person` (who may read this gathering) may know of them."""
    roll = Roll(capacity=gathering.words.capacity)
    answered: set[int] = set()
    if gathering.is_touched:
        for row in _presences(gathering):
            _count_presence(roll, row, person, answered, at)
    if gathering.series_id and not gathering.is_over(at):
        for row in _joined(gathering):
            _count_joined(roll, row, person, answered, at)
    roll.names.sort(key=str.casefold)
    roll.names = roll.names[:NAMES]
    return roll


def _arrival(community_id: int):
    rows = Membership.objects.filter(community=community_id, person=OuterRef("person"))
    return Subquery(rows.seen().values("joined_at")[:1])


def _presences(gathering):
    rows = Presence.objects.visible_to(COUNTING).filter(gathering=gathering)
    rows = rows.annotate(arrived=_arrival(gathering.community_id)).select_related("person", "guest")
    return rows.only("person__name", "guest__name", "answer", "announced", "waiting_since", "slot", "came_at")


def _joined(gathering):
    rows = SeriesAnswer.objects.visible_to(COUNTING).standing().filter(series=gathering.series_id)
    rows = rows.filter(since__lt=gathering.starts_at).annotate(arrived=_arrival(gathering.community_id))
    return rows.select_related("person").only("person__name", "way", "announced")


def _is_new(arrived: datetime | None, at: datetime) -> bool:
    return arrived is not None and arrived > at - NEW_FOR


def _count_presence(roll: Roll, row: Presence, person, answered: set[int], at: datetime) -> None:
    if row.person_id is not None:
        answered.add(row.person_id)
    if person is not None and row.person_id == person.pk:
        roll.mine = row
    name = row.guest.name if row.guest_id else row.person.name
    if row.came_at is not None:
        roll.came += 1
        if row.announced:
            roll.came_names.append(name)
    if not row.is_coming:
        return
    if row.waiting_since is not None:
        roll.waiting += 1
        return
    if row.slot is not None:
        roll.taken_slots[row.slot] = name if row.announced else ""
    setattr(roll, row.answer, getattr(roll, row.answer) + 1)
    roll.new += _is_new(row.arrived, at)
    if row.announced:
        (roll.guests if row.guest_id else roll.names).append(name)


def _count_joined(roll: Roll, row: SeriesAnswer, person, answered: set[int], at: datetime) -> None:
    if person is not None and row.person_id == person.pk:
        roll.joined = row
    if row.person_id in answered:
        return
    setattr(roll, row.way, getattr(roll, row.way) + 1)
    roll.new += _is_new(row.arrived, at)
    if row.announced:
        roll.names.append(row.person.name)
