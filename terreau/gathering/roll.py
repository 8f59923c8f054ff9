"""Who comes to one date: those who answered, and those who joined its series. One query, whatever their number.

Everybody is counted; only those who agreed to be announced are named. A refusal is counted nowhere.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateTimeField,
    OuterRef,
    PositiveSmallIntegerField,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from terreau.community.models import Membership
from terreau.community.models.membership import is_new
from terreau.spine.asking import Question
from terreau.spine.reading import System

from .models import Gathering, Guest, Presence, SeriesAnswer

COUNTING = System("who comes to a gathering")
NAMES = 30  # named at most; the others are a number
TEXT, MOMENT = CharField(), DateTimeField()
NEVER = Value(None, MOMENT), Value(None, PositiveSmallIntegerField()), Value(None, MOMENT)  # waiting, slot, came
NO_NEEDS = Value(None, TEXT), Value(None, TEXT), Value(None, BooleanField())


class Said(NamedTuple):
    """What one person, or one guest, said about one date; `by_series` when they only joined its series."""

    person: int | None
    guest: int | None
    name: str
    answer: str
    announced: bool
    waiting_since: datetime | None
    slot: int | None
    came_at: datetime | None
    arrived: datetime | None  # in the community
    access: str | None
    meal: str | None
    takes_meal: bool | None
    by_series: bool

    @property
    def is_coming(self) -> bool:
        """Whether they said they come, with a seat or not yet."""
        return self.answer in Presence.COMING

    @property
    def has_needs(self) -> bool:
        """Whether they said what helps them, or what they eat."""
        return self.takes_meal is not None


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
    mine: Said | None = None
    joined: Said | None = None
    needs: list[Said] = field(default_factory=list)  # for those who prepare, and never with a name
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
        return self.joined.answer if self.joined is not None else ""

    @property
    def my_name_shown(self) -> bool:
        """Whether the viewer lets their name be seen: as they said for this date, else for its series."""
        said = self.mine or self.joined
        return said is None or said.announced

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
    mine = person.pk if person is not None else 0
    said = said_about(gathering, joined=not gathering.is_over(at))
    answered = {one.person for one in said if not one.by_series}
    for one in said:
        if one.by_series:
            _count_joined(roll, one, mine, answered, at)
        else:
            _count_presence(roll, one, mine, at)
    roll.names.sort(key=str.casefold)
    roll.names = roll.names[:NAMES]
    roll.needs.sort(key=lambda one: (one.access or "", one.meal or ""))
    return roll


def said_about(gathering: Gathering, *, joined: bool = True, guests: bool = False) -> list[Said]:
    """All that was said about one date, and by whom: with those who joined its series before it, if asked for,
    and with guests who said nothing yet."""
    parts: tuple[str, ...] = ("said",) if gathering.is_touched else ()
    parts += ("guests",) if gathering.is_touched and guests else ()
    parts += ("joined",) if gathering.series_id and joined else ()
    if not parts:
        return []
    about = {"community": gathering.community_id, "gathering": gathering.pk or 0, "series": gathering.series_id or 0}
    return [Said(*row) for row in _SAID.ask(parts, **about, begins=gathering.starts_at)]


def _said(parts: tuple[str, ...], *, community, gathering, series, begins):
    put = {
        "said": lambda: _presences(community, gathering),
        "guests": lambda: _invited(gathering),
        "joined": lambda: _joined(community, series, begins),
    }
    first, *others = [put[part]() for part in parts]
    return first.union(*others, all=True) if others else first


def _arrival(community: int):
    rows = Membership.objects.filter(community=community, person=OuterRef("person"))
    return Subquery(rows.seen().values("joined_at")[:1])


def _presences(community, gathering):
    rows = Presence.objects.visible_to(COUNTING).filter(gathering=gathering).order_by()
    return rows.values_list(
        "person", "guest", Coalesce("guest__name", "person__name"), "answer", "announced", "waiting_since", "slot",
        "came_at", _arrival(community), "needs__access", "needs__meal", "needs__takes_meal",
        Value(False, BooleanField()),
    )  # fmt: skip


def _joined(community, series, begins):
    rows = SeriesAnswer.objects.visible_to(COUNTING).standing().filter(series=series).order_by()
    return rows.filter(since__lt=begins).values_list(
        "person", Value(None, BigIntegerField()), "person__name", "way", "announced", *NEVER,
        _arrival(community), *NO_NEEDS, Value(True, BooleanField()),
    )  # fmt: skip


def _invited(gathering):
    rows = Guest.objects.visible_to(COUNTING).welcome().filter(gathering=gathering, presence=None).order_by()
    return rows.values_list(
        Value(None, BigIntegerField()), "pk", "name", Value("", TEXT), Value(True, BooleanField()), *NEVER,
        Value(None, MOMENT), *NO_NEEDS, Value(False, BooleanField()),
    )  # fmt: skip


_SAID = Question(_said, optional=frozenset({"community", "gathering", "series", "begins"}))


def _count_presence(roll: Roll, one: Said, mine: int, at: datetime) -> None:
    if one.person == mine:
        roll.mine = one
    if one.came_at is not None:
        roll.came += 1
        if one.announced:
            roll.came_names.append(one.name)
    if not one.is_coming:
        return
    if one.waiting_since is not None:
        roll.waiting += 1
        return
    if one.has_needs:
        roll.needs.append(one)
    if one.slot is not None:
        roll.taken_slots[one.slot] = one.name if one.announced else ""
    setattr(roll, one.answer, getattr(roll, one.answer) + 1)
    roll.new += is_new(one.arrived, at)
    if one.announced:
        (roll.guests if one.guest else roll.names).append(one.name)


def _count_joined(roll: Roll, one: Said, mine: int, answered: set[int | None], at: datetime) -> None:
    if one.person == mine:
        roll.joined = one
    if one.person in answered:
        return
    setattr(roll, one.answer, getattr(roll, one.answer) + 1)
    roll.new += is_new(one.arrived, at)
    if one.announced:
        roll.names.append(one.name)
