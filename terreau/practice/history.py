"""The history of a note as people read it: who changed what, in plain words taken out and put in, by language."""

from itertools import groupby
from typing import NamedTuple

from terreau.conversation.differences import Piece, pieces
from terreau.conversation.saying import full_name

from .kinds import Language
from .plain import plain


class Version(NamedTuple):
    """One version: who, since when, in which language, and how it differs from the one before."""

    by: str
    at: object
    language: str
    number: int
    pieces: list[Piece]
    is_same_words: bool  # only signs of markup changed


def versions_of(rows, first: str) -> list[tuple[str, list[Version]]]:
    """(language, its versions, the latest first), the language of the note before others; the oldest is whole."""
    found = []
    ordered = sorted(rows, key=lambda row: (row.language, row.number))
    for language, versions in groupby(ordered, key=lambda row: row.language):
        before, some = None, []
        for row in versions:
            whole = "\n\n".join(filter(None, map(plain, row.words)))
            changed = [Piece("kept", whole)] if before is None else pieces(before, whole)
            some.append(Version(full_name(row.by.name), row.at, row.language, row.number, changed, before == whole))
            before = whole
        found.append((language, some[::-1]))
    found.sort(key=lambda one: one[0] != first)
    return [(str(Language(language).label), some) for language, some in found]
