"""Writing the journal, and saying which followers each act calls."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import transaction

from .models import JournalEntry, OutboxRow
from .subjects import kind_of

Follower = Callable[[JournalEntry], None]
_followers_of: dict[str, list[str]] = defaultdict(list)
_by_name: dict[str, Follower] = {}
_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


class Later(Exception):
    """Raised by a follower that cannot finish now through no fault of its own (a mail server is down)."""

    def __init__(self, why: str, *, due_at: datetime | None = None):
        super().__init__(why)
        self.due_at = due_at


def follows(*acts: str) -> Callable[[Follower], Follower]:
    """Have the decorated function called, at least once and after commit, for each of these acts."""

    def register(follower: Follower) -> Follower:
        name = f"{follower.__module__}.{follower.__name__}"
        _by_name[name] = follower
        for act in acts:
            if name not in _followers_of[act]:
                _followers_of[act].append(name)
        return follower

    return register


def follower_named(name: str) -> Follower | None:
    """The follower an outbox row calls; None when a later version no longer has it."""
    return _by_name.get(name)


def record(act: str, *, by=None, about=None, at: datetime, community=None, detail=None) -> JournalEntry:
    """Write one line in the journal and one outbox row for each follower, in the transaction of the act itself."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"« {act} » must be recorded in the transaction of its act.")
    entry = JournalEntry.objects.create(
        community=community,
        act=act,
        by=by,
        about_kind=kind_of(about) if about is not None else "",
        about_id=about.pk if about is not None else None,
        at=at,
        detail=detail or {},
    )
    names = [] if _quiet.get() else _followers_of.get(act, ())
    if names:
        OutboxRow.objects.bulk_create(OutboxRow(entry=entry, follower=name, due_at=at) for name in names)
        transaction.on_commit(wake)
    return entry


def call_later(entry: JournalEntry, follower: Follower, *, due_at: datetime) -> None:
    """Have `follower` called for this act again, at `due_at`."""
    name = f"{follower.__module__}.{follower.__name__}"
    OutboxRow.objects.create(entry=entry, follower=name, due_at=due_at)


@contextmanager
def without_followers():
    """Inside, acts are written in the journal and nobody is told: for stories of the past and imports."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def wake() -> None:
    """Tell the worker of this process, if there is one, that something waits."""
    from .worker import Worker

    Worker.wake()
