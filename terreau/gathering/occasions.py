"""Every date there is: rows that somebody touched, and dates that follow from rules without any row.

Three queries whatever the number of dates: the series, the rows, the quiet periods.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Q

from .models import Gathering, QuietPeriod, Series

FAR = timedelta(days=400)  # how far ahead the next date of a series is looked for
ROW = ("series", "circle", "community")


def occasions(
    viewer, community, after: datetime, before: datetime, *, circle=None, limit: int = 500
) -> list[Gathering]:
    """The dates of a community (of one circle of it) that begin in that span, in order, cancelled ones included.

    A date of a series that falls in a quiet period is left out, unless somebody touched it.
    """
    series = Series.objects.visible_to(viewer).filter(community=community, first_day__lte=before + timedelta(days=1))
    series = series.going((after - timedelta(days=1)).date())
    rows = Gathering.objects.visible_to(viewer).filter(community=community)
    if circle is not None:
        series, rows = series.filter(circle=circle), rows.filter(circle=circle)
    held = list(series.select_related("circle"))
    found = list(rows.filter(_in_span(after, before)).select_related("series", "circle"))
    quiet = QuietPeriod.objects.visible_to(viewer).filter(community=community) if held else []
    dates = merge(held, found, list(quiet), after, before, community=community, limit=limit)
    return dates[:limit]


def _in_span(after: datetime, before: datetime) -> Q:
    """Rows that take place in the span, or that stand for a date of it that was moved away."""
    days = Q(
        original_day__gte=(after - timedelta(days=1)).date(), original_day__lte=(before + timedelta(days=1)).date()
    )
    return Q(starts_at__gte=after, starts_at__lt=before) | days


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
    touched = {(row.series_id, row.original_day) for row in rows if row.series_id}
    dates = [row for row in rows if after <= row.starts_at < before]
    for row in rows:
        row.community = community
        if row.series_id:
            row.series.community, row.series.circle = community, row.circle
    for one in series:
        one.community = community
        dates += untouched_dates(one, quiet, touched, after, before, limit)
    return sorted(dates, key=lambda one: (one.starts_at, one.pk or 0))


def untouched_dates(
    series: Series,
    quiet: list[QuietPeriod],
    touched: set[tuple[int | None, date | None]],
    after: datetime,
    before: datetime,
    limit: int,
) -> list[Gathering]:
    """The dates of a series that nobody touched, without those of quiet periods."""
    found = []
    for moment in series.moments(after, before, limit):
        day = moment.astimezone(series.tz).date()
        if (series.pk, day) not in touched and not any(period.covers(day) for period in quiet):
            found.append(Gathering.untouched(series, day, moment))
    return found


def date_of(viewer, series: Series, day: date) -> Gathering | None:
    """The date of a series on that (original) day: its row, or the date as it follows from the rule, or None."""
    rows = Gathering.objects.visible_to(viewer).select_related("circle").filter(series=series, original_day=day)
    if (row := rows.first()) is not None:
        row.series, row.community = series, series.community
        return row
    moment = series.moment_of(day)
    return Gathering.untouched(series, day, moment) if moment is not None else None


def coming(viewer, community, at: datetime, *, circle=None, most: int = 10) -> list[Gathering]:
    """The next dates that take place, those going on included, as many as asked."""
    found = occasions(viewer, community, at - timedelta(days=1), at + FAR, circle=circle, limit=most * 6 + 20)
    return [one for one in found if one.cancelled_at is None and not one.is_over(at)][:most]


def next_of(viewer, series: Series, at: datetime) -> Gathering | None:
    """The next date of a series that takes place, or None when there is none within a year or so."""
    rows = Gathering.objects.visible_to(viewer).filter(series=series).filter(_in_span(at, at + FAR))
    rows = list(rows.select_related("series", "circle"))
    quiet = list(QuietPeriod.objects.visible_to(viewer).filter(community=series.community_id))
    dates = merge([series], rows, quiet, at - timedelta(days=1), at + FAR, community=series.community, limit=60)
    return next((one for one in dates if one.cancelled_at is None and not one.is_over(at)), None)
