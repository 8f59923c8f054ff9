"""Every date there is: rows that somebody touched, and dates that follow from rules without any row.

Three queries whatever the number of dates: the series, the rows, the quiet periods.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
)

from .models import Gathering, Preparer, Presence, QuietPeriod, Series, SeriesAnswer

GOING_ON = timedelta(days=3)  # the longest gathering
FAR = timedelta(days=400)  # how far ahead the next date of a series is looked for


def occasions(
    viewer, community, after: datetime, before: datetime, *, circle=None, limit: int = 500
) -> list[Gathering]:
    """The dates of a community (of one circle of it) that begin in that span, in order, cancelled ones included.

    A date of a series that falls in a quiet period is left out, unless somebody touched it.
    """
    last = (before + timedelta(days=1)).date()
    series = series_of(viewer, community).filter(first_day__lte=last).going((after - timedelta(days=1)).date())
    rows = rows_of(viewer, community)
    if circle is not None:
        series, rows = series.filter(circle=circle), rows.filter(circle=circle)
    held = list(series)
    found = list(rows.filter(in_span(after, before)))
    quiet = QuietPeriod.objects.visible_to(viewer).filter(community=community) if held else []
    dates = merge(held, found, list(quiet), after, before, community=community, limit=limit)
    return dates[:limit]


def series_of(viewer, community):
    """The series this viewer reads there, each with how they joined it (`my_way`)."""
    mine = SeriesAnswer.objects.filter(series=OuterRef("pk"), person=_whom(viewer), left_at=None).seen()
    rows = Series.objects.visible_to(viewer).filter(community=community).select_related("circle")
    return rows.annotate(my_way=Subquery(mine.values("way")[:1]), my_since=Subquery(mine.values("since")[:1]))


def _whom(viewer) -> int:
    """Whose answers are read with the dates; nobody's (0) for the product itself and for visitors."""
    person = getattr(viewer, "person", None)
    return person.pk if person is not None else 0


def rows_of(viewer, community):
    """The rows this viewer reads there, each with what they answered (`said`, `waits`) and whether they prepare it."""
    mine = Presence.objects.filter(gathering=OuterRef("pk"), person=_whom(viewer)).seen()
    rows = Gathering.objects.visible_to(viewer).filter(community=community).select_related("series", "circle")
    prepares = Preparer.objects.filter(gathering=OuterRef("pk"), person=_whom(viewer)).seen()
    answered = {"said": Subquery(mine.values("answer")[:1]), "waits": Subquery(mine.values("waiting_since")[:1])}
    return rows.annotate(**answered, prepares=Exists(prepares))


def in_span(after: datetime, before: datetime) -> Q:
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
    series = list(series)
    touched: set[tuple[int | None, date | None]] = {(row.series_id, row.original_day) for row in rows if row.series_id}
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
    rows = rows_of(viewer, series.community).filter(series=series, original_day=day)
    if (row := rows.first()) is not None:
        row.series, row.community = series, series.community
        return row
    moment = series.moment_of(day)
    return Gathering.untouched(series, day, moment) if moment is not None else None


def coming(viewer, community, at: datetime, *, circle=None, most: int = 10) -> list[Gathering]:
    """The next dates that take place, those going on included, as many as asked."""
    found = occasions(viewer, community, at - GOING_ON, at + FAR, circle=circle, limit=most * 6 + 20)
    return [one for one in found if one.cancelled_at is None and not one.is_over(at)][:most]


def dates_of(viewer, series: Series, at: datetime, *, most: int = 10) -> list[Gathering]:
    """The next dates of one series, cancelled ones included."""
    span = at - GOING_ON, at + FAR
    rows = list(rows_of(viewer, series.community).filter(series=series).filter(in_span(*span)))
    quiet = list(QuietPeriod.objects.visible_to(viewer).filter(community=series.community_id))
    dates = merge([series], rows, quiet, *span, community=series.community, limit=60)
    return [one for one in dates if not one.is_over(at)][:most]


def next_of(viewer, series: Series, at: datetime) -> Gathering | None:
    """The next date of a series that takes place, or None when there is none within a year or so. One query."""
    after, before = at - GOING_ON, at + FAR
    rows, quiet = _rows_and_quiet(viewer, series, after, before)
    dates = merge([series], rows, quiet, after, before, community=series.community, limit=60)
    return next((one for one in dates if one.cancelled_at is None and not one.is_over(at)), None)


SAYS = ("original_day", "starts_at", "cancelled_at", "detached_at", "moved_at", "kind", "minutes", "mode", "place")


def _rows_and_quiet(viewer, series: Series, after: datetime, before: datetime):
    """The touched dates of a series (when, where and how long), and the quiet periods."""
    mine = Gathering.objects.visible_to(viewer).filter(series=series).filter(in_span(after, before))
    quiet = QuietPeriod.objects.visible_to(viewer).filter(community=series.community_id)
    never, nothing = Value(None, DateTimeField()), Value("", CharField())
    rows = mine.order_by().values_list("original_day", "original_day", "pk", *SAYS[1:])
    blank = (
        Value(0, BigIntegerField()),
        never,
        never,
        never,
        never,
        nothing,
        Value(0, IntegerField()),
        nothing,
        nothing,
    )
    dates, periods = [], []
    for first, last, pk, *said in rows.union(quiet.order_by().values_list("from_day", "to_day", *blank), all=True):
        if pk:
            words = dict(zip(SAYS[1:], said, strict=True))
            dates.append(
                Gathering(
                    pk=pk, community=series.community, circle=series.circle, series=series, original_day=first, **words
                )
            )
        else:
            periods.append(QuietPeriod(from_day=first, to_day=last))
    return dates, periods
