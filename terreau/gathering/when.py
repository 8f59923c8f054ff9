"""When a gathering takes place, in words: on the clock of its community, and on the reader's when it differs."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.ui import dates


def hours(gathering) -> str:
    """« 12 h 15 à 13 h 30 », on the clock of its community."""
    start, end = gathering.local_start, gathering.local_end
    words = {"from": dates.clock(start.replace(tzinfo=None)), "to": dates.clock(end.replace(tzinfo=None))}
    if end.date() != start.date():
        words["to"] = f"{dates.ago(end.date())}, {words['to']}"
    return _("%(from)s à %(to)s") % words


def elsewhere(gathering) -> str:
    """« chez vous, 18 h 15 », for a reader whose clock says something else; otherwise nothing."""
    here = timezone.localtime(gathering.starts_at)
    if here.replace(tzinfo=None) == gathering.local_start.replace(tzinfo=None):
        return ""
    said = dates.clock(here.replace(tzinfo=None))
    if here.date() != gathering.day:
        said = f"{dates.DAYS[_language()][here.weekday()]} {said}"
    return _("chez vous, %(hour)s") % {"hour": said}


def day_said(day, as_of: datetime) -> str:
    """« jeudi 4 décembre », with the year once it is far."""
    near = abs((day - as_of.date()).days) < 300
    said = dates.day(day)
    return said.rsplit(" ", 1)[0] if near else said


def day_clock(moment: datetime) -> str:
    """« mardi 12 mai, 9 h », on the reader's clock."""
    here = timezone.localtime(moment)
    return f"{dates.day(here).rsplit(' ', 1)[0]}, {dates.clock(here)}"


def place_said(words) -> str:
    """« Salle B-204 et en ligne », « En ligne », « Au téléphone »."""
    place = words.place or _("Sur place")
    said = {
        "here": place,
        "online": _("En ligne"),
        "phone": _("Au téléphone"),
        "hybrid": _("%(place)s et en ligne") % {"place": place},
    }
    return said[words.mode]


def minutes_said(minutes: int) -> str:
    """« 45 minutes », « 1 h 30 »."""
    hour, left = divmod(minutes, 60)
    if not hour:
        return _("%(n)s minutes") % {"n": left}
    return f"{hour}\u00a0h" + (f"\u00a0{left:02d}" if left else "")


def wall_clock(hour: time) -> str:
    """« 12 h 15 »: an hour on the wall, without a day."""
    return dates.clock(datetime.combine(datetime.min, hour))


def _language() -> str:
    return dates._language()
