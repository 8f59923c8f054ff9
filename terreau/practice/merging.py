"""Two people changed the same text: their words brought together, nobody's lost.

A three-way merge (as in diff3: S. Khanna, K. Kunal, B. Pierce, « A Formal Investigation of Diff3 », 2007), first by
lines, then by words within the lines that both changed.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
MOST = 1_000_000  # pairs of tokens looked at; beyond it both texts are kept whole


class Merge(NamedTuple):
    """The text brought together; `clashes` when the same words were changed both ways, and both stand in it."""

    text: str
    clashes: bool


def merge(base: str, mine: str, theirs: str) -> Merge:
    """`mine` and `theirs`, both made from `base`. What each put in is in the result; where they clash, theirs first."""
    pieces, clashes = [], False
    for was, my, their in _parts(_lines(base), _lines(mine), _lines(theirs)):
        found = _settled(was, my, their) or _by_words(was, my, their)
        pieces.append(found.text)
        clashes |= found.clashes
    return Merge("".join(pieces), clashes)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _settled(was: list[str], mine: list[str], theirs: list[str]) -> Merge | None:
    """What one side alone changed, or both alike; None when both did, differently."""
    if mine == theirs or theirs == was:
        return Merge("".join(mine), False)
    return Merge("".join(theirs), False) if mine == was else None


def _by_words(was: list[str], mine: list[str], theirs: list[str]) -> Merge:
    parts = [_TOKENS.findall("".join(one)) for one in (was, mine, theirs)]
    found = [_settled(*part) for part in _parts(*parts)]
    if was and all(found):
        return Merge("".join(one.text for one in found if one), False)
    return Merge(_both("".join(mine), "".join(theirs)), True)


def _both(mine: str, theirs: str) -> str:
    apart = "" if theirs.endswith("\n") or not theirs else "\n"
    return f"{theirs}{apart}{mine}"


def _parts(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The three texts cut at what all of them kept: each piece in its three states."""
    b = m = t = 0
    for start, length, in_mine, in_theirs in _kept_by_all(base, mine, theirs):
        if (b, m, t) != (start, in_mine, in_theirs):
            yield base[b:start], mine[m:in_mine], theirs[t:in_theirs]
        run = base[start : start + length]
        yield run, run, run
        b, m, t = start + length, in_mine + length, in_theirs + length
    if (b, m, t) != (len(base), len(mine), len(theirs)):
        yield base[b:], mine[m:], theirs[t:]


def _kept_by_all(base, mine, theirs) -> Iterator[tuple[int, int, int, int]]:
    """(start in base, length, start in mine, start in theirs) of each run that nobody touched."""
    if max(len(mine), len(theirs)) * len(base) > MOST:
        return
    with_mine, with_theirs = _blocks(base, mine), _blocks(base, theirs)
    i = j = 0
    while i < len(with_mine) and j < len(with_theirs):
        (a, x, n), (c, y, k) = with_mine[i], with_theirs[j]
        start, end = max(a, c), min(a + n, c + k)
        if start < end:
            yield start, end - start, x + start - a, y + start - c
        if a + n < c + k:
            i += 1
        else:
            j += 1


def _blocks(base: list[str], other: list[str]) -> list[tuple[int, int, int]]:
    found = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in found if block.size]
