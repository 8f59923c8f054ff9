"""The history of a note, in a form that people read: who changed what, words taken out, words put in."""

from itertools import groupby
from typing import NamedTuple

from terreau.conversation.differences import Piece, pieces
from terreau.conversation.saying import full_name


class Version(NamedTuple):
    """One version: who, since when, in which language, and how it differs from the one before."""

    by: str
    at: object
    language: str
    number: int
    pieces: list[Piece]


def versions_of(rows) -> list[Version]:
    """The versions among these rows, the latest first; the first of each language is whole."""
    found = []
    ordered = sorted(rows, key=lambda row: (row.language, row.number))
    for _language, versions in groupby(ordered, key=lambda row: row.language):
        before = None
        for row in versions:
            whole = row.words.whole
            changed = [Piece("kept", whole)] if before is None else pieces(before, whole)
            found.append(Version(full_name(row.by.name), row.at, row.language, row.number, changed))
            before = whole
    return sorted(found, key=lambda version: (version.at, version.number), reverse=True)
