"""The clock of a place for calendar programs: VTIMEZONE (RFC 5545, 3.6.5), from the same tables as everything here."""

from calendar import monthrange
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ..recurrence_rule import DAYS
from .lines import line, wall

AHEAD = 20  # years looked at: a change that comes back the same all that time comes back for ever


class Change(NamedTuple):
    """One change of the clock: when, as the clock that ends says it, and from which offset to which."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool

    @property
    def pattern(self) -> tuple:
        """What comes back each year when nothing is decided anew: from, to, name, month, weekday and hour."""
        return self.before, self.after, self.name, self.is_summer, self.at.month, self.at.weekday(), self.at.time()


@lru_cache(maxsize=64)
def timezone_lines(key: str, first_year: int) -> str:
    """The VTIMEZONE of that zone, exact from the beginning of that year on."""
    zone = ZoneInfo(key)
    begin = datetime(first_year, 1, 1, tzinfo=UTC)
    here = begin.astimezone(zone)
    offset = here.utcoffset() or timedelta()
    said = line("BEGIN", "VTIMEZONE") + line("TZID", key)
    standing = Change(datetime(first_year - 1, 1, 1), offset, offset, here.tzname() or key, bool(here.dst()))
    said += _observance(standing, "")
    found = sorted(_changes(zone, first_year), key=lambda one: repr(one.pattern))
    for _pattern, group in groupby(found, key=lambda one: one.pattern):
        said += _together(sorted(group))
    return said + line("END", "VTIMEZONE")


def _changes(zone: ZoneInfo, first_year: int) -> list[Change]:
    """Every change of the clock over the years looked at."""
    found = []
    day = datetime(first_year, 1, 1, tzinfo=UTC)
    last = datetime(first_year + AHEAD, 1, 1, tzinfo=UTC)
    while day < last:
        following = day + timedelta(days=1)
        if day.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            found.append(_change(zone, day, following))
        day = following
    return found


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> Change:
    """The change between two moments, to the second."""
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds() // 2))
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
    after = high.astimezone(zone)
    offset = before or timedelta()
    at = (high + offset).replace(tzinfo=None)
    return Change(at, offset, after.utcoffset() or timedelta(), after.tzname() or zone.key, bool(after.dst()))


def _together(changes: list[Change]) -> str:
    """One observance for changes that come back alike each year; one each when they do not."""
    every_year = [one.at.year for one in changes] == list(range(changes[0].at.year, changes[0].at.year + len(changes)))
    lasting = changes[-1].at.year == changes[0].at.year + len(changes) - 1 and len(changes) >= AHEAD - 1
    place = _place(changes)
    if every_year and lasting and place:
        day = DAYS[changes[0].at.weekday()]
        rule = line("RRULE", f"FREQ=YEARLY;BYMONTH={changes[0].at.month};BYDAY={place}{day}")
        return _observance(changes[0], rule)
    return "".join(_observance(one, "") for one in changes)


def _place(changes: list[Change]) -> int:
    """Which of its weekday in the month it always is; -1 for the last, 0 when it is not always the same."""
    if all(one.at.day + 7 > monthrange(one.at.year, one.at.month)[1] for one in changes):
        return -1
    places = {(one.at.day - 1) // 7 + 1 for one in changes}
    return places.pop() if len(places) == 1 else 0


def _observance(change: Change, rule: str) -> str:
    kind = "DAYLIGHT" if change.is_summer else "STANDARD"
    return (
        line("BEGIN", kind)
        + line("DTSTART", wall(change.at))
        + rule
        + line("TZOFFSETFROM", _offset(change.before))
        + line("TZOFFSETTO", _offset(change.after))
        + line("TZNAME", change.name)
        + line("END", kind)
    )


def _offset(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    return f"{sign}{seconds // 3600:02d}{seconds % 3600 // 60:02d}" + (f"{seconds % 60:02d}" if seconds % 60 else "")
