"""The page of one date, before and after; the page of a series."""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .. import agendas, remembering, rules
from ..beside import Look, blocks_of
from ..models import Presence, Series
from ..occasions import dates_of, next_of, series_of
from ..roll import Roll, roll_of
from .finding import find_gathering, find_series, tends

SHOWN = 8


@require_safe
def gathering(request, slug, handle):
    """One date: what for, when, where, who comes; once it was, what came out of it, with the next date."""
    _community, membership, found = find_gathering(request, slug, handle)
    at = timezone.now()
    context = page_context(request, membership, found, at)
    return render(request, "gathering/gathering_page.html", context)


def page_context(request, membership, found, at) -> dict:
    """All that the page of a date needs."""
    person = request.viewer.person
    roll = roll_of(found, person, at)
    minds = tends(request, membership, found)
    over = found.is_over(at)
    came = roll.mine is not None and roll.mine.came_at is not None
    memory = remembering.memory_of(request.viewer, found) if over else None
    return {
        "gathering": found,
        "words": found.words,
        "membership": membership,
        "over": over,
        "tends": minds,
        "steps": [] if memory else agendas.steps_of(request.viewer, found),
        "memory": memory,
        "next": next_of(request.viewer, found.series, at) if found.series_id and over else None,
        "last": None if over else _last_time(request.viewer, found),
        "may_remember": rules.can_remember(tends=minds, came=came, gathering=found, at=at),
        "beside": blocks_of(Look(request.viewer, membership, found, over)),
        "may_bring": rules.can_bring_a_guest(membership, found, at),
        "needs": roll.needs if minds and not over else [],
        **presence_context(request.viewer, membership, found, roll, at),
    }


def _last_time(viewer, found):
    """« La dernière fois »: what one wanted to try, with the way to it."""
    text = remembering.last_time(viewer, found)
    if text is None or not text.lines("to_try"):
        return None
    gathering = text.memory.gathering
    gathering.community = gathering.series.community = found.community
    return {"gathering": gathering, "lines": text.lines("to_try"), "language": text.language}


def presence_context(viewer, membership, found, roll: Roll, at) -> dict:
    """What the presence part needs."""
    closed = found.cancelled_at is not None or found.is_over(at) or found.words.sort.leaves_no_trace
    return {
        "gathering": found,
        "words": found.words,
        "roll": roll,
        "left": roll.left(has_room=found.words.has_room),
        "choices": choices_of(found.words),
        "may_answer": rules.takes_part(membership, found.circle, viewer.circles) and not closed,
        "slots": slots_of(found, roll),
        "done": False,
        "before": "",
    }


def choices_of(words) -> list[tuple[str, str]]:
    """What one may answer: « Je viens », « En ligne », « Pas cette fois », as the gathering is held."""
    answers = Presence.Answer
    ways = [answers.HERE] if words.has_room else []
    ways += [answers.ONLINE] if words.is_online else []
    label = {way: way.label for way in ways}
    if len(ways) == 1:
        label[ways[0]] = answers.HERE.label
    return [*((way.value, label[way]) for way in ways), (answers.NOT_THIS_TIME.value, answers.NOT_THIS_TIME.label)]


def slots_of(found, roll: Roll) -> list[dict]:
    """The appointments of a « permanence », each with its hour and who has it."""
    length = found.words.slot_minutes
    if not length:
        return []
    mine = roll.mine.slot if roll.mine else None
    start = found.local_start
    return [
        {
            "number": place,
            "start": start + timedelta(minutes=place * length),
            "taken": place in roll.taken_slots,
            "who": roll.taken_slots.get(place, ""),
            "mine": place == mine,
        }
        for place in range(found.words.slots)
    ]


@require_safe
def series(request, slug, key):
    """A series: its rhythm, joined once; its next dates."""
    _community, membership, found = find_series(request, slug, key)
    at = timezone.now()
    return render(request, "gathering/series_page.html", series_context(request, membership, found, at))


def series_context(request, membership, found: Series, at) -> dict:
    """All that the page of a series needs."""
    held = series_of(request.viewer, found.community).get(pk=found.pk)
    held.community = found.community
    return {
        "series": held,
        "membership": membership,
        "dates": dates_of(request.viewer, held, at, most=SHOWN),
        "way": held.my_way or "",
        "choices": choices_of(held)[:-1],
        "tends": rules.can_tend_series(request.viewer.person, membership, held),
        "may_join": rules.takes_part(membership, held.circle, request.viewer.circles) and held.joins_as_one,
        "done": False,
        "ended": held.last_day is not None and held.last_day < at.astimezone(held.tz).date(),
    }
