"""What is asked of an engine, and what it answers. Both engines are asked the same and hold the same stems."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

MOST = 200  # candidates ranked in one search, the newest that fit: two common words cost no more than two rare ones


class Row(NamedTuple):
    """One document as the index holds it: stems of three weights, and keys (gates, family, author, circle)."""

    id: int
    title: str
    body: str
    rest: str
    keys: str


class Candidate(NamedTuple):
    """One document that fits, with how it is to be weighed."""

    id: int
    kind: str
    about: int
    group: int
    title: str
    body: str
    rest: str


@dataclass
class Asked:
    """One search: within these stretches of numbers, behind one of these gates, holding each of these things."""

    shelf: int
    stretches: list[tuple[int, int]]
    gates: list[str]
    keys: list[list[str]] = field(default_factory=list)  # one of each
    terms: list[tuple[str, ...]] = field(default_factory=list)  # one stem of each
    loosely: bool = False  # one of the terms is enough
    phrases: list[list[tuple[str, ...]]] = field(default_factory=list)  # stems that follow one another
    most: int = MOST


class Engine(Protocol):
    """What both engines do. Every stem and key is made of letters, digits and `_`: nothing needs escaping."""

    def create(self, shelf: int) -> None:
        """Make an empty index for this shelf, in place of what was there."""

    def put(self, shelf: int, rows: Iterable[Row]) -> None:
        """Add documents whose numbers are not taken."""

    def take(self, shelf: int, ids: list[int]) -> list[Row]:
        """Remove documents; what they held."""

    def find(self, asked: Asked) -> list[Candidate]:
        """The newest documents that fit, at most `asked.most` in each stretch."""

    def holding(self, shelf: int, key: str) -> list[int]:
        """The numbers of all documents that carry this key."""

    def purge(self, shelf: int) -> None:
        """Have nothing of what was removed left on the disk."""

    def size(self, shelf: int) -> int:
        """Bytes on the disk."""
