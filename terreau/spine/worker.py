"""The worker follows the outbox: at least once, in order of their time, and nothing is lost when it is killed."""

import fcntl
import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import IO, Any

from django.conf import settings
from django.db import OperationalError, close_old_connections, transaction
from django.db.models import F, Q, Value
from django.utils import timezone

from .asking import Change, Question, columns, instance
from .models import JournalEntry, OutboxRow
from .outbox import Later, follower_named

log = logging.getLogger("terreau.worker")
LEASE = timedelta(seconds=60)
TRIES = 5
MOST_TAKEN = 2 * TRIES  # times a row may be taken: beyond, whoever follows it is killed each time
PAUSES = [timedelta(seconds=s) for s in (5, 30, 120, 600)]
LONGEST_AWAY = 30.0  # seconds between two tries while the database does not answer
LONGEST_REST = 0.05  # seconds: a letter that took a second does not hold up the next for as long


def _free(at: datetime) -> Q:
    return Q(done_at=None, parked_at=None, due_at__lte=at) & (Q(leased_until=None) | Q(leased_until__lt=at))


def _due(*, at):
    """The oldest rows that are due and that nobody holds, each with its act and where it took place."""
    rows = OutboxRow.objects.filter(_free(at)).order_by("due_at", "id")
    act = [*columns(JournalEntry, "entry__"), *columns(_community(), "entry__community__")]
    return rows.values_list(*columns(OutboxRow), *act)[:3]


def _taken(*, row, attempts, at, until):
    """That row, unless another took it meanwhile. A small column refuses the number that stands in: hence `Value`."""
    rows = OutboxRow.objects.filter(_free(at), pk=row, attempts=Value(attempts))
    return rows, {"leased_until": until, "attempts": F("attempts") + 1}


def _how_it_went(*emptied, row, **said):
    return OutboxRow.objects.filter(pk=row), {**dict.fromkeys(emptied), **said}


_DUE, _TAKE, _WRITE = Question(_due), Change(_taken), Change(_how_it_went)


def _community() -> Any:
    return JournalEntry._meta.get_field("community").related_model


def claim(at: datetime) -> OutboxRow | None:
    """Take the next row that is due, for a minute; no two workers get the same one."""
    for values in map(iter, _DUE.ask(at=at)):
        row = instance(OutboxRow, values)
        if _TAKE.make(row=row.pk, attempts=row.attempts, at=at, until=at + LEASE):
            row.attempts += 1
            row.entry = entry = instance(JournalEntry, values)
            entry.community = instance(_community(), values) if entry.community_id else None
            return row
    return None


def follow(row: OutboxRow, at: datetime) -> dict:
    """Call the row's follower once; how it went, as it will be written in the row."""
    follower = follower_named(row.follower)
    if follower is None:
        return {"parked_at": at, "trouble": "no such follower any more"}
    if row.attempts > MOST_TAKEN and row.leased_until is not None:  # whoever held it last never gave it back
        return {"parked_at": at, "leased_until": None, "trouble": "taken many times, and never ended"}
    try:
        follower(row.entry)
    except Later as later:
        due = later.due_at or at + PAUSES[min(row.attempts, len(PAUSES)) - 1]
        attempts = 0 if later.due_at else min(row.attempts, len(PAUSES))
        return {"leased_until": None, "due_at": due, "attempts": attempts, "trouble": str(later)[:300]}
    except Exception as trouble:
        log.exception("%s failed for the %s time", row.follower, row.attempts)
        return _set_aside(row, at, f"{type(trouble).__name__}: {trouble}"[:300])
    return {"done_at": at, "leased_until": None, "trouble": ""}


def _write(row: OutboxRow, outcome: dict) -> None:
    emptied = [name for name, value in outcome.items() if value is None]
    _WRITE.make(*emptied, row=row.pk, **{name: value for name, value in outcome.items() if value is not None})


def _set_aside(row: OutboxRow, at: datetime, trouble: str) -> dict:
    if row.attempts >= TRIES:
        return {"parked_at": at, "leased_until": None, "trouble": trouble}
    return {"leased_until": None, "due_at": at + PAUSES[row.attempts - 1], "trouble": trouble}


def follow_all(
    at: datetime | None = None,
    *,
    going_on: Callable[[], bool] = lambda: True,
    between: Callable[[float], object] = lambda seconds: None,
) -> int:
    """Follow everything that is due now, as long as `going_on`; how many rows. One failing row never stops the others.

    How a row went and that the next is taken are one transaction: one less wait for the disk, and for whoever writes.
    `between` is called after each, with the seconds it took.
    """
    done = 0
    row = claim(at or timezone.now())
    while row is not None:
        began = time.monotonic()
        outcome = follow(row, at or timezone.now())
        with transaction.atomic():
            _write(row, outcome)
            row = claim(at or timezone.now()) if going_on() else None
        done += 1
        between(time.monotonic() - began)
    return done


class Worker:
    """A thread that follows the outbox; one for each data folder, held by a lock that dies with its process."""

    _wake = threading.Event()

    def __init__(self, *, pause: float = 1.0):
        self.pause = pause
        self._stop = threading.Event()
        self._lock: IO[str] | None = None
        self._thread = threading.Thread(target=self.run, name="worker", daemon=True)

    @classmethod
    def wake(cls) -> None:
        """Look at the outbox now rather than in a second."""
        cls._wake.set()

    def start(self) -> None:
        """Begin following, as soon as no other process does."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the row in hand and stop."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def run(self) -> None:
        """Follow until stopped; also the body of `terreau worker`."""
        from terreau.config.clock import begin, tick

        begin()
        pause = self.pause
        while not self._stop.is_set():
            try:
                if self._is_the_one():
                    close_old_connections()
                    tick(timezone.now())
                    follow_all(going_on=lambda: not self._stop.is_set(), between=self._rest)
                pause = self.pause
            except OperationalError as away:  # a night without database is a line now and then, not a full disk
                log.error("the worker waits: the database does not answer (%s)", " ".join(str(away).split()))
                pause = min(2 * pause, LONGEST_AWAY)
            except Exception:
                log.exception("the worker stumbled, and goes on")
            self._wake.wait(pause)
            self._wake.clear()
        if self._lock:
            self._lock.close()

    def _rest(self, seconds: float) -> None:
        """Leave the machine and the writers' lock to people for as long as the row took."""
        self._stop.wait(min(seconds, LONGEST_REST))

    def _is_the_one(self) -> bool:
        if self._lock is None:
            file = open(settings.DATA / "worker.lock", "w")  # noqa: SIM115  held as long as the process lives
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                file.close()
                return False
            self._lock = file
        return True


def prune(before: datetime) -> int:
    """Forget rows that were done before this moment; how many."""
    with transaction.atomic():
        return OutboxRow.objects.filter(done_at__lt=before).delete()[0]
