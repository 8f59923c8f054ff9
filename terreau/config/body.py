"""The body of a request on its way in: a limit for each kind of door, in memory while small, on disk beyond."""

import re
import tempfile
from dataclasses import dataclass
from typing import IO

from django.conf import settings

KIB, MIB = 1024, 1024 * 1024
SMALL = 1 * MIB  # kept in memory up to here
LIMITS = [  # the first that fits; whoever has no session at all sends short forms only
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


async def take(scope, receive) -> Body | None:
    """Everything the other side sends, or None when it goes away before the end."""
    limit = limit_for(scope)
    announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
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


def arriving() -> str:
    """The folder where what is on its way lies; nothing in it has a name, so nothing is left behind."""
    folder = settings.DATA / "arriving"
    folder.mkdir(exist_ok=True)
    return str(folder)


def _new_file() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=SMALL, dir=arriving())
