"""Traces counted into days and threads: a day at a time as things happen, or everything again from the sources."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Min, Q

from terreau.spine.asking import Question

from . import sources
from .kinds import bit, contributes
from .models import MemberDay, Participant, ThreadMember
from .models.participant import WHY
from .sources import Trace

A_BATCH = 200  # participants counted in one transaction


def recount(community, participants: Iterable[int] | None = None) -> int:
    """Count everything of these participants again (of everybody when None); how many there are."""
    if participants is None:
        Participant.of_people(community, sources.everybody(community))
        participants = Participant.objects.counted(community).order_by("pk").values_list("pk", flat=True)
    done = 0
    for some in batches(participants, A_BATCH):
        with transaction.atomic():
            _count_anew(community, some)
        done += len(some)
    return done


@transaction.atomic
def recount_day(community, person: int, at: datetime) -> None:
    """Count again the local day of a moment for one person: what has just happened there is in it."""
    participant = Participant.of_people(community, {person})[person]
    day = community.day(at)
    span = community.midnight_of(day), community.midnight_of(day + timedelta(days=1))
    found = list(sources.traces_of_day(community, participant, person, span))
    days = _days(community, found)
    if days:
        MemberDay.objects.bulk_create(
            days,
            update_conflicts=True,
            unique_fields=["participant", "day"],
            update_fields=["contributions", "presences", "kinds"],
        )
    else:
        MemberDay.objects.filter(participant=participant, day=day).delete()
    _join_threads(community, participant, found)
    _firsts([participant])


def _count_anew(community, participants: Collection[int]) -> None:
    found = list(sources.traces(community, participants))
    MemberDay.objects.filter(community=community, participant__in=participants).delete()
    _write_days(_days(community, found))
    ThreadMember.objects.filter(community=community, participant__in=participants).delete()
    ThreadMember.objects.bulk_create(_threads(community, found), batch_size=1000, ignore_conflicts=True)
    _firsts(participants)


def _write_days(days: list[MemberDay]) -> None:
    MemberDay.objects.bulk_create(
        days,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["participant", "day"],
        update_fields=["contributions", "presences", "kinds"],
    )


def _days(community, found: Iterable[Trace]) -> list[MemberDay]:
    held: dict[tuple[int, date], list[int]] = {}
    for trace in found:
        counts = held.setdefault((trace.participant, community.day(trace.at)), [0, 0, 0])
        counts[0 if contributes(trace.kind) else 1] += 1
        counts[2] |= bit(trace.kind)
    return [
        MemberDay(community=community, participant_id=who, day=day, contributions=given, presences=there, kinds=kinds)
        for (who, day), (given, there, kinds) in held.items()
    ]


def _threads(community, found: Iterable[Trace]) -> list[ThreadMember]:
    held: dict[tuple[str, int], list[datetime | None]] = {}
    for trace in found:
        if trace.thread:
            firsts = held.setdefault((trace.thread, trace.participant), [None, None])
            firsts[0] = min(firsts[0] or trace.at, trace.at)
            if contributes(trace.kind):
                firsts[1] = min(firsts[1] or trace.at, trace.at)
    return [
        ThreadMember(
            community=community, participant_id=who, thread=thread, first_at=first, first_contribution_at=given
        )
        for (thread, who), (first, given) in held.items()
    ]


def _join_threads(community, participant: int, found: Iterable[Trace]) -> None:
    """Write down which threads one participant came to; who was there before keeps their earlier moment."""
    news = {new.thread: new for new in _threads(community, found)}
    held = _HELD.ask(community=community.pk, participant=participant, threads=list(news))
    known = {thread: (first, given) for thread, first, given in held}
    ThreadMember.objects.bulk_create([new for new in news.values() if new.thread not in known], ignore_conflicts=True)
    for thread, (first, given) in known.items():
        earlier = _earlier(first, news[thread].first_at), _earlier(given, news[thread].first_contribution_at)
        if earlier != (first, given):
            row = ThreadMember.objects.filter(community=community, thread=thread, participant=participant)
            row.update(first_at=earlier[0], first_contribution_at=earlier[1])


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((moment for moment in (one, other) if moment), default=None)


def _held(*, community, participant, threads):
    rows = ThreadMember.objects.counted(community).filter(participant=participant, thread__in=threads)
    return rows.values_list("thread", "first_at", "first_contribution_at")


_HELD = Question(_held)


def _firsts(participants: Collection[int]) -> None:
    """Write down each one's first day, and first day with something given."""
    firsts = {who: (came, gave) for who, came, gave in _DAYS.ask(participants=list(participants))}
    changed = []
    for who, *held in _WRITTEN.ask(participants=list(participants)):
        came, gave = firsts.get(who, (None, None))
        if [came, gave] != held:
            changed.append(Participant(pk=who, arrived_on=came, first_contribution_on=gave))
    Participant.objects.bulk_update(changed, ["arrived_on", "first_contribution_on"], batch_size=200)


def _first_days(*, participants):
    days = MemberDay.objects.visible_to(WHY).filter(participant__in=participants)  # theirs: not through all days of all
    given = Min("day", filter=Q(contributions__gt=0))
    return days.values("participant").annotate(came=Min("day"), gave=given).values_list("participant", "came", "gave")


def _written(*, participants):
    rows = Participant.objects.visible_to(WHY).filter(pk__in=participants)
    return rows.values_list("pk", "arrived_on", "first_contribution_on")


_DAYS, _WRITTEN = Question(_first_days), Question(_written)


def batches(things: Iterable, size: int) -> Iterator[list]:
    """`things` a few at a time."""
    walk = iter(things)
    while some := list(islice(walk, size)):
        yield some
