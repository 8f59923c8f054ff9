"""Everything the house knows of a person, room by room: what goes in their archive, what goes when they leave.

Each room says in its own `footprint.py` (imported at start):

    @footprint.section("memberships", covers=["community.membership"], says=gettext_lazy("vos communautés"))
    def memberships(person): yield {...}              # plain values: text, numbers, dates

    @footprint.files
    def files(person): yield "photo.webp", open_file   # bytes to add, read when the archive is written

    @footprint.objection
    def objection(person): yield First(_("…"), page)   # what must be done before leaving, and where

    @footprint.erasure
    def forget(person, at, keep_words): ...            # in the one transaction of leaving; `person.signs_as` is
                                                       # the name their words keep, empty when they keep none

and, for rows that point to people without telling anything more of them, `footprint.technical("room.model", why)`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, NamedTuple


class First(NamedTuple):
    """What must be done before leaving: a whole sentence, and the page where it is done."""

    sentence: str
    address: str


Rows = Callable[[object], Iterable[dict]]
Files = Callable[[object], Iterable[tuple[str, Callable[[], BinaryIO]]]]
Erasure = Callable[[object, datetime, bool], None]
Objection = Callable[[object], Iterable[First]]


@dataclass(frozen=True)
class Section:
    """One table of somebody's archive."""

    name: str
    rows: Rows
    covers: tuple[str, ...]
    says: str  # what it holds, to its person: « vos fiches »; lazy, in their language


sections: dict[str, Section] = {}
technicals: dict[str, str] = {}
_files: list[Files] = []
_erasures: list[Erasure] = []
_objections: list[Objection] = []


def section(name: str, *, covers: Iterable[str], says) -> Callable[[Rows], Rows]:
    """Have the decorated function fill one table of the archive.

    `covers` are the models it tells (« room.model »); `says` is what it holds, said to its person: « vos fiches ».
    """

    def register(rows: Rows) -> Rows:
        sections[name] = Section(name, rows, tuple(covers), says)
        return rows

    return register


def technical(model: str, why: str) -> None:
    """Say why rows of this model, though they point to a person, are no part of their archive."""
    technicals[model] = why


def files(given: Files) -> Files:
    """Have the decorated function give the bytes that are the person's."""
    _files.append(given)
    return given


def erasure(forget: Erasure) -> Erasure:
    """Have the decorated function forget the person when they leave: `forget(person, at, keep_words)`."""
    _erasures.append(forget)
    return forget


def objection(say: Objection) -> Objection:
    """Have the decorated function say what must be done before the person may leave."""
    _objections.append(say)
    return say


def told_of(person) -> Iterator[tuple[str, list[dict]]]:
    """Each section with its rows."""
    for name, one in sections.items():
        yield name, list(one.rows(person))


def files_of(person) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    """Each file that is the person's: its name, and how to open it."""
    for given in _files:
        yield from given(person)


def objections_to_leaving(person) -> list[First]:
    """What must be done first; nothing most of the time."""
    return [first for say in _objections for first in say(person)]


def forget_everywhere(person, *, at: datetime, keep_words: bool) -> None:
    """Have every room forget the person, the last built first; the caller holds the transaction."""
    for forget in reversed(_erasures):
        forget(person, at, keep_words)


def covered() -> set[str]:
    """The models whose rows about people are in an archive or said to be technical."""
    return {model for one in sections.values() for model in one.covers} | set(technicals)
