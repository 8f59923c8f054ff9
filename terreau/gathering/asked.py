"""What the pages of this room ask of the database, composed once: series, dates, pauses, what came out."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

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

from terreau.community.asking import Within
from terreau.community.models import Circle
from terreau.people.models import Person
from terreau.spine.asking import columns, instance

from .models import Gathering, Memory, Preparer, Presence, QuietPeriod, Series, SeriesAnswer

MINE = ("said", "waits", "prepares")  # what the viewer said of a date, and whether they prepare it
JOINED = ("way", "since", "announced")  # how the viewer joined a series
SAYS = ("starts_at", "cancelled_at", "detached_at", "moved_at", "kind", "minutes", "mode", "place")
LATELY = 12  # rows among which the last date of a series is looked for
_PLAIN = partial(Within, with_hats=False)  # no hat opens a date
_NOTHING, _NEVER, _NONE = Value("", CharField()), Value(None, DateTimeField()), Value(0, IntegerField())


def _whom(viewer) -> int:
    """Whose answers are read with the dates; nobody's (0) for the product itself and for visitors."""
    person = getattr(viewer, "person", None)
    return person.pk if person is not None else 0


def series_of(viewer, community: int):
    """The series this viewer reads there, each with how they joined it (`my_way`)."""
    mine = SeriesAnswer.objects.filter(series=OuterRef("pk"), person=_whom(viewer), left_at=None).seen()
    rows = Series.objects.visible_to(viewer).filter(community=community).select_related("circle")
    return rows.annotate(**{f"my_{name}": Subquery(mine.values(name)[:1]) for name in JOINED})


def rows_of(viewer, community: int):
    """The rows this viewer reads there, each with what they answered (`said`, `waits`) and whether they prepare it."""
    mine = Presence.objects.filter(gathering=OuterRef("pk"), person=_whom(viewer)).seen()
    rows = Gathering.objects.visible_to(viewer).filter(community=community).select_related("series", "circle")
    prepares = Preparer.objects.filter(gathering=OuterRef("pk"), person=_whom(viewer)).seen()
    answered = {"said": Subquery(mine.values("answer")[:1]), "waits": Subquery(mine.values("waiting_since")[:1])}
    return rows.annotate(**answered, prepares=Exists(prepares))


def _span(after: datetime, before: datetime, first: date, last: date) -> Q:
    """Rows that take place in the span, or that stand for a date of it that was moved away."""
    return Q(starts_at__gte=after, starts_at__lt=before) | Q(original_day__gte=first, original_day__lte=last)


def days_of(after: datetime, before: datetime) -> dict[str, date]:
    """The days that a span touches in any time zone."""
    return {"first": (after - timedelta(days=1)).date(), "last": (before + timedelta(days=1)).date()}


# ---- series ----
def _held(rows):
    return rows.values_list(*columns(Series), *columns(Circle, "circle__"), *(f"my_{name}" for name in JOINED))


def _series(viewer, *, community, first, last, **within):
    return _held(series_of(viewer, community).filter(first_day__lte=last, **within).going(first))


def _one_series(viewer, *, community, key):
    return _held(series_of(viewer, community).filter(key=key))


def _following(viewer, *, community, follows):
    return _held(series_of(viewer, community).filter(follows=follows))


_SERIES, _ONE_SERIES, _FOLLOWING = _PLAIN(_series), _PLAIN(_one_series), _PLAIN(_following)


def series_in(viewer, community, after: datetime, before: datetime, **within) -> list[Series]:
    """The series that have begun by then and go on; `within` may name a circle."""
    found = _SERIES.ask(viewer, community, **days_of(after, before), **within)
    return [_series_row(iter(row), community) for row in found]


def one_series(viewer, community, key: str) -> Series | None:
    """The series of that key, if this viewer reads it."""
    return next((_series_row(iter(row), community) for row in _ONE_SERIES.ask(viewer, community, key=key)), None)


def following(viewer, series: Series) -> Series | None:
    """The series that goes on after this one with another rhythm, if this viewer reads it."""
    if series.last_day is None:
        return None  # nothing follows what goes on: no need to ask
    rows = _FOLLOWING.ask(viewer, series.community, follows=series.pk)
    return next((_series_row(iter(row), series.community) for row in rows), None)


def _series_row(row: Iterator, community) -> Series:
    found, circle = instance(Series, row), instance(Circle, row)
    found.community, found.circle = community, circle if found.circle_id else None
    vars(found).update({f"my_{name}": said for name, said in zip(JOINED, row, strict=True)})
    return found


# ---- dates ----
_DATE = (*columns(Gathering), *columns(Circle, "circle__"), *columns(Series, "series__"), *MINE)


def _rows(viewer, *, community, after, before, first, last, **within):
    return rows_of(viewer, community).filter(_span(after, before, first, last), **within).values_list(*_DATE)


def _past(viewer, start: int, most: int, *, community, before, **within):
    rows = rows_of(viewer, community).filter(starts_at__lt=before, cancelled_at=None, **within).exclude(kind="cafe")
    rows = rows.exclude(series__kind="cafe").order_by("-starts_at", "-pk")
    return rows[start : start + most].values_list(*_DATE)


def _with_memory(rows):
    return rows.values_list(*_DATE, *columns(Memory, "memory__"), "memory__published_by__name")


def _dated(viewer, *, community, series, day):
    return _with_memory(rows_of(viewer, community).filter(series__key=series, original_day=day))


def _single(viewer, *, community, key):
    return _with_memory(rows_of(viewer, community).filter(key=key, series=None))


def _lately(viewer, *, community, series, before, last):
    begun = Q(starts_at__lt=before) | Q(original_day__lte=last)
    rows = rows_of(viewer, community).filter(begun, series__in=series).order_by("-original_day", "-pk")
    return _with_memory(rows[:LATELY])


_ROWS, _PAST, _DATED, _SINGLE = _PLAIN(_rows), _PLAIN(_past), _PLAIN(_dated), _PLAIN(_single)
_LATELY = _PLAIN(_lately)


def dates_in(viewer, community, after: datetime, before: datetime, **within) -> list[Gathering]:
    """The rows of that span, and those that stand for a date of it; `within` may name a circle or a series."""
    found = _ROWS.ask(viewer, community, after=after, before=before, **days_of(after, before), **within)
    return [_date_row(iter(row), community) for row in found]


def dates_past(viewer, community, before: datetime, start: int, most: int, **within) -> list[Gathering]:
    """What was, the latest first; only the first page is composed once: the others are as many as one may ask for."""
    asked = _PAST if start == 0 else _PLAIN(_past)
    found = asked.ask(viewer, community, start, most, before=before, **within)
    return [_date_row(iter(row), community) for row in found]


def dated(viewer, community, series: str, day: date) -> Gathering | None:
    """The row of a date of a series, with its memory: whoever reads a date reads what came out of it."""
    return _with(_DATED.ask(viewer, community, series=series, day=day), community)


def single(viewer, community, key: str) -> Gathering | None:
    """The gathering that is in no series, with its memory."""
    return _with(_SINGLE.ask(viewer, community, key=key), community)


def lately(viewer, series: Series, at: datetime) -> list[Gathering]:
    """The latest rows of a series and of the one before it, with their memory, cancelled and moved ones included."""
    both = [series.pk, series.follows_id or 0]
    rows = _LATELY.ask(viewer, series.community, series=both, before=at, last=at.date() + timedelta(days=1))
    return [found for row in rows if (found := _with([row], series.community))]


def _with(rows: list[list], community) -> Gathering | None:
    if not rows:
        return None
    row = iter(rows[0])
    found, memory = _date_row(row, community), instance(Memory, row)
    memory.published_by = Person(pk=memory.published_by_id, name=next(row) or "")
    found._state.fields_cache["memory"] = memory if memory.pk else None
    return found


def _date_row(row: Iterator, community) -> Gathering:
    found, circle, series = instance(Gathering, row), instance(Circle, row), instance(Series, row)
    found.community, found.circle = community, circle if found.circle_id else None
    found.series = series if found.series_id else None
    if found.series:
        found.series.community, found.series.circle = community, found.circle
    for name in MINE:
        setattr(found, name, next(row))
    return found


# ---- pauses ----
def _quiet(viewer, *, community):
    return QuietPeriod.objects.visible_to(viewer).filter(community=community).values_list(*columns(QuietPeriod))


def _touched_and_quiet(viewer, *, community, series, after, before, first, last):
    mine = Gathering.objects.visible_to(viewer).filter(_span(after, before, first, last), series=series)
    quiet = QuietPeriod.objects.visible_to(viewer).filter(community=community)
    blank = Value(0, BigIntegerField()), _NEVER, _NEVER, _NEVER, _NEVER, _NOTHING, _NONE, _NOTHING, _NOTHING
    rows = mine.order_by().values_list("original_day", "original_day", "pk", *SAYS)
    return rows.union(quiet.order_by().values_list("from_day", "to_day", *blank), all=True)


_QUIET, _TOUCHED_AND_QUIET = _PLAIN(_quiet), _PLAIN(_touched_and_quiet)


def pauses(viewer, community) -> list[QuietPeriod]:
    """The quiet periods, past ones too."""
    return [instance(QuietPeriod, iter(row)) for row in _QUIET.ask(viewer, community)]


def touched_and_quiet(viewer, series: Series, after: datetime, before: datetime):
    """The touched dates of a series (when, where and how long), and the quiet periods. One query."""
    held = {"community": series.community, "circle": series.circle, "series": series}
    span = {"after": after, "before": before, **days_of(after, before)}
    dates, periods = [], []
    for first, last, pk, *said in _TOUCHED_AND_QUIET.ask(viewer, series.community, series=series.pk, **span):
        if pk:
            dates.append(Gathering(pk=pk, original_day=first, **held, **dict(zip(SAYS, said, strict=True))))
        else:
            periods.append(QuietPeriod(from_day=first, to_day=last))
    return dates, periods
