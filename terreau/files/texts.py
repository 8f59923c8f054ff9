"""What a file says in words, for the kinds of files that a room knows how to read. Asked while indexing and quoting."""

import logging
from collections.abc import Callable, Iterable

from django.core.files.storage import default_storage

from .models import FileText

log = logging.getLogger("terreau.files")
LONGEST = 100_000  # characters kept of one file
_readers: dict[str, Callable] = {}


def reads(*media_types: str) -> Callable[[Callable], Callable]:
    """Have the decorated function read these kinds of files: `reader(file) -> str`, which may give nothing."""

    def register(reader: Callable) -> Callable:
        _readers.update(dict.fromkeys(media_types, reader))
        return reader

    return register


def texts_of(files: Iterable, viewer) -> dict[int, str]:
    """The words of these files, for this viewer: what was found inside behind the fence, else what a room can read."""
    files = {file.pk: file for file in files}
    rows = FileText.objects.visible_to(viewer).filter(file__in=list(files), state=FileText.State.READ)
    inside = {pk: text[:LONGEST] for pk, text in rows.values_list("file", "text")}
    return {pk: inside[pk] if pk in inside else text_of(file) for pk, file in files.items()}


def text_of(file) -> str:
    """The words of a file; nothing for pictures, for what nobody knows how to read and for what cannot be read."""
    reader = _readers.get(file.media_type)
    if reader is None:
        return ""
    try:
        return reader(file)[:LONGEST].replace("\0", " ")
    except Exception:
        log.exception("the words of file %s were not read", file.pk)
        return ""


@reads("text/plain", "text/csv", "text/markdown", "text/calendar")
def plain(file) -> str:
    """Text is read as it is, in UTF-8 or else in Latin letters."""
    with default_storage.open(file.path, "rb") as stream:
        data = stream.read(4 * LONGEST)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")
