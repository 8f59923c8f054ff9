"""Every date there is: rows that somebody touched, and dates that follow from rules without any row.

Three queries whatever the number of dates: the series, the rows, the quiet periods.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from .asked import LATELY, dated, dates_in, lately, pauses, series_in, touched_and_quiet
from .models import Gathering, QuietPeriod, Series

GOING_ON = timedelta(days=3)  # the longest gathering
BACK = timedelta(days=100)  # how far back a date that nobody touched is looked for: a season and a little
FAR = timedelta(days=400)  # how far ahead the next date of a series is looked for


def occasions(
    viewer, community, after: datetime, before: datetime, *, circle=None, limit: int = 500
) -> list[Gathering]:
    """The dates of a community (of one circle of it) that begin in that span, in order, cancelled ones included.

    A date of a series that falls in a quiet period is left out, unless somebody touched it.
    """
    held, rows, quiet = _asked(viewer, community, after, before, {} if circle is None else {"circle": circle.pk})
    return merge(held, rows, quiet, after, before, community=community, limit=limit)[:limit]


def _asked(viewer, community, after: datetime, before: datetime, within: dict):
    held = series_in(viewer, community, after, before, **within)
    return held, dates_in(viewer, community, after, before, **within), pauses(viewer, community) if held else []


def merge(
    series: Iterable[Series],
    rows: Iterable[Gathering],
    quiet: list[QuietPeriod],
    after: datetime,
    before: datetime,
    *,
    community,
    limit: int,
) -> list[Gathering]:
    """Rows and computed dates as one list, in order of time. A row takes the place of the date it stands for."""
    series = list(series)
    touched = _touched(rows)
    dates = [row for row in rows if after <= row.starts_at < before]
    held = {one.pk: one for one in series}
    for row in rows:
        row.community = community
        if row.series_id:
            row.series = held.get(row.series_id, row.series)
            row.series.community, row.series.circle = community, row.circle
    for one in series:
        one.community = community
        dates += untouched_dates(one, quiet, touched, after, before, limit)
    return sorted(dates, key=lambda one: (one.starts_at, one.pk or 0))


def my_answer(gathering: Gathering) -> str:
    """What the viewer for whom this date was found said: for it, or by joining its series; empty when nothing."""
    if said := getattr(gathering, "said", None):
        return str(said)
    series = gathering.series if gathering.series_id else None
    since = getattr(series, "my_since", None)
    return str(series.my_way) if series is not None and since and since < gathering.starts_at else ""


Days = set[tuple[int | None, date | None]]


def _touched(rows: Iterable[Gathering]) -> Days:
    return {(row.series_id, row.original_day) for row in rows if row.series_id}


def untouched_dates(
    series: Series, quiet: list[QuietPeriod], touched: Days, after: datetime, before: datetime, limit: int
) -> Iterator[Gathering]:
    """The dates of a series that nobody touched, in order, without those of quiet periods."""
    for moment in series.moments(after, before, limit):
        day = moment.astimezone(series.tz).date()
        if (series.pk, day) not in touched and not any(period.covers(day) for period in quiet):
            yield Gathering.untouched(series, day, moment)


def date_of(viewer, series: Series, day: date) -> Gathering | None:
    """The date of a series on that (original) day: its row, or the date as it follows from the rule, or None."""
    row = dated(viewer, series.community, series.key, day)
    if row is not None:
        row.series = series
        return row
    moment = series.moment_of(day)
    return Gathering.untouched(series, day, moment) if moment is not None else None


def coming(viewer, community, at: datetime, *, circle=None, most: int = 10) -> list[Gathering]:
    """The next dates that take place, those going on included, as many as asked."""
    found = occasions(viewer, community, at - GOING_ON, at + FAR, circle=circle, limit=most * 6 + 20)
    return [one for one in found if one.cancelled_at is None and not one.is_over(at)][:most]


def next_beside(viewer, gathering: Gathering, at: datetime) -> Gathering | None:
    """What comes after the last date of a series: that of the series that follows, else its circle's, else any."""
    return _first_ahead(viewer, gathering.community, gathering, at, (_goes_on, _same_people, _any))


def next_among(viewer, community, circle, at: datetime) -> Gathering | None:
    """The next date of the whole community (no circle), or of one circle of it; those of others do not count."""
    theirs = Gathering(community=community, circle=circle)
    return _first_ahead(viewer, community, theirs, at, (_same_people,))


def _first_ahead(viewer, community, last: Gathering, at: datetime, nearest_first) -> Gathering | None:
    """The first date that takes place, among those nearest to `last` there are any of."""
    after, before = at - GOING_ON, at + FAR
    held, rows, quiet = _asked(viewer, community, after, before, {})
    for near in nearest_first:
        ours = [one for one in held if near(one, last)], [one for one in rows if near(one, last)]
        dates = merge(*ours, quiet, after, before, community=community, limit=26)
        found = next((one for one in dates if one.cancelled_at is None and not one.is_over(at)), None)
        if found is not None:
            return found
    return None


def _goes_on(one: Gathering | Series, last: Gathering) -> bool:
    series = one if isinstance(one, Series) else one.series
    return series is not None and last.series_id is not None and series.follows_id == last.series_id


def _same_people(one: Gathering | Series, last: Gathering) -> bool:
    return one.circle_id == last.circle_id


def _any(_one: Gathering | Series, _last: Gathering) -> bool:
    return True


def last_of(viewer, series: Series, at: datetime, quiet: list[QuietPeriod]) -> Gathering | None:
    """The last date of a series that took place, with its memory; of the one it follows, when it only begins."""
    if series.sort.leaves_no_trace:
        return None
    rows = lately(viewer, series, at)
    after = rows[-1].starts_at if len(rows) == LATELY else at - BACK  # before the oldest row read, nobody knows
    for row in rows:
        row.series = series if row.series_id == series.pk else row.series
    was = [*rows, *untouched_dates(series, quiet, _touched(rows), after, at, 500)]
    over = (one for one in was if one.cancelled_at is None and one.is_over(at))
    kept = (one for one in over if not one.words.sort.leaves_no_trace)
    return max(kept, key=lambda one: one.starts_at, default=None)


def dates_of(viewer, series: Series, at: datetime, *, quiet: list[QuietPeriod], most: int = 10) -> list[Gathering]:
    """The next dates of one series, cancelled ones included."""
    rows = dates_in(viewer, series.community, at - GOING_ON, at + FAR, series=series.pk)
    return _next_dates(series, rows, quiet, at, most)


def next_of(viewer, series: Series, at: datetime) -> Gathering | None:
    """The next date of a series that takes place, or None when there is none within a year or so. One query."""
    rows, quiet = touched_and_quiet(viewer, series, at - GOING_ON, at + FAR)
    cancelled = sum(row.cancelled_at is not None for row in rows)
    dates = _next_dates(series, rows, quiet, at, 1 + cancelled)
    return next((one for one in dates if one.cancelled_at is None), None)


def _next_dates(series: Series, rows: list[Gathering], quiet: list[QuietPeriod], at: datetime, most: int):
    """The first dates of one series that are not over; those that follow from its rule are made only as needed."""
    after, before = at - GOING_ON, at + FAR
    for row in rows:
        row.series = series
    from_rule = untouched_dates(series, quiet, _touched(rows), after, before, 60)
    dates = [row for row in rows if after <= row.starts_at < before and not row.is_over(at)]
    dates += islice((one for one in from_rule if not one.is_over(at)), most)
    return sorted(dates, key=lambda one: (one.starts_at, one.pk or 0))[:most]
