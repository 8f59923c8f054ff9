"""The list of threads, a page at a time from a date, never from a count."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from .models import Thread
from .saying import first_name

A_PAGE = 20
CALLS_ON_TOP = 10
FRESH_FOR = timedelta(days=30)  # a thread never opened is « new » no longer than this
_FIELDS = (
    "key",
    "title",
    "opening",
    "message_count",
    "last_at",
    "call_until",
    "call_closed_at",
    "closed_at",
    "hidden_at",
    "opened_by__name",
    "last_by__name",
    "circle__name",
)


class ThreadRow(NamedTuple):
    """One thread as a list shows it."""

    key: str
    title: str
    opening: str
    message_count: int
    last_at: datetime
    call_until: object
    call_closed_at: datetime | None
    closed_at: datetime | None
    hidden_at: datetime | None
    opened_by: str
    last_by: str
    circle: str | None
    mark: int | None = None  # how far the viewer has read

    @property
    def name(self) -> str:
        """What the thread is called."""
        return self.title or self.opening or _("Un échange")

    @property
    def cursor(self) -> str:
        """Where the list goes on from."""
        return f"{int(self.last_at.timestamp() * 1_000_000)}-{self.key}"

    @property
    def voices(self) -> str:
        """« Paul », or « Paul, puis Samira » when somebody answered."""
        opened, last = first_name(self.opened_by), first_name(self.last_by)
        if self.message_count < 2 or self.opened_by == self.last_by:
            return opened
        return _("%(first)s, puis %(last)s") % {"first": opened, "last": last}

    def is_fresh(self, since: datetime) -> bool:
        """Whether something is there that the viewer has not read; nothing before `since` is."""
        if self.mark is None:
            return self.last_at > since
        return self.mark < self.message_count


class ThreadsPage(NamedTuple):
    """One page of the list, and where its neighbours begin."""

    rows: list[ThreadRow]
    newer: str = ""
    older: str = ""


def rows_of(threads, viewer, most: int) -> list[ThreadRow]:
    """The first of these threads as rows, with the viewer's own reading marks; one query."""
    if viewer.person is None:
        return [ThreadRow(*values) for values in threads.values_list(*_FIELDS)[:most]]
    threads = threads.with_marks(viewer.person)
    return [ThreadRow(*values) for values in threads.values_list(*_FIELDS, "mark")[:most]]


def threads_of(viewer, community, circle=None):
    """The threads this viewer may read there, in the whole community or in one circle."""
    threads = Thread.objects.here(community, viewer)
    return threads if circle is None else threads.filter(circle=circle)


def page_of(threads, viewer, *, older_than: str = "", newer_than: str = "") -> ThreadsPage:
    """Twenty threads from a cursor; a cursor that cannot be read is the beginning."""
    before, after = _read(older_than), _read(newer_than)
    if after:
        rows = rows_of(_newer(threads, *after).order_by("last_at", "key"), viewer, A_PAGE + 1)
        more, rows = len(rows) > A_PAGE, rows[:A_PAGE][::-1]
        return ThreadsPage(rows, rows[0].cursor if more else "", rows[-1].cursor if rows else "")
    if before:
        threads = _older(threads, *before)
    rows = rows_of(threads.latest(), viewer, A_PAGE + 1)
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    return ThreadsPage(rows, rows[0].cursor if before and rows else "", rows[-1].cursor if more else "")


def calls_on_top(threads, viewer, today) -> list[ThreadRow]:
    """The calls still open, the most pressing first."""
    return rows_of(threads.calling(today).order_by("call_until", "key"), viewer, CALLS_ON_TOP)


def but_open_calls(threads, today):
    """The others."""
    return threads.exclude(call_until__gte=today, call_closed_at=None)


def fresh_since(membership, as_of: datetime) -> datetime:
    """From when on a thread never opened is new to this member: not before they came, not longer than a month."""
    floor = as_of - FRESH_FOR
    if membership is None or membership.joined_at is None:
        return floor
    return max(floor, membership.joined_at)


def _read(cursor: str) -> tuple[datetime, str] | None:
    microseconds, _dash, key = cursor[:40].partition("-")
    if not microseconds.isascii() or not microseconds.isdigit() or not key:
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(microseconds)), key
    except OverflowError:
        return None


def _older(threads, at: datetime, key: str):
    return threads.filter(Q(last_at__lt=at) | Q(last_at=at, key__lt=key), last_at__lte=at)


def _newer(threads, at: datetime, key: str):
    return threads.filter(Q(last_at__gt=at) | Q(last_at=at, key__gt=key), last_at__gte=at)
