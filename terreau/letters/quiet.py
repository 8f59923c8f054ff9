"""When mail may come: on weekdays, from seven in the morning to seven in the evening, where the person is."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(7, 0), time(19, 0)
MORNING = time(7, 30)
WEEKEND = 5


def opens_at(at: datetime, zone: ZoneInfo) -> datetime:
    """`at` when mail may come then, else the next moment when it may."""
    here = at.astimezone(zone)
    if here.weekday() < WEEKEND and OPENS <= here.time() < CLOSES:
        return at
    day = here.date() if here.time() < OPENS else here.date() + timedelta(days=1)
    return _weekday_at(day, OPENS, zone)


def next_morning(at: datetime, zone: ZoneInfo) -> datetime:
    """The next 7:30 of a weekday, strictly after `at`: when what gathered in a day leaves together."""
    here = at.astimezone(zone)
    day = here.date() if here.time() < MORNING else here.date() + timedelta(days=1)
    return _weekday_at(day, MORNING, zone)


def _weekday_at(day, hour: time, zone: ZoneInfo) -> datetime:
    while day.weekday() >= WEEKEND:
        day += timedelta(days=1)
    return datetime.combine(day, hour, tzinfo=zone)
