"""The body of a request on its way in: a limit for each kind of door, in memory while small, on disk beyond."""

import re
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import IO

from django.conf import settings

KIB, MIB = 1024, 1024 * 1024
SMALL = 1 * MIB  # kept in memory up to here
LIMITS = [  # the first that fits; whoever is not signed in sends short forms only
    (re.compile(r"^/c/[^/]+/arrivees/"), 1024 * MIB),
    (re.compile(r""), 64 * MIB),
]
WITHOUT_SESSION = 256 * KIB


@dataclass
class Body:
    """What came in: a file to read from its beginning, its size in bytes, and whether it was too much to take."""

    file: IO[bytes]
    size: int
    too_big: bool


def limit_for(scope) -> int:
    """How many bytes may come in at this door."""
    if not has_session(scope):
        return WITHOUT_SESSION
    return next(limit for pattern, limit in LIMITS if pattern.match(scope["path"]))


def has_session(scope) -> bool:
    """Whether the request carries a session cookie, good or not."""
    mark = f"{settings.SESSION_COOKIE_NAME}=".encode()
    return any(name == b"cookie" and mark in value for name, value in scope["headers"])


def may_be_long(scope) -> bool:
    """Whether more may come than anybody is let send: it says so, or it does not say how much comes."""
    announced = _announced(scope)
    if announced is None:
        return scope["method"] not in ("GET", "HEAD")
    return announced.isdigit() and int(announced) > WITHOUT_SESSION


async def take(scope, receive, is_signed_in: Callable[[], Awaitable[bool]]) -> Body | None:
    """Everything the other side sends, or None when it goes away before the end.

    Before more is taken than a short form, a cookie is looked at: one that opens nothing fills no disk.
    """
    limit = limit_for(scope)
    if limit > WITHOUT_SESSION and may_be_long(scope) and not await is_signed_in():
        limit = WITHOUT_SESSION
    announced = _announced(scope) or b"0"
    file = _new_file()
    size, too_big = 0, not announced.isdigit() or int(announced) > limit
    while not too_big:
        message = await receive()
        if message["type"] == "http.disconnect":
            file.close()
            return None
        block = message.get("body", b"")
        size += len(block)
        too_big = size > limit
        if not too_big:
            file.write(block)
            if not message.get("more_body"):
                break
    if too_big:
        file.close()
        return Body(_new_file(), 0, True)
    file.seek(0)
    return Body(file, size, False)


def _announced(scope) -> bytes | None:
    return next((value for name, value in scope["headers"] if name == b"content-length"), None)


def arriving() -> str:
    """The folder of what is on its way; what a killed server left there goes a day later (files/sweeping.py)."""
    folder = settings.DATA / "arriving"
    folder.mkdir(exist_ok=True)
    return str(folder)


def _new_file() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=SMALL, dir=arriving())
