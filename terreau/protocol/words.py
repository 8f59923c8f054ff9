"""Time and turns in words: by the minute, never by the second, never with alarm."""

import math
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import engine

WARNED_AT = 2  # minutes


def time_left(state: engine.State, at: datetime) -> str:
    """« encore 7 minutes », « Temps prévu écoulé »."""
    if state.phase == "paused":
        return _("En pause")
    if state.remaining(at).total_seconds() <= 0:
        return _("Temps prévu écoulé")
    minutes = engine.minutes_left(state, at)
    return ngettext("encore %(num)s minute", "encore %(num)s minutes", minutes) % {"num": minutes}


def of_planned(state: engine.State) -> str:
    """« sur 12 »."""
    minutes = state.planned[state.step]
    return ngettext("sur %(num)s prévue", "sur %(num)s prévues", minutes) % {"num": minutes}


def until_next_word(state: engine.State, at: datetime) -> int:
    """Seconds until the words change; 0 when they will not."""
    left = state.remaining(at).total_seconds()
    if state.phase != "running" or left <= 0:
        return 0
    return math.ceil(left - 60 * (engine.minutes_left(state, at) - 1))


def announcement(state: engine.State, at: datetime, title: str) -> tuple[str, str]:
    """What a screen reader is told, and the key under which it is told once: the step, two minutes before its end."""
    if state.phase == "ended":
        return "ended", _("La séance est terminée.")
    place = _("Étape %(number)s sur %(all)s\u00a0: %(title)s.") % {
        "number": state.step + 1,
        "all": len(state.planned),
        "title": title,
    }
    name = f"{state.step}-{state.again}"
    if _has_come_to_its_last_minutes(state, at):
        return f"{name}-two", _("Encore deux minutes.")
    return name, place


def _has_come_to_its_last_minutes(state: engine.State, at: datetime) -> bool:
    """Whether two minutes or less are left of a clock that began with more: whoever comes back late hears the step."""
    if state.phase != "running" or state.since is None or state.remaining(at).total_seconds() <= 0:
        return False
    return engine.minutes_left(state, at) <= WARNED_AT < engine.minutes_left(state, state.since)
