"""Giving back part of a file, as a browser asks when it resumes a download or leafs through a PDF."""

import re
from collections.abc import Callable, Iterator

BLOCK = 256 * 1024
_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class OutOfRange(Exception):
    """The part asked for begins after the end of the file."""


def asked(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the one range asked for; None for the whole file (several ranges, nonsense)."""
    found = _ONE_RANGE.fullmatch(header.replace(" ", ""))
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
        if last.strip("0") == "":
            raise OutOfRange
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
        if last and int(last) < start:
            return None
    if start >= size:
        raise OutOfRange
    return start, end


def blocks(opened: Callable, start: int, length: int) -> Iterator[bytes]:
    """`length` bytes from `start` of the file that `opened()` opens, a block at a time; closed in any case."""
    with opened() as file:
        file.seek(start)
        while length > 0 and (block := file.read(min(BLOCK, length))):
            length -= len(block)
            yield block
