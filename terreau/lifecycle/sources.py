"""Where traces of participation come from: what this house saw, and what histories told. Rooms add theirs."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Value, When

from terreau.conversation.models import Message, Thanks
from terreau.gathering.models import Presence, Step
from terreau.practice.models import NoteVersion, Reading, Trial, Use, Variant
from terreau.spine.asking import Question

from .models import Participant, ParticipationEvent
from .models.participant import WHY


class Trace(NamedTuple):
    """One participant, one moment, one way of taking part, in which thread (empty when in none)."""

    participant: int
    at: datetime
    kind: str
    thread: str


Span = tuple[datetime, datetime] | None
PersonTrace = tuple[int, datetime, str, str]
Rows = Callable[[int, Collection[int] | None, Span], QuerySet]
Say = Callable[..., PersonTrace]


class Source:
    """A room's traces: which rows of a community hold them, and what one row says.

    `rows(community, people, span)` are tuples; `people` the ids asked for (None: everybody), `span` the moments (from,
    before; None: always). What a day asks again and again is composed once.
    """

    def __init__(self, rows: Rows, say: Say):
        self._rows, self._say = rows, say
        self._day = Question(lambda *, community, people, since, before: rows(community, people, (since, before)))

    def of_day(self, community: int, person: int, span: tuple[datetime, datetime]) -> Iterator[PersonTrace]:
        """One person's, between two moments."""
        for row in self._day.ask(community=community, people=[person], since=span[0], before=span[1]):
            yield self._say(*row)

    def always(self, community: int, people: Collection[int] | None) -> Iterator[PersonTrace]:
        """Everything of these people, a few rows at a time."""
        for row in self._rows(community, people, None).iterator():
            yield self._say(*row)


_sources: list[Source] = []


def source(say: Say) -> Callable[[Rows], Rows]:
    """Add a room's source: the decorated function gives its rows, `say` what each tells (see `Source`)."""

    def add(rows: Rows) -> Rows:
        _sources.append(Source(rows, say))
        return rows

    return add


def traces(community, participants: Collection[int]) -> Iterator[Trace]:
    """Every trace of these participants, in no order."""
    rows = Participant.objects.counted(community).filter(pk__in=participants, person__isnull=False)
    by_person = dict(rows.values_list("person_id", "pk"))
    for one in _sources:
        for person, at, kind, thread in one.always(community.pk, by_person.keys()):
            yield Trace(by_person[person], at, kind, thread)
    for row in _told(community.pk, participants, None).iterator():
        yield _told_trace(*row)


def traces_of_day(community, participant: int, person: int, span: tuple[datetime, datetime]) -> Iterator[Trace]:
    """Every trace of one person between two moments, in no order."""
    for one in _sources:
        for _person, at, kind, thread in one.of_day(community.pk, person, span):
            yield Trace(participant, at, kind, thread)
    for row in _TOLD.ask(community=community.pk, people=[participant], since=span[0], before=span[1]):
        yield _told_trace(*row)


def everybody(community) -> set[int]:
    """The ids of all people who left a trace that this house saw."""
    return {person for one in _sources for person, _at, _kind, _thread in one.always(community.pk, None)}


def _told(community: int, participants: Collection[int], span: Span):
    """What histories told of these participants."""
    rows = ParticipationEvent.objects.counted(community).filter(participant__in=participants)
    return _within(rows, "occurred_at", span).values_list("participant_id", "occurred_at", "kind", "thread")


def _told_trace(participant, at, kind, thread) -> Trace:
    return Trace(participant, at, kind, f"h:{thread}" if thread else "")


_TOLD = Question(lambda *, community, people, since, before: _told(community, people, (since, before)))


@source(lambda author, at, position, thread: (author, at, "post" if position == 1 else "reply", f"fil:{thread}"))
def messages(community, people, span):
    """What they wrote and what still stands; the first of a thread is a post."""
    standing = {"hidden_at": None, "withdrawn_at": None, "thread__hidden_at": None}
    rows = Message.objects.visible_to(WHY).filter(community=community, **standing)
    return _of(rows, "author", people, "sent_at", span).values_list("author_id", "sent_at", "position", "thread_id")


@source(lambda person, at, thread: (person, at, "react", f"fil:{thread}"))
def thanks(community, people, span):
    """« Ça m’a aidé »: being there, without a word."""
    rows = Thanks.objects.visible_to(WHY).filter(community=community)
    return _of(rows, "person", people, "at", span).values_list("person_id", "at", "message__thread_id")


@source(lambda person, at, gathering: (person, at, "attend", f"rencontre:{gathering}"))
def presences(community, people, span):
    """Who was at a gathering, on the day it took place; a café leaves no trace."""
    rows = Presence.objects.visible_to(WHY).filter(community=community, person__isnull=False, came_at__isnull=False)
    rows = _of(rows, "person", people, "gathering__starts_at", span)
    return rows.values_list("person_id", "gathering__starts_at", "gathering_id")


@source(lambda person, at, gathering: (person, at, "facilitate", f"rencontre:{gathering}"))
def steps_carried(community, people, span):
    """Who carried a step of a gathering where they were."""
    came = Presence.objects.visible_to(WHY).filter(
        gathering=OuterRef("gathering"), person=OuterRef("carrier"), came_at__isnull=False
    )
    rows = Step.objects.visible_to(WHY).filter(Exists(came), community=community)
    rows = _of(rows, "carrier", people, "gathering__starts_at", span)
    return rows.values_list("carrier_id", "gathering__starts_at", "gathering_id")


@source(lambda person, at, what, note: (person, at, what, f"fiche:{note}" if note else ""))
def practice(community, people, span):
    """Notes written and corrected, trials told, variants, re-readings; « ça m’a servi » is being there. One query."""
    versions = NoteVersion.objects.visible_to(WHY).filter(community=community, note__hidden_at=None)
    kind = Case(When(number=1, then=Value("note")), default=Value("edit"), output_field=CharField())
    rows = _of(versions, "by", people, "at", span).values_list("by_id", "at", kind, "note_id")
    others = []
    for model, moment, said in _OF_NOTES:
        some = model.objects.visible_to(WHY).filter(community=community, **{f"{moment}__isnull": False})
        some = _of(some, "person", people, moment, span)
        others.append(some.values_list("person_id", moment, Value(said, output_field=CharField()), "note_id"))
    return rows.union(*others, all=True)


_OF_NOTES = ((Trial, "told_at", "trial"), (Variant, "at", "edit"), (Reading, "at", "review"), (Use, "at", "react"))


def _of(rows, field: str, people: Collection[int] | None, moment: str, span: Span):
    rows = rows.order_by() if people is None else rows.order_by().filter(**{f"{field}__in": people})
    return _within(rows, moment, span)


def _within(rows, field: str, span: Span):
    return rows.filter(**{f"{field}__gte": span[0], f"{field}__lt": span[1]}) if span else rows
