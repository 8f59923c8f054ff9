"""The rows of a separated file, each with its first line; a quote left open costs one line, not the file."""

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple

SEPARATORS = ";,\t|"
LINES_A_ROW = 30  # a quoted cell may hold line breaks; beyond this the quote was simply never closed
CHARACTERS_A_ROW = 100_000
csv.field_size_limit(2 * CHARACTERS_A_ROW)  # rows are capped before the csv module sees them


class Row(NamedTuple):
    """Cells as written, the line of the first one, and whether a quote was left open."""

    line: int
    cells: list[str]
    quote_open: bool = False


def lines_of(text: str) -> list[str]:
    """Lines ended by \\n, \\r\\n or \\r only, so that numbers are those of an editor."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def guess_separator(lines: list[str]) -> str:
    """The separator that cuts the first written lines into the most, and the most regular, cells."""
    sample = [line[:5_000] for line in lines[:50] if line.strip()][:20]

    def regularity(separator: str) -> tuple[int, int]:
        counts = [len(_cells(line, separator)) for line in sample]
        first = counts[0] if counts else 1
        return (sum(count == first for count in counts) if first > 1 else 0, first)

    return max(SEPARATORS, key=regularity)


def read(lines: list[str], separator: str, start: int = 0) -> Iterator[Row]:
    """Rows from `lines[start:]`, blank lines left out."""
    at, width = start, 0
    opening = re.compile(rf'(?:^|{re.escape(separator)}) *"')
    while at < len(lines):
        taken = _lines_of_the_row(lines, at, separator, opening)
        cells = _cells("\n".join(lines[at : at + taken])[:CHARACTERS_A_ROW], separator)
        if taken == 0 or (taken > 1 and width and len(cells) != width):
            yield Row(at + 1, _as_written(lines[at], separator), True)
            taken = 1
        elif any(cell.strip() for cell in cells):
            yield Row(at + 1, cells)
            width = width or len(cells)
        at += taken


def _lines_of_the_row(lines: list[str], at: int, separator: str, opening: re.Pattern[str]) -> int:
    """How many lines the row starting at `at` spans; 0 when its quote never closes."""
    if '"' not in lines[at]:
        return 1
    inside = False
    size = 0
    for taken, line in enumerate(lines[at : at + LINES_A_ROW], 1):
        size += len(line)
        inside = _still_inside(line, inside, separator, opening)
        if not inside or size > CHARACTERS_A_ROW:
            return 0 if inside else taken
    return 0


def _still_inside(line: str, inside: bool, separator: str, opening: re.Pattern[str]) -> bool:
    """Whether a quote is open after `line`: it opens only where a cell starts, closes only where one ends."""
    at = 0
    while True:
        if not inside:
            found = opening.search(line, at)
            if not found:
                return False
            at = found.end()
        at = line.find('"', at)
        if at < 0:
            return True
        if line.startswith('""', at):
            inside, at = True, at + 2
        else:
            after = line[at + 1 : at + 20].lstrip(" ")
            inside, at = not (after == "" or after.startswith(separator)), at + 1


def _as_written(line: str, separator: str) -> list[str]:
    return [cell.strip(' "') for cell in line[:CHARACTERS_A_ROW].split(separator)]


def _cells(joined: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([joined], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:
        return joined.split(separator)
