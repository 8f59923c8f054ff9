"""The page of one date, before and after; the page of a series."""

from datetime import timedelta

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from terreau.community.keeping import Looking
from terreau.practice.led_on import notes_from

from .. import agendas, remembering, rules
from ..asked import following, pauses
from ..beside import Look, blocks_of
from ..models import Presence, Series, suited
from ..occasions import dates_of, last_of, next_beside, next_of
from ..roll import Roll, roll_of
from ..season import before_each
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
    kept = Looking(request.viewer, found.community, at)
    memory = _came_out(kept, found) if over else None
    return {
        "gathering": found,
        "words": found.words,
        "membership": membership,
        "over": over,
        "tends": minds,
        "steps": [] if memory else agendas.steps_of(request.viewer, found),
        "memory": memory,
        "next": _next_time(kept, found) if over else None,
        "led_to": kept.mine("led to", lambda: notes_from(request.viewer, found), found.pk) if memory else [],
        "last": None if over else _last_time(request.viewer, found),
        "may_remember": rules.can_remember(tends=minds, came=came, gathering=found, at=at),
        "beside": blocks_of(Look(request.viewer, membership, found, over, kept)),
        "may_bring": rules.can_bring_a_guest(membership, found, at),
        "needs": roll.needs if minds and not over else [],
        **presence_context(request.viewer, membership, found, roll, at),
        "suited": not (over or roll.my_answer or found.series_id) and suited(request.viewer, found),
    }


def _came_out(kept: Looking, found):
    """What came out of it, if that is published."""
    if not remembering.is_remembered(found):
        return None
    return kept.mine("memory", lambda: remembering.memory_of(kept.viewer, found), found.pk)


def _next_time(kept: Looking, found):
    """« La prochaine fois »: the next date of its series, else the next one there is for the same people."""

    def read():
        ahead = next_of(kept.viewer, found.series, kept.at) if found.series_id else None
        return ahead or next_beside(kept.viewer, found, kept.at)

    return kept.mine("next time", read, found.series_id, found.circle_id)


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
        "suited": False,
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
    """A series: its rhythm, joined once; its next dates, the last one. With none left, the series that follows it."""
    _community, membership, found = find_series(request, slug, key)
    at = timezone.now()
    context = series_context(request, membership, found, at)
    if not context["dates"] and context["following"]:
        return redirect(context["following"])  # its own page sends on to the next, and so on
    context["last"] = last_of(request.viewer, found, at, context["quiet"])
    context["remembered"] = context["last"] is not None and hasattr(context["last"], "memory")
    return render(request, "gathering/series_page.html", context)


def series_context(request, membership, held: Series, at) -> dict:
    """All that the page of a series needs."""
    quiet = pauses(request.viewer, held.community)
    dates = dates_of(request.viewer, held, at, quiet=quiet, most=SHOWN)
    return {
        "series": held,
        "quiet": quiet,
        "rests": before_each(quiet, at.astimezone(held.tz).date(), [one.day for one in dates]),
        "membership": membership,
        "dates": dates,
        "following": following(request.viewer, held),
        "way": held.my_way or "",
        "choices": choices_of(held)[:-1],
        "tends": rules.can_tend_series(request.viewer.person, membership, held),
        "may_join": rules.takes_part(membership, held.circle, request.viewer.circles) and held.joins_as_one,
        "done": False,
        "ended": held.last_day is not None and held.last_day < at.astimezone(held.tz).date(),
    }
