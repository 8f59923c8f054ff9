"""An archive read once, laid out on the disk by thread: a small database of its own, made again if it is lost."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple

from django.conf import settings

from ..arrivals import subjects, threading
from ..arrivals.bodies import Attachment
from ..arrivals.letter import Letter, read_letter
from ..arrivals.mbox import Archive
from ..arrivals.problems import Problem, problem

A_TURN = 100  # messages read between two looks at the clock
TAG_SHARE = 5  # a [tag] on one subject in five is the list's own
TABLES = """
CREATE TABLE letter (
  n INTEGER PRIMARY KEY, file INT, line INT, identity TEXT UNIQUE, message_id TEXT, mark INT, cited TEXT,
  subject TEXT, name TEXT, address TEXT, at INT, text TEXT, old_address TEXT, files INT, thread INT);
CREATE TABLE attachment (letter INT, place INT, name TEXT, type TEXT, data BLOB);
CREATE TABLE problem (file INT, line INT, kind TEXT, about TEXT);
CREATE TABLE said (name TEXT PRIMARY KEY, value TEXT);
"""
QUICK = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000;"


class Stored(NamedTuple):
    """One letter as it lies in the spool."""

    n: int
    line: int
    file: int
    identity: str
    message_id: str
    cited: str
    subject: str
    name: str
    address: str
    at: int
    text: str
    old_address: str
    files: int
    thread: int

    @property
    def sent_at(self) -> datetime:
        """When it was sent, or most likely was."""
        return datetime.fromtimestamp(self.at, UTC)


COLUMNS = ", ".join(Stored._fields)


class Spool:
    """The spool of one arrival."""

    def __init__(self, key: str) -> None:
        folder = Path(settings.DATA) / "arrivals"
        folder.mkdir(mode=0o700, exist_ok=True)
        self.path = folder / f"{key}.sqlite3"
        self.part = folder / f"{key}.part"
        self.db: sqlite3.Connection | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the archive was read to its end."""
        return self.path.exists()

    def forget(self) -> None:
        """Delete it."""
        self.close()
        for path in (self.path, self.part):
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Leave the file; it can be opened again."""
        if self.db is not None:
            self.db.close()
            self.db = None

    def opened(self) -> sqlite3.Connection:
        """The whole spool, for reading."""
        if self.db is None:
            self.db = sqlite3.connect(self.path, check_same_thread=False)
        return self.db

    # ---- filling ----
    def filling(self, streams: Iterable[IO[bytes]], *, as_of: datetime) -> Iterator[int]:
        """Read the archives and lay them out; yields how many messages were read, every hundred of them."""
        self.forget()
        db = sqlite3.connect(self.part, check_same_thread=False, isolation_level=None)
        db.executescript(QUICK + TABLES)
        db.execute("BEGIN")
        reading = _Reading(db, as_of)
        for file, stream in enumerate(streams):
            yield from reading.archive(file, Archive(stream))
        reading.end()
        yield reading.n
        _thread(db)
        db.execute("COMMIT")
        db.close()
        self.part.rename(self.path)
        yield reading.n

    # ---- reading ----
    def threads_after(self, thread: int, most: int) -> Iterator[list[Stored]]:
        """Threads in the order of their first message, after that one, until `most` messages were given."""
        given = 0
        rows = self.opened().execute(
            f"SELECT {COLUMNS} FROM letter WHERE thread > ? ORDER BY thread, at, n",  # noqa: S608  constants
            (thread,),
        )
        held: list[Stored] = []
        for row in map(Stored._make, rows):
            if held and row.thread != held[0].thread:
                yield held
                given += len(held)
                held = []
                if given >= most:
                    return
            held.append(row)
        if held:
            yield held

    def attachments(self, n: int) -> Iterator[Attachment]:
        """What a letter carried."""
        rows = self.opened().execute("SELECT name, type, data FROM attachment WHERE letter = ? ORDER BY place", (n,))
        yield from (Attachment(*row) for row in rows)

    def problems(self) -> Iterator[tuple[int, Problem]]:
        """(index of the file, problem), in the order of the files and lines."""
        for file, line, kind, about in self.opened().execute("SELECT * FROM problem ORDER BY file, line, rowid"):
            yield file, Problem(kind, line, json.loads(about))

    def one(self, query: str, *values):
        """The first row of a query."""
        return self.opened().execute(query, values).fetchone()

    def said(self, name: str) -> str:
        """Something written down about the whole archive."""
        found = self.one("SELECT value FROM said WHERE name = ?", name)
        return found[0] if found else ""


class _Reading:
    """The pass over the archives."""

    def __init__(self, db: sqlite3.Connection, as_of: datetime) -> None:
        self.db, self.as_of = db, as_of
        self.n = 0
        self.at: int | None = None
        self.undated: list[int] = []
        self.marks: set[int] = set()

    def archive(self, file: int, archive: Archive) -> Iterator[int]:
        """Every message of one archive."""
        for raw in archive:
            self.n += 1
            letter = read_letter(raw, as_of=self.as_of)
            if isinstance(letter, Problem):
                self._say(file, letter)
            else:
                self._keep(file, letter)
            if self.n % A_TURN == 0:
                yield self.n
        for one in archive.problems:
            self._say(file, one)

    def end(self) -> None:
        """Messages without a date before any that has one: they take the first that is known, else now."""
        at = self.at if self.at is not None else int(self.as_of.timestamp())
        first = self.db.execute("SELECT at FROM letter WHERE at IS NOT NULL ORDER BY n LIMIT 1").fetchone()
        self.db.execute("UPDATE letter SET at = ? WHERE at IS NULL", (first[0] if first else at,))

    def _keep(self, file: int, letter: Letter) -> None:
        if letter.sent_at is not None:
            self.at = int(letter.sent_at.timestamp())
        message_id, mark = self._own_mark(letter)
        kept = self.db.execute(
            "INSERT OR IGNORE INTO letter VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,NULL)",
            (
                self.n, file, letter.line, letter.identity, message_id, mark, "\n".join(letter.cited), letter.subject,
                letter.name, letter.address, self.at, letter.text, letter.old_address, len(letter.attachments),
            ),
        )  # fmt: skip
        if not kept.rowcount:
            first = self.db.execute("SELECT n FROM letter WHERE identity = ?", (letter.identity,)).fetchone()
            self._say(file, problem("mbox-twice", letter.line, first=first[0]))
            return
        self.marks.add(mark)
        self.db.executemany(
            "INSERT INTO attachment VALUES (?,?,?,?,?)",
            ((self.n, place, one.name, one.type, one.data) for place, one in enumerate(letter.attachments)),
        )
        for one in letter.problems:
            self._say(file, one)

    def _own_mark(self, letter: Letter) -> tuple[str, int]:
        """What it is known by: its identifier; a made one when it has none, or when another mail took the same."""
        if letter.message_id:
            mark = threading.mark_of(letter.message_id)
            if mark not in self.marks or self._is_copy(letter):
                return letter.message_id, mark
        made = f"{letter.identity}@terreau.invalid"
        return made, threading.mark_of(made)

    def _is_copy(self, letter: Letter) -> bool:
        return bool(self.db.execute("SELECT 1 FROM letter WHERE identity = ?", (letter.identity,)).fetchone())

    def _say(self, file: int, one: Problem) -> None:
        self.db.execute("INSERT INTO problem VALUES (?,?,?,?)", (file, one.line, one.kind, json.dumps(dict(one.about))))


def _thread(db: sqlite3.Connection) -> None:
    """Give every letter its thread, numbered by the rank of its first message."""
    entries, ranks, tags = [], [], {}
    for n, mark, cited, subject, at in db.execute("SELECT n, mark, cited, subject, at FROM letter ORDER BY at, n"):
        marks = tuple(threading.mark_of(one) for one in cited.split("\n") if one)
        key = threading.mark_of(subjects.key(subject))
        entries.append(threading.Entry(mark, marks, key, subjects.is_reply(subject), at))
        ranks.append(n)
        for tag in subjects.tags(subject):
            tags[tag] = tags.get(tag, 0) + 1
    roots = threading.threads_of(entries)
    db.executemany(
        "UPDATE letter SET thread = ? WHERE n = ?", ((root, n) for root, n in zip(roots, ranks, strict=True))
    )
    db.execute("CREATE INDEX by_thread ON letter (thread, at, n)")
    own = [tag for tag, count in tags.items() if count > 1 and count * TAG_SHARE >= len(ranks)]
    db.execute("INSERT INTO said VALUES ('tags', ?)", (json.dumps(own),))
