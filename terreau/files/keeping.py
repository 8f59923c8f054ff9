"""Where bytes are put: under a random path, safe on the disk before anyone is told they are saved."""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.core.files.base import File as Content
from django.core.files.storage import default_storage
from django.utils import timezone


def keep(content: Content) -> str:
    """Write `content` under a new random path and return that path; by then file and folders are on the disk.

    What could not be written whole (the disk is full) leaves nothing behind that would keep it full.
    """
    path = _new_path(timezone.now())
    try:
        path = default_storage.save(path, content)
        _settle(path)
    except BaseException:
        with suppress(OSError):
            forget(path)
        raise
    return path


def forget(*paths: str) -> None:
    """Delete these bytes; a path that is already gone is no error."""
    for path in filter(None, paths):
        default_storage.delete(path)


def kept_on(day: datetime) -> Iterator[str]:
    """The paths written on this day (UTC), whether or not a row knows them."""
    folder = _folder(day)
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(folder)[1]:
            yield f"{folder}/{name}"


def _new_path(now: datetime) -> str:
    """A path that says the day of writing and nothing else: neither who, nor the name the person gave."""
    return f"{_folder(now)}/{secrets.token_hex(16)}"


def _folder(day: datetime) -> str:
    return f"{day:%Y/%m/%d}"


def _settle(path: str) -> None:
    """Flush the file and each folder down to it (a new folder is lost with its parent's listing)."""
    try:
        place = Path(default_storage.path(path))
    except NotImplementedError:  # an object store answers once the object is safe
        return
    root = Path(default_storage.path(""))
    for entry in (place, *place.parents):
        descriptor = os.open(entry, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if entry in (root, root.parent):
            break
