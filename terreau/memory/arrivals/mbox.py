"""A mail archive as a stream of raw messages: mbox and mboxrd, plain or gzip, never whole in memory."""

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .encodings import looks_like
from .problems import Problem, problem

MOST_OF_A_MESSAGE = 30_000_000  # bytes kept of one message
MOST_OF_AN_ARCHIVE = 20_000_000_000  # bytes read of one archive once decompressed
PIECE = 65_536

# « From jeanne@example.org  Mon Mar  3 10:11:12 2014 », pipermail's « jeanne at … », a zone before the year
ENVELOPE = re.compile(
    rb"From +\S.{0,300}?[A-Z][a-z]{2},? +(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2}) +"
    rb"(?:\d{4} +)?\d{1,2}:\d\d(?::\d\d)?(?: +[+-]?\w{1,6}){0,2}(?: +\d{4})?(?: +[+-]\d{4})?.{0,80}"
)
HEADER = re.compile(rb"[!-9;-~]{1,76}:|>From ")
KNOWN_HEADER = re.compile(
    rb"(?i)(?:return-path|received|from|to|cc|date|subject|message-id|mime-version|content-[a-z-]+|x-[\w-]+"
    rb"|delivered-to|in-reply-to|references|sender|reply-to|status|list-[\w-]+|dkim-signature|precedence):"
)
ESCAPED = re.compile(rb"(?m)^>(>*From )")


@dataclass(frozen=True, slots=True)
class RawMessage:
    """The bytes of one message, its rank and first line in the archive, and its envelope line."""

    number: int
    line: int
    envelope: bytes
    data: bytes
    cut: bool = False


class Archive:
    """One pass over an archive. After it, `problems` says what could not be read of the file itself."""

    def __init__(self, stream: IO[bytes], *, limit: int = MOST_OF_AN_ARCHIVE) -> None:
        self.stream, self.limit = stream, limit
        self.problems: list[Problem] = []
        self.bytes_read = 0
        self._line = 0
        self._ahead = b""

    def __iter__(self) -> Iterator[RawMessage]:
        message = _Gathering(1, 1)
        blank_before, first = True, True
        for piece, at_line_start in self._pieces():
            if first and piece.strip():
                first = False
                if not self._opens(piece):
                    return
            if at_line_start and piece.startswith(b"From ") and self._separates(piece, blank_before):
                if ready := message.done():
                    yield ready
                message = _Gathering(message.number + bool(ready), self._line, piece.rstrip(b"\r\n"))
            else:
                message.add(piece)
            blank_before = at_line_start and piece in (b"\n", b"\r\n", b"\r")
        if first and not self.problems:
            self.problems.append(problem("mbox-empty"))
        elif ready := message.done():
            yield ready

    def _opens(self, piece: bytes) -> bool:
        """Whether the first written line can open an archive; says what it looks like when it cannot."""
        if piece.startswith(b"From ") or HEADER.match(piece.removeprefix(b"\xef\xbb\xbf")):
            return True
        self.problems.append(_refusal(piece))
        return False

    def _separates(self, piece: bytes, blank_before: bool) -> bool:
        """Whether this « From » line begins a message: dated, after a blank line or before a header; else both."""
        if ENVELOPE.match(piece[:500]):
            return blank_before or bool(HEADER.match(self._ahead))
        return blank_before and bool(KNOWN_HEADER.match(self._ahead))

    def _pieces(self) -> Iterator[tuple[bytes, bool]]:
        """Lines (long ones in pieces) with whether each begins a line; `self._ahead` is the one after."""
        at_line_start, piece = True, self._read()
        while piece:
            self._ahead = self._read()
            self._line += at_line_start
            yield piece, at_line_start
            at_line_start, piece = piece.endswith(b"\n"), self._ahead

    def _read(self) -> bytes:
        try:
            piece = self.stream.readline(PIECE)
        except (EOFError, OSError, zlib.error):
            self.problems.append(problem("mbox-gzip-broken", self._line))
            return b""
        self.bytes_read += len(piece)
        if self.bytes_read > self.limit:
            self.problems.append(problem("mbox-too-big", self._line, limit=self.limit // 1_000_000_000))
            return b""
        return piece


class _Gathering:
    """The message being read, kept up to its cap."""

    def __init__(self, number: int, line: int, envelope: bytes = b"") -> None:
        self.number, self.line, self.envelope = number, line, envelope
        self.pieces: list[bytes] = []
        self.size, self.cut = 0, False

    def add(self, piece: bytes) -> None:
        if self.size + len(piece) > MOST_OF_A_MESSAGE:
            self.cut = True
        else:
            self.pieces.append(piece)
            self.size += len(piece)

    def done(self) -> RawMessage | None:
        """The message, its `>From ` lines put right; None when nothing at all was between two envelopes."""
        data = b"".join(self.pieces)
        if not self.envelope and not data.strip():
            return None
        if b"From " in data:
            data = ESCAPED.sub(rb"\1", data)
        return RawMessage(self.number, self.line, self.envelope, data, self.cut)


@contextmanager
def decompressed(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """The bytes of `file`, decompressed on the way when they are gzip (whatever its name says)."""
    compressed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    if not compressed:
        yield file
        return
    with gzip.GzipFile(fileobj=file) as stream:
        yield stream


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The archive at `path` of the disk."""
    with path.open("rb") as file, decompressed(file) as stream:
        yield Archive(stream)


def _refusal(piece: bytes) -> Problem:
    """What somebody brought instead of an archive, and how to make one of it."""
    if piece.startswith(b"PK\x03\x04"):
        return problem("mbox-is-zip", 1)
    if piece.startswith((b"!BDN", b"\xd0\xcf\x11\xe0")):
        return problem("mbox-is-outlook", 1)
    return problem("mbox-not-mbox", 1, looks=_likeness(piece))


def _likeness(piece: bytes) -> str:
    if looks := looks_like(piece):
        return looks
    if piece.lstrip()[:1] == b"<":
        return "web-page"
    return "list" if piece.count(b";") + piece.count(b",") + piece.count(b"\t") > 1 else "text"
