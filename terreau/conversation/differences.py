"""What changed between two versions of a text, in a form that people read: words kept, taken out, put in."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

MOST = 250_000  # pairs looked at; beyond it a passage is shown as replaced whole
_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(NamedTuple):
    """Some text, and what became of it: kept, out or in."""

    what: str
    text: str


class Version(NamedTuple):
    """One version: since when it was said, and how it differs from the one before; the first is whole."""

    at: object
    pieces: list[Piece]


def versions_of(message, earlier: list) -> list[Version]:
    """The versions of a message, the latest first; `earlier` are its revisions, the latest first."""
    said = [(message.edited_at or message.sent_at, message.source), *((row.at, row.source) for row in earlier)]
    found = [Version(at, pieces(before, text)) for (at, text), (_at, before) in pairwise(said)]
    at, text = said[-1]
    return [*found, Version(at, [Piece("kept", text)])]


def pieces(before: str, after: str) -> list[Piece]:
    """How `after` differs from `before`: by lines, then by words within the lines that changed."""
    return list(_joined(_by_lines(before, after)))


def _by_lines(before: str, after: str) -> Iterator[Piece]:
    a, b = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for what, old, new in _changes(a, b):
        if what == "replace":
            yield from _by_words("".join(old), "".join(new))
        elif old == new:
            yield Piece("kept", "".join(old))
        else:
            yield Piece("out", "".join(old))
            yield Piece("in", "".join(new))


def _by_words(before: str, after: str) -> Iterator[Piece]:
    for what, old, new in _changes(_TOKENS.findall(before), _TOKENS.findall(after)):
        if what == "equal":
            yield Piece("kept", "".join(old))
        else:
            yield Piece("out", "".join(old))
            yield Piece("in", "".join(new))


def _changes(a: list[str], b: list[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    if len(a) * len(b) > MOST:
        yield "other", a, b
        return
    for what, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        yield what, a[a1:a2], b[b1:b2]


def _joined(found: Iterator[Piece]) -> Iterator[Piece]:
    last = None
    for piece in found:
        if not piece.text:
            continue
        if last is not None and last.what == piece.what:
            last = Piece(last.what, last.text + piece.text)
        else:
            if last is not None:
                yield last
            last = piece
    if last is not None:
        yield last
