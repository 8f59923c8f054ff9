"""The few words around what was found, cut from the text as its viewer may read it; never any HTML."""

import re
from functools import lru_cache
from typing import NamedTuple

from terreau.community.folding import fold

from .words import WORD, english_stem, plain_words, stems_of, tidy

LONGEST = 30_000  # characters of one text looked through
A_SNIPPET = 220
BEFORE = 60
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
_MARKS = re.compile(r"(?m)^[\s>#*\-+]{1,20}|[*`_]{1,3}(?=\S)|(?<=\S)[*`_]{1,3}")


class Piece(NamedTuple):
    """A few words, found or not."""

    text: str
    found: bool


def said_plainly(text: str) -> str:
    """The text on one line, without the marks of its markup."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", tidy(text[:LONGEST]))).split())


def snippet(text: str, stems: frozenset[str], length: int = A_SNIPPET) -> list[Piece]:
    """Where most of the words stand together; the beginning when none does."""
    text = said_plainly(text)
    hits = _places(text, stems)
    start, end = _window(text, hits, length)
    pieces, at = [], start
    if start > 0:
        pieces.append(Piece("… ", False))
    for first, last in hits:
        if start <= first and last <= end:
            pieces += [Piece(text[at:first], False), Piece(text[first:last], True)]
            at = last
    pieces.append(Piece(text[at:end] + (" …" if end < len(text) else ""), False))
    return [piece for piece in pieces if piece.text]


def held_in(texts: tuple[str, ...]) -> set[str]:
    """Every stem by which one of these texts is found."""
    words = {word for text in texts for word in plain_words(text)}
    return set().union(*map(_stems_of_written, words))


def holds_phrase(texts: tuple[str, ...], phrase: list[str]) -> bool:
    """Whether these words follow one another in one of the texts, common words between them left aside."""
    size, wanted = len(phrase), [fold(word) for word in phrase]
    for text in texts:
        words = [fold(word) for word in plain_words(text)]
        if any(words[at : at + size] == wanted for at in range(len(words) - size + 1)):
            return True
    return False


def _places(text: str, stems: frozenset[str]) -> list[tuple[int, int]]:
    """From where to where each word that is looked for stands; each different word is looked at once."""
    found = {word for word in set(WORD.findall(text)) if not stems.isdisjoint(_stems_of_written(word))}
    return [place.span() for place in WORD.finditer(text) if place[0] in found] if found else []


@lru_cache(50_000)
def _stems_of_written(written: str) -> frozenset[str]:
    return frozenset(
        stem
        for word in plain_words(written)
        for stem in (stems_of(word).main, *stems_of(word).beside, english_stem(word))
    )


def _window(text: str, hits: list[tuple[int, int]], length: int) -> tuple[int, int]:
    """Between which characters: the window that holds the most hits, begun at a word."""
    if not hits or len(text) <= length:
        return 0, _at_word(text, length)
    best, most = hits[0][0], 0
    for place, (start, _end) in enumerate(hits):
        count = sum(1 for first, last in hits[place : place + 20] if last <= start + length - BEFORE)
        if count > most:
            best, most = start, count
    start = max(0, best - BEFORE)
    if start > 0:
        start = text.find(" ", start, best) + 1 or best
    return start, start + _at_word(text[start:], length)


def _at_word(text: str, length: int) -> int:
    """The end of the last whole word within `length` characters."""
    if len(text) <= length:
        return len(text)
    cut = text.rfind(" ", length // 2, length)
    return cut if cut > 0 else length
