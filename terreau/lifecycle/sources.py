"""Where traces of participation come from: what this house saw, and what histories told. Rooms add theirs."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, CharField, Exists, OuterRef, Value, When

from terreau.conversation.models import Message, Thanks
from terreau.gathering.models import Presence, Step
from terreau.practice.models import NoteVersion, Reading, Trial, Use, Variant

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
Source = Callable[[object, Collection[int] | None, Span], Iterator[PersonTrace]]
_sources: list[Source] = []


def source(given: Source) -> Source:
    """Add a room's source: `given(community, people, span)` yields (person id, when, kind, thread).

    `people` are the ids asked for (None: everybody), `span` the moments (from, before; None: always).
    """
    if given not in _sources:
        _sources.append(given)
    return given


def traces(community, participants: Collection[int], span: Span = None) -> Iterator[Trace]:
    """Every trace of these participants, in no order."""
    rows = Participant.objects.counted(community).filter(pk__in=participants, person__isnull=False)
    by_person = dict(rows.values_list("person_id", "pk"))
    for one in _sources:
        for person, at, kind, thread in one(community, by_person.keys(), span):
            yield Trace(by_person[person], at, kind, thread)
    told = _within(
        ParticipationEvent.objects.counted(community).filter(participant__in=participants), "occurred_at", span
    )
    for participant, at, kind, thread in told.values_list("participant_id", "occurred_at", "kind", "thread").iterator():
        yield Trace(participant, at, kind, f"h:{thread}" if thread else "")


def everybody(community) -> set[int]:
    """The ids of all people who left a trace that this house saw."""
    return {person for one in _sources for person, _at, _kind, _thread in one(community, None, None)}


@source
def messages(community, people, span):
    """What they wrote and what still stands; the first of a thread is a post."""
    rows = Message.objects.visible_to(WHY).filter(
        community=community, hidden_at=None, withdrawn_at=None, thread__hidden_at=None
    )
    rows = _within(_of(rows, "author", people), "sent_at", span).values_list(
        "author_id", "sent_at", "position", "thread_id"
    )
    for author, at, position, thread in rows.iterator():
        yield author, at, "post" if position == 1 else "reply", f"fil:{thread}"


@source
def thanks(community, people, span):
    """« Ça m’a aidé »: being there, without a word."""
    rows = Thanks.objects.visible_to(WHY).filter(community=community)
    rows = _within(_of(rows, "person", people), "at", span).values_list("person_id", "at", "message__thread_id")
    for person, at, thread in rows.iterator():
        yield person, at, "react", f"fil:{thread}"


@source
def presences(community, people, span):
    """Who was at a gathering, on the day it took place; a café leaves no trace."""
    rows = Presence.objects.visible_to(WHY).filter(community=community, person__isnull=False, came_at__isnull=False)
    rows = _within(_of(rows, "person", people), "gathering__starts_at", span)
    for person, at, gathering in rows.values_list("person_id", "gathering__starts_at", "gathering_id").iterator():
        yield person, at, "attend", f"rencontre:{gathering}"


@source
def steps_carried(community, people, span):
    """Who carried a step of a gathering where they were."""
    came = Presence.objects.visible_to(WHY).filter(
        gathering=OuterRef("gathering"), person=OuterRef("carrier"), came_at__isnull=False
    )
    rows = Step.objects.visible_to(WHY).filter(Exists(came), community=community)
    rows = _within(_of(rows, "carrier", people), "gathering__starts_at", span)
    for person, at, gathering in rows.values_list("carrier_id", "gathering__starts_at", "gathering_id").iterator():
        yield person, at, "facilitate", f"rencontre:{gathering}"


@source
def practice(community, people, span):
    """Notes written and corrected, trials told, variants, re-readings; « ça m’a servi » is being there. One query."""
    versions = NoteVersion.objects.visible_to(WHY).filter(community=community, note__hidden_at=None)
    kind = Case(When(number=1, then=Value("note")), default=Value("edit"), output_field=CharField())
    rows = _within(_of(versions, "by", people), "at", span).values_list("by_id", "at", kind, "note_id")
    others = []
    for model, moment, said in _OF_NOTES:
        some = model.objects.visible_to(WHY).filter(community=community, **{f"{moment}__isnull": False})
        some = _within(_of(some, "person", people), moment, span)
        others.append(some.values_list("person_id", moment, Value(said, output_field=CharField()), "note_id"))
    for person, at, what, note in rows.union(*others, all=True).iterator():
        yield person, at, what, f"fiche:{note}" if note else ""


_OF_NOTES = ((Trial, "told_at", "trial"), (Variant, "at", "edit"), (Reading, "at", "review"), (Use, "at", "react"))


def _of(rows, field: str, people: Collection[int] | None):
    return rows.order_by() if people is None else rows.order_by().filter(**{f"{field}__in": people})


def _within(rows, field: str, span: Span):
    return rows.filter(**{f"{field}__gte": span[0], f"{field}__lt": span[1]}) if span else rows
