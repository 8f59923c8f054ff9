"""When things happen in the story: always counted back from the day it is told, so that it never grows old.

w27 tue 09:40    27 weeks before this week's Monday (w-1: next week)
d3 14:10         three days ago
friday 17:00     the coming Friday
"""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKS = re.compile(r"w(-?\d+) (mon|tue|wed|thu|fri|sat|sun)(?: (\d\d):(\d\d))?")
_DAYS = re.compile(r"d(\d+) (\d\d):(\d\d)")
_FRIDAY = re.compile(r"friday (\d\d):(\d\d)")


def moment(said: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment meant by `said` when the story is told at `now`; days and hours are those of `zone`."""
    today = now.astimezone(zone).date()
    if found := _WEEKS.fullmatch(said):
        monday = today - timedelta(days=today.weekday())
        day = monday - timedelta(weeks=int(found[1])) + timedelta(days=DAYS.index(found[2]))
        return _at(day, found[3] or "12", found[4] or "00", zone)
    if found := _DAYS.fullmatch(said):
        return _at(today - timedelta(days=int(found[1])), found[2], found[3], zone)
    if found := _FRIDAY.fullmatch(said):
        ahead = (4 - today.weekday()) % 7 or 7
        return _at(today + timedelta(days=ahead), found[1], found[2], zone)
    raise ValueError(f"« {said} » is not a moment of the story.")


def _at(day: date, hour: str, minute: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(int(hour), int(minute)), zone)
