"""Messages into threads: by the identifiers they cite, else by their subject within a season. Small in memory."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

SEASON = 120 * 86_400  # seconds after which the same subject is another conversation
SKEW = 2 * 86_400  # clocks differ: a first message may look younger than its answer


class Entry(NamedTuple):
    """One message, in 64-bit marks: itself, what it cites, its subject; whether it answers; when (epoch seconds)."""

    mark: int
    cited: tuple[int, ...]
    subject: int
    answers: bool
    at: int


def mark_of(text: str) -> int:
    """A 64-bit mark for an identifier or a subject; 0 for none."""
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True) if text else 0


class _Groups:
    """Disjoint sets of marks."""

    def __init__(self) -> None:
        self.parent: dict[int, int] = {}

    def find(self, mark: int) -> int:
        parent = self.parent
        root = mark
        while (above := parent.get(root, root)) != root:
            root = above
        while (above := parent.get(mark, mark)) != root:
            parent[mark] = root
            mark = above
        return root

    def join(self, one: int, other: int) -> int:
        one, other = self.find(one), self.find(other)
        if one != other:
            self.parent[other] = one
        return one


def threads_of(entries: Sequence[Entry]) -> list[int]:
    """For each entry (in order of time), the index of the first entry of its thread."""
    groups = _Groups()
    for entry in entries:
        for cited in entry.cited:
            if cited != entry.mark:
                groups.join(entry.mark, cited)
    _join_by_subject(entries, groups)
    first: dict[int, int] = {}
    return [first.setdefault(groups.find(entry.mark), index) for index, entry in enumerate(entries)]


def _join_by_subject(entries: Iterable[Entry], groups: _Groups) -> None:
    latest: dict[int, tuple[int, int, bool]] = {}  # subject → a mark of its thread, last time, begun by an answer
    known: set[int] = set()
    for entry in entries:
        group = groups.find(entry.mark)
        headless = entry.answers and group not in known
        if entry.subject:
            if group not in known and entry.subject in latest:
                mark, at, waiting = latest[entry.subject]
                if entry.at - at <= (SEASON if entry.answers else SKEW if waiting else -1):
                    group = groups.join(mark, entry.mark)
                    headless = waiting and entry.answers
            latest[entry.subject] = (entry.mark, entry.at, headless)
        known.add(groups.find(entry.mark))
