"""Threads of the past arriving many at a time, with their own dates. Importing twice changes nothing.

The journal gets one line from the caller for the whole arrival; nobody is told of each message.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import F

from terreau.people.models import Person
from terreau.spine.asking import BLANK
from terreau.spine.reading import System

from .models import Attachment, Message, Thread
from .models.message import shown
from .words import MAX_KEPT, cut, opening_of, tidy

A_BATCH = 200  # threads in one transaction
FAR = 1_000_000_000  # where positions wait while they are dealt again
WHY = System("an archive arriving")


@dataclass(frozen=True)
class ImportedMessage:
    """One message of an archive. `attachments` are rows of `files.File`, or pairs (file, alternative text)."""

    message_id: str
    author: Person
    sent_at: datetime
    source: str
    quoted: str = ""
    archive_address: str = ""
    attachments: Sequence = ()

    @property
    def identity(self) -> str:
        """Its Message-ID, or when it has none or an endless one, a fingerprint of what it says."""
        given = self.message_id.strip()
        if given and len(given) <= 255:
            return given
        said = given or f"{self.author.pk}|{self.sent_at.isoformat()}|{self.source}|{self.quoted}"
        return "sha256:" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class ImportedThread:
    """One thread of an archive, its messages in any order. `home` is the id of a thread that it continues."""

    title: str
    messages: Sequence[ImportedMessage]
    archive_address: str = ""
    circle: object = None
    home: int | None = None


@dataclass
class ImportResult:
    """What came in, for the report and for undoing it; `already` were there before, `cut` were too long."""

    thread_ids: list[int] = field(default_factory=list)
    message_ids: list[int] = field(default_factory=list)
    already: int = 0
    cut: int = 0


def import_thread(community, *, title, archive_address, messages, circle=None) -> ImportResult:
    """Bring in one thread; messages that are there already are left alone, new ones join their thread."""
    return import_threads(community, [ImportedThread(title, messages, archive_address, circle)])


def import_threads(community, threads: Iterable[ImportedThread]) -> ImportResult:
    """Bring in many threads, a few hundred in each transaction; memory does not grow with their number."""
    result = ImportResult()
    for batch in _batches(threads):
        with transaction.atomic():
            _Batch(community, batch, result).bring_in()
    return result


def arrived(community, identities: Iterable[str]) -> dict[str, int]:
    """Which of these messages are there already, each with the number of its thread."""
    found: dict[str, int] = {}
    for some in _batches(identities):
        rows = Message.objects.visible_to(WHY).filter(community=community, message_id__in=some)
        found |= dict(rows.exclude(message_id=BLANK).values_list("message_id", "thread_id"))
    return found


@transaction.atomic
def forget_imported(community, message_ids: Iterable[int]) -> int:
    """Undo an import: delete these messages, and the threads left empty; how many messages went.

    What people wrote since in those threads stays.
    """
    gone = 0
    for some in _batches(message_ids):
        rows = Message.objects.visible_to(WHY).filter(community=community, pk__in=some).exclude(message_id="")
        touched = set(rows.values_list("thread_id", flat=True))
        pks = list(rows.values_list("pk", flat=True))
        Message.objects.filter(pk__in=pks).delete()
        gone += len(pks)
        for thread_id in touched:
            _settle(community, thread_id)
    return gone


class _Batch:
    """Some threads on their way in, in one transaction."""

    def __init__(self, community, threads: list[ImportedThread], result: ImportResult):
        self.community = community
        self.threads = threads
        self.result = result
        self.rows: list[Message] = []
        self.files: list[tuple[Message, Sequence]] = []

    def bring_in(self) -> None:
        """Write the threads, then all their messages, then their files."""
        self.known = arrived(self.community, (one.identity for thread in self.threads for one in thread.messages))
        wanted = [(thread, self._fresh(thread)) for thread in self.threads]
        wanted = [(thread, fresh) for thread, fresh in wanted if fresh]
        homes = [self._home(thread) for thread, _fresh in wanted]
        new = [self._new_thread(*pair) if home is None else None for pair, home in zip(wanted, homes, strict=True)]
        Thread.objects.bulk_create([thread for thread in new if thread is not None])
        self.result.thread_ids += [thread.pk for thread in new if thread is not None]
        grown = {home: self._thread(home) for home in homes if home is not None}
        for (_thread, fresh), home, made in zip(wanted, homes, new, strict=True):
            if made is not None:
                self._add(made, fresh, first=1)
            elif home is not None:
                self._add(grown[home], fresh, first=grown[home].message_count + 1)
                grown[home].message_count += len(fresh)
        self._write()
        for home in grown:
            _settle(self.community, home)

    def _fresh(self, thread: ImportedThread) -> list[ImportedMessage]:
        fresh = {}
        for message in thread.messages:
            if message.identity not in self.known:
                fresh.setdefault(message.identity, message)
        self.result.already += len(thread.messages) - len(fresh)
        self.known |= dict.fromkeys(fresh, 0)
        return sorted(fresh.values(), key=lambda message: message.sent_at)

    def _home(self, thread: ImportedThread) -> int | None:
        homes = (self.known.get(message.identity) for message in thread.messages)
        return next((home for home in homes if home), thread.home)

    def _new_thread(self, thread: ImportedThread, fresh: list[ImportedMessage]) -> Thread:
        first, last = fresh[0], fresh[-1]
        return Thread(
            community=self.community,
            circle=thread.circle,
            title=cut(" ".join(tidy(thread.title).split()), 160),
            opening=opening_of(tidy(first.source)),
            opened_by=first.author,
            opened_at=first.sent_at,
            last_by=last.author,
            last_at=last.sent_at,
            message_count=len(fresh),
            archive_address=thread.archive_address[:500],
            imported=True,
        )

    def _thread(self, pk: int) -> Thread:
        return Thread.objects.visible_to(WHY).get(pk=pk)

    def _add(self, thread: Thread, fresh: list[ImportedMessage], first: int) -> None:
        for position, message in enumerate(fresh, first):
            source, quoted = self._kept(message.source), self._kept(message.quoted)
            row = Message(
                community=self.community,
                circle_id=thread.circle_id,
                thread=thread,
                author=message.author,
                source=source,
                html=shown(source, archived=True),
                quoted=shown(quoted, archived=True),
                position=position,
                sent_at=message.sent_at,
                message_id=message.identity,
                archive_address=message.archive_address[:500],
                files_count=len(message.attachments),
            )
            self.rows.append(row)
            if message.attachments:
                self.files.append((row, message.attachments))

    def _kept(self, text: str) -> str:
        text = tidy(text)
        if len(text) > MAX_KEPT:
            self.result.cut += 1
        return text[:MAX_KEPT]

    def _write(self) -> None:
        Message.objects.bulk_create(self.rows)
        self.result.message_ids += [row.pk for row in self.rows]
        for row, files in self.files:
            Attachment.hang(row, files, limit=None)


def _settle(community, thread_id: int) -> None:
    """Put a thread's messages in the order of their dates, and what the thread says of them right."""
    rows = Message.objects.visible_to(WHY).filter(community=community, thread=thread_id)
    ordered = list(rows.order_by("sent_at", "position").only("pk", "position", "sent_at", "author_id"))
    threads = Thread.objects.filter(pk=thread_id)
    if not ordered:
        threads.delete()
        return
    if [row.position for row in ordered] != list(range(1, len(ordered) + 1)):
        Message.objects.filter(community=community, thread=thread_id).update(position=F("position") + FAR)
        for position, row in enumerate(ordered, 1):
            row.position = position
        Message.objects.bulk_update(ordered, ["position"], batch_size=500)
    first, last = ordered[0], ordered[-1]
    opening = opening_of(rows.filter(pk=first.pk).values_list("source", flat=True).get())
    threads.update(
        message_count=len(ordered),
        opening=opening,
        opened_by=first.author_id,
        opened_at=first.sent_at,
        last_by=last.author_id,
        last_at=last.sent_at,
    )


def _batches(things: Iterable) -> Iterator[list]:
    things = iter(things)
    while some := list(islice(things, A_BATCH)):
        yield some
