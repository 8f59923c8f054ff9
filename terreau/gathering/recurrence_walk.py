"""Walking the dates of a rule, period by period (RFC 5545, 3.3.10), without ever walking further than the horizon.

Written here rather than taken from dateutil, which serves as the judge in the tests: dateutil walks to the year 9999
for a rule that falls on no date (17 seconds), and from the first date again for each question.
"""

from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from .recurrence_rule import DAYS, Rule

HORIZON = timedelta(days=50 * 366)  # no series is asked for further than this after its first date


class Walk:
    """The days of a rule that begins on `first`."""

    def __init__(self, rule: Rule, first: date):
        self.first, self.last = first, min(first, date(9900, 1, 1)) + HORIZON
        self.frequency, self.interval = rule.get("FREQ"), rule.interval
        self.count = int(rule.get("COUNT", "0"))
        self.week_start = DAYS.index(rule.get("WKST", "MO"))
        self.months, self.month_days = rule.numbers("BYMONTH"), rule.numbers("BYMONTHDAY")
        self.year_days, self.weeks = rule.numbers("BYYEARDAY"), rule.numbers("BYWEEKNO")
        self.places = rule.numbers("BYSETPOS")
        self.week_days = {(place, DAYS.index(day)) for place, day in rule.days}
        self._as_the_first_date()

    def _as_the_first_date(self) -> None:
        """What the rule leaves unsaid is as on the first date."""
        if self.week_days or self.month_days or self.year_days or self.weeks:
            return
        if self.frequency == "WEEKLY":
            self.week_days = {(0, self.first.weekday())}
        elif self.frequency in ("MONTHLY", "YEARLY"):
            self.month_days = [self.first.day]
            if self.frequency == "YEARLY" and not self.months:
                self.months = [self.first.month]

    def days(self, since: date) -> Iterator[date]:
        """The days from `since` on, in order. Those before it are passed over without being walked, unless counted."""
        counted = 0
        for period in self._periods(self.first if self.count else max(since, self.first)):
            for day in self._chosen(period):
                if day < self.first:
                    continue
                if day > self.last:
                    return
                counted += 1
                if day >= since:
                    yield day
                if counted == self.count:
                    return

    def _periods(self, since: date) -> Iterator[list[date]]:
        """All days of each day, week, month or year that the interval keeps, from the one of `since` on."""
        first, step = self.first, self.interval
        if self.frequency == "DAILY":
            begin = first + timedelta(days=_steps((since - first).days, step))
            for ordinal in range(begin.toordinal(), self.last.toordinal() + 1, step):
                yield [date.fromordinal(ordinal)]
        elif self.frequency == "WEEKLY":
            monday = first.toordinal() - (first.weekday() - self.week_start) % 7
            in_week = sorted((day - self.week_start) % 7 for _place, day in self.week_days)
            begin_week = monday + 7 * _steps((since.toordinal() - monday) // 7, step)
            for ordinal in range(begin_week, self.last.toordinal() + 1, 7 * step):
                yield [date.fromordinal(ordinal + day) for day in in_week]
        elif self.frequency == "MONTHLY":
            month = first.year * 12 + first.month - 1
            now = since.year * 12 + since.month - 1
            for at in range(month + _steps(now - month, step), self.last.year * 12 + self.last.month, step):
                if not self.months or at % 12 + 1 in self.months:
                    yield self._in_month(at // 12, at % 12 + 1)
        else:
            for year in range(first.year + _steps(since.year - first.year, step), self.last.year + 1, step):
                yield [day for month in self.months or range(1, 13) for day in self._in_month(year, month)]

    def _in_month(self, year: int, month: int) -> list[date]:
        """The days of a month that may be kept: never all thirty when the rule names weekdays or numbers."""
        first = date(year, month, 1)
        length, ordinal = monthrange(year, month)[1], first.toordinal()
        if self.week_days:
            weekdays = {day for _place, day in self.week_days}
            days = sorted(at for day in weekdays for at in range((day - first.weekday()) % 7, length, 7))
        elif self.month_days:
            days = sorted({number - 1 if number > 0 else length + number for number in self.month_days})
        else:
            days = list(range(length))
        return [date.fromordinal(ordinal + day) for day in days if 0 <= day < length]

    def _chosen(self, period: list[date]) -> list[date]:
        days = [day for day in period if self._keeps(day)]
        if not self.places:
            return days
        kept = {place - 1 if place > 0 else len(days) + place for place in self.places}
        return [day for at, day in enumerate(days) if at in kept]

    def _keeps(self, day: date) -> bool:
        """Whether the rule keeps this day of a period, before BYSETPOS chooses among them."""
        if self.months and day.month not in self.months:
            return False
        if self.month_days:
            from_end = day.day - monthrange(day.year, day.month)[1] - 1
            if day.day not in self.month_days and from_end not in self.month_days:
                return False
        if self.week_days and not self._keeps_weekday(day):
            return False
        if self.year_days:
            number = day.timetuple().tm_yday
            if number not in self.year_days and number - 366 - isleap(day.year) not in self.year_days:
                return False
        return not self.weeks or self._keeps_week(day)

    def _keeps_weekday(self, day: date) -> bool:
        weekday = day.weekday()
        if (0, weekday) in self.week_days:
            return True
        if self.frequency == "MONTHLY" or self.months:
            number, length = day.day, monthrange(day.year, day.month)[1]
        else:
            number, length = day.timetuple().tm_yday, 365 + isleap(day.year)
        from_start, from_end = (number - 1) // 7 + 1, -((length - number) // 7 + 1)
        return (from_start, weekday) in self.week_days or (from_end, weekday) in self.week_days

    def _keeps_week(self, day: date) -> bool:
        """By number of week, where week 1 is the first with four days in the year."""
        number, most = _week(day, self.week_start)
        return number in self.weeks or number - most - 1 in self.weeks


def _steps(distance: int, step: int) -> int:
    """The largest multiple of `step` up to `distance`, at least 0."""
    return max(0, distance // step * step)


def _week(day: date, week_start: int) -> tuple[int, int]:
    """The number of the week and how many weeks its year has."""
    middle = date.fromordinal(day.toordinal() - (day.weekday() - week_start) % 7 + 3)
    number = (middle.timetuple().tm_yday - 1) // 7 + 1
    end = date(middle.year, 12, 31)
    last = date.fromordinal(end.toordinal() - (end.weekday() - week_start) % 7 + 3)
    if last.year != middle.year:
        last -= timedelta(days=7)
    return number, (last.timetuple().tm_yday - 1) // 7 + 1
