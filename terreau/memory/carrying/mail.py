"""A mail archive on its way: threads and messages with their own dates, their authors, their files."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from itertools import islice

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from terreau.community.models import Circle
from terreau.conversation.importing import ImportedMessage, ImportedThread, arrived, forget_imported, import_threads
from terreau.conversation.models import Message
from terreau.files.door import store_upload
from terreau.lifecycle.models import Participant

from ..arrivals import subjects
from ..arrivals.mbox import decompressed
from ..arrivals.problems import Problem, problem
from ..models import Arrival, ArrivalProblem, ArrivedRows
from ..models.arrival import WHY
from ..models.beside import MOST_PROBLEMS
from .authors import Authors
from .carrier import A_BATCH, Carrier, Deadline, carries
from .finding import Homes, anything_arrived
from .folding import folded
from .settling import participants_of, settle
from .spool import Spool, Stored
from .undoing import take_out_people

ROWS = ArrivedRows.Kind
FIRST_THREADS = 6  # shown in the preview
_reading: dict[str, tuple[Iterator[int], ExitStack]] = {}  # archives being read by this process, by arrival


@carries(Arrival.Kind.MBOX)
class MailCarrier(Carrier):
    """Authors become people who may come and claim what they wrote; having written makes nobody a member."""

    def __init__(self, arrival: Arrival) -> None:
        super().__init__(arrival)
        self.spool = Spool(arrival.key)

    # ---- look ----
    def look(self, deadline: Deadline) -> bool:
        """Read the archive to its end, into the spool; a process that starts anew reads it anew."""
        if not self._fill(deadline, say=True):
            return False
        total = self.spool.one("SELECT count(*) FROM letter")[0]
        here = self._already_here()
        with self.arrival.batch():
            self.forget_problems(while_carrying=False)
            if here:
                ArrivalProblem.write(self.arrival, [("", _said_of_here(here, total))])
            names = [brought.name for brought in self.files]
            kept = ((names[file], one) for file, one in islice(self.spool.problems(), MOST_PROBLEMS))
            ArrivalProblem.write(self.arrival, kept)
        self.arrival.looked(self._findings() | {"already": here}, total=total, at=timezone.now())
        self.spool.close()
        return True

    def _fill(self, deadline: Deadline, *, say: bool) -> bool:
        key = self.arrival.key
        if self.spool.is_whole and key not in _reading:
            return True
        if key not in _reading:
            stack = ExitStack()
            streams = (stack.enter_context(decompressed(stack.enter_context(self.open(one)))) for one in self.files)
            _reading[key] = self.spool.filling(streams, as_of=timezone.now()), stack
        steps, stack = _reading[key]
        try:
            for read in steps:
                if deadline:
                    if say:
                        with self.arrival.batch():
                            self.arrival.done = read
                    return False
        except BaseException:
            self.tidy()
            raise
        stack.close()
        del _reading[key]
        return True

    def _already_here(self) -> int:
        """How many of these mails came in before."""
        if not anything_arrived(self.community):
            return 0
        ids = (row[0] for row in self.spool.opened().execute("SELECT message_id FROM letter"))
        return len(arrived(self.community, ids))

    def _findings(self) -> dict:
        messages, first, last = self.spool.one("SELECT count(*), min(at), max(at) FROM letter")
        authors = self.spool.one("SELECT count(DISTINCT CASE address WHEN '' THEN name ELSE address END) FROM letter")[
            0
        ]
        threads = list(islice(self.spool.threads_after(-1, 10**9), FIRST_THREADS))
        return {
            "messages": messages,
            "threads": self.spool.one("SELECT count(DISTINCT thread) FROM letter")[0],
            "authors": authors,
            "files": self.spool.one("SELECT count(*) FROM attachment")[0],
            "problems": self.spool.one("SELECT count(*) FROM problem")[0],
            "first": first,
            "last": last,
            "examples": [
                [self._title(one[0]), one[0].name, one[0].at, len(one)] for one in threads
            ],
        }  # fmt: skip

    # ---- in ----
    def let_in(self, deadline: Deadline) -> bool:
        """Threads from the oldest, some five hundred messages at a time; then everybody is counted again."""
        if not self._fill(deadline, say=False):
            return False
        return self._threads_in(deadline) and settle(self.arrival, deadline, self._participants())

    def _threads_in(self, deadline: Deadline) -> bool:
        authors = Authors(self.arrival)
        circle = self._circle()
        while True:
            batch = list(self.spool.threads_after(self.arrival.marker.get("thread", -1), A_BATCH))
            if not batch:
                return True
            with self.arrival.batch():
                self._bring_in(batch, authors, circle)
                self.arrival.marker = {**self.arrival.marker, "thread": batch[-1][0].thread}
                self.arrival.done += sum(map(len, batch))
            if deadline:
                return False

    def _bring_in(self, batch: list[list[Stored]], authors: Authors, circle) -> None:
        at = timezone.now()
        letters = [letter for thread in batch for letter in thread]
        authors.know(letters, at)
        known = arrived(self.community, (letter.message_id for letter in letters))
        if "alone" not in self.arrival.marker:
            self.arrival.marker["alone"] = not anything_arrived(self.community)
        homes = Homes(self.community, batch, known, alone=self.arrival.marker["alone"])
        for some in homes.together():
            result = import_threads(self.community, [self._thread(*one, authors, known, circle, at) for one in some])
            ArrivedRows.write(self.arrival, ROWS.MESSAGE, result.message_ids)
            self.arrival.count("messages", len(result.message_ids))
            self.arrival.count("threads", len(result.thread_ids))
            self.arrival.count("already", result.already)
        homes.await_missing()

    def _thread(self, letters, home, authors: Authors, known, circle, at) -> ImportedThread:
        first = letters[0]
        messages = [self._message(one, authors, one.message_id not in known, at) for one in letters]
        return ImportedThread(self._title(first), messages, first.old_address, circle, home)

    def _message(self, letter: Stored, authors: Authors, fresh: bool, at: datetime) -> ImportedMessage:
        own, quoted = folded(letter.text)
        files = self._files(letter, authors, at) if fresh and letter.files else ()
        author = authors.of(letter)
        return ImportedMessage(
            letter.message_id, author, letter.sent_at, own, quoted, letter.old_address, attachments=files
        )

    def _files(self, letter: Stored, authors: Authors, at: datetime) -> list:
        kept, refused = [], []
        for one in self.spool.attachments(letter.n):
            try:
                given = ContentFile(one.data, name=one.name)
                by = authors.of(letter)
                kept.append(store_upload(given, community=self.community, by=by, at=at, counted=False, told=False))
            except ValidationError as why:
                said = problem("mbox-attachment-refused", letter.line, name=one.name, why=why.messages[0])
                refused.append((self.files[letter.file].name, said))
        ArrivalProblem.write(self.arrival, refused, while_carrying=True)
        self.arrival.count("files", len(kept))
        return kept

    def _title(self, letter: Stored) -> str:
        return subjects.title(letter.subject, frozenset(json.loads(self.spool.said("tags") or "[]")))

    def _circle(self):
        key = self.arrival.options.get("circle")
        rows = Circle.objects.visible_to(WHY).filter(community=self.community)
        return rows.get(key=key) if key else None

    def _participants(self) -> list[int]:
        people: set[int] = set()
        for some in ArrivedRows.after(self.arrival, ROWS.MESSAGE):
            wrote = Message.objects.visible_to(WHY).filter(pk__in=some.ids).order_by()
            people |= set(wrote.values_list("author_id", flat=True).distinct())
        return participants_of(self.arrival, people)

    # ---- out ----
    def take_out(self, deadline: Deadline) -> bool:
        """Messages nobody has corrected since, then the people nobody has become, then the counts."""
        if not self._messages_out(deadline):
            return False
        if not take_out_people(self.arrival, deadline):
            return False
        rows = Participant.objects.counted(self.community).order_by("pk")
        return settle(self.arrival, deadline, rows.values_list("pk", flat=True))

    def _messages_out(self, deadline: Deadline) -> bool:
        for some in ArrivedRows.after(self.arrival, ROWS.MESSAGE, self.arrival.marker.get("message", 0)):
            with self.arrival.batch():
                rows = Message.objects.visible_to(WHY).filter(pk__in=some.ids, edited_at__isnull=False)
                own = set(rows.values_list("pk", flat=True))
                out = forget_imported(self.community, [pk for pk in some.ids if pk not in own])
                self.arrival.count("messages_out", out)
                self.arrival.count("messages_kept", len(own))
                self.arrival.marker = {**self.arrival.marker, "message": some.pk}
                self.arrival.done += len(some.ids)
            if deadline:
                return False
        return True

    def tidy(self) -> None:
        """The spool goes."""
        if held := _reading.pop(self.arrival.key, None):
            held[1].close()
        self.spool.forget()


def _said_of_here(here: int, total: int) -> Problem:
    """That some, or all, came in before."""
    return problem("mbox-already-here", count=here) if here < total else problem("mbox-all-already-here")
