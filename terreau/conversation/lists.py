"""The list of threads, a page at a time from a date, never from a count."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.community.asking import Within
from terreau.community.models import Circle, Community
from terreau.community.viewer import Viewer
from terreau.spine.asking import Question
from terreau.ui import dates

from .models import LastSeen, Thread
from .saying import first_name, full_name

A_PAGE = 20
CALLS_ON_TOP = 10
FRESH_FOR = timedelta(days=30)  # a thread never opened is « new » no longer than this
_FIELDS = (
    "key",
    "title",
    "opening",
    "message_count",
    "opened_at",
    "last_at",
    "call_until",
    "call_closed_at",
    "closed_at",
    "hidden_at",
    "opened_by__name",
    "last_by__name",
    "circle__name",
    "opened_by_id",
    "last_by_id",
)


_SAID = ("opened_by__name", "last_by__name", "message_count", "last_at")


class ThreadRow(NamedTuple):
    """One thread as a list shows it."""

    key: str
    title: str
    opening: str
    message_count: int
    opened_at: datetime
    last_at: datetime
    call_until: Any
    call_closed_at: datetime | None
    closed_at: datetime | None
    hidden_at: datetime | None
    opened_by: str
    last_by: str
    circle: str | None
    opened_by_id: int
    last_by_id: int
    mark: int | None  # how far the viewer has read
    voices: str  # « Paul », or « Paul, puis Samira » when somebody answered
    when: str  # « hier »

    @property
    def name(self) -> str:
        """What the thread is called."""
        return self.title or self.opening or _("Un échange")

    @property
    def cursor(self) -> str:
        """Where the list goes on from."""
        return f"{int(self.last_at.timestamp() * 1_000_000)}-{self.key}"

    def answers(self, person, since: datetime) -> bool:
        """Whether somebody answered what this person had said, and they have not read it."""
        theirs = self.opened_by_id == person.pk and self.last_by_id != person.pk
        return theirs and self.last_at > since and (self.mark or 0) < self.message_count

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


def page_of(viewer, community, *, today, circle=None, older_than: str = "", newer_than: str = "") -> ThreadsPage:
    """Twenty threads from a cursor, open calls aside; a cursor that cannot be read is the beginning."""
    before, after = _read(older_than), _read(newer_than)
    look = _Look(viewer, community, circle, today)
    if after:
        rows = look.rows("newer", A_PAGE + 1, **after)
        more, rows = len(rows) > A_PAGE, rows[:A_PAGE][::-1]
        return ThreadsPage(rows, rows[0].cursor if more else "", rows[-1].cursor if rows else "")
    rows = look.rows("older", A_PAGE + 1, **before) if before else look.rows("latest", A_PAGE + 1)
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    return ThreadsPage(rows, rows[0].cursor if before and rows else "", rows[-1].cursor if more else "")


def latest(viewer, community, *, today, most: int, marked: bool = True) -> list[ThreadRow]:
    """The threads that moved last, open calls aside."""
    return _Look(viewer, community, None, today, marked).rows("latest", most)


def open_calls(viewer, community, *, today, circle=None, most: int = CALLS_ON_TOP, marked=True) -> list[ThreadRow]:
    """The calls still open on that day, the most pressing first."""
    return _Look(viewer, community, circle, today, marked).rows("calls", most)


def with_marks(rows: list[ThreadRow], community, person) -> list[ThreadRow]:
    """The same threads, read without marks, with how far this person has read in each; no query for none."""
    keys = [row.key for row in rows]
    marks = dict(_MARKS.ask(community=community.pk, person=person.pk, keys=keys)) if keys else {}
    return [row._replace(mark=marks.get(row.key)) for row in rows]


def _marks(*, community, person, keys):
    rows = LastSeen.objects.filter(community=community, person=person, thread__key__in=keys).seen()
    return rows.values_list("thread__key", "position")


@dataclass(frozen=True)
class _Look:
    """Who looks at the threads of a community, or of one of its circles, and on which day."""

    viewer: Viewer
    community: Community
    circle: Circle | None
    today: date
    marked: bool = True  # with how far the viewer has read in each

    def rows(self, way: str, most: int, **cursor) -> list[ThreadRow]:
        """The threads, that way; one query."""
        marked = self.marked and self.viewer.person is not None
        values = {"today": self.today, **({"circle": self.circle.pk} if self.circle else {}), **cursor}
        return _rows(_THREADS.ask(self.viewer, self.community, way, most, marked, **values), marked=marked)


def _rows(found: list[list], *, marked: bool) -> list[ThreadRow]:
    """What came from the database, with its sentences; each day is worked out once."""
    then, zone, days = _("%(first)s, puis %(last)s"), timezone.get_current_timezone(), {}
    rows = []
    for row in found:
        opened, last, count, at = (row[_FIELDS.index(name)] for name in _SAID)
        alone = count < 2 or opened == last
        first = first_name(opened) if opened else full_name("")
        voices = first if alone else then % {"first": first, "last": first_name(last)}
        day = at.astimezone(zone).date()
        days[day] = days.get(day) or dates.ago(day)
        rows.append(ThreadRow(*[*row, *([] if marked else [None]), voices, days[day]]))
    return rows


def _threads(viewer, way, most, marked, *, community, today, circle=None, at=None, key=None):
    """The queryset behind a list; composed once for each standing and way."""
    rows = Thread.objects.visible_to(viewer).filter(community=community)
    if circle is not None:
        rows = rows.filter(circle=circle)
    if way == "calls":
        rows = rows.calling(today).order_by("call_until", "key")
    else:
        rows = rows.exclude(call_until__gte=today, call_closed_at=None)
        rows = rows.order_by("last_at", "key") if way == "newer" else rows.latest()
    if way == "older":
        rows = rows.filter(Q(last_at__lt=at) | Q(last_at=at, key__lt=key), last_at__lte=at)
    if way == "newer":
        rows = rows.filter(Q(last_at__gt=at) | Q(last_at=at, key__gt=key), last_at__gte=at)
    if not marked:
        return rows.values_list(*_FIELDS)[:most]
    return rows.with_mark(viewer.person.pk).values_list(*_FIELDS, "mark")[:most]


_THREADS, _MARKS = Within(_threads), Question(_marks)


def fresh_since(membership, as_of: datetime) -> datetime:
    """From when on a thread never opened is new to this member: not before they came, not longer than a month."""
    floor = as_of - FRESH_FOR
    if membership is None or membership.joined_at is None:
        return floor
    return max(floor, membership.joined_at)


def _read(cursor: str) -> dict:
    """The date and the key a cursor stands for; nothing when it cannot be read."""
    microseconds, _dash, key = cursor[:40].partition("-")
    if not microseconds.isascii() or not microseconds.isdigit() or not key.isalnum():
        return {}
    try:
        return {"at": datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(microseconds)), "key": key}
    except OverflowError:
        return {}
