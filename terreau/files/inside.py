"""What is inside a file: its words for searching, its first pages to look at; read behind a fence, by the worker."""

import json
import logging
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from terreau.spine.reading import System

from . import keeping
from .models import File, FilePage, FileText

log = logging.getLogger("terreau.files")
FENCED = Path(__file__).with_name("fenced.py")
PATIENCE = 15  # seconds of the clock
MOST_FOUND = 8_000_000  # bytes of what a fenced reader says
READ = ("application/pdf", "text/plain")
OFFICE = ("wordprocessingml", "spreadsheetml", "presentationml", "opendocument")
WHY = System("what is inside a file")


def is_read(media_type: str) -> bool:
    """Whether something can be read in files of this kind."""
    return media_type in READ or any(kind in media_type for kind in OFFICE)


def look(file: File, at: datetime) -> FileText:
    """Read the file and keep what was found. Looked at again, nothing changes; what fails is said to have failed."""
    known = FileText.objects.visible_to(WHY).filter(file=file).first()
    if known is not None:
        return known
    if not is_read(file.media_type):
        return _keep(file, FileText.State.NOTHING, {}, at)
    with tempfile.TemporaryDirectory(prefix="terreau-inside-") as name:
        folder = Path(name)
        found = _behind_the_fence(file, folder)
        if found is None:
            return _keep(file, FileText.State.FAILED, {}, at)
        state = FileText.State.READ if found["text"].strip() or found["pages"] else FileText.State.NOTHING
        return _keep(file, state, found, at)


def _behind_the_fence(file: File, folder: Path) -> dict | None:
    """What the reader found; None when it crashed, hung, swelled or said nonsense."""
    source = folder / "source"
    with default_storage.open(file.path, "rb") as given, source.open("wb") as copy:
        shutil.copyfileobj(given, copy)
    words = [sys.executable, "-I", str(FENCED), file.media_type, str(source), str(folder)]
    try:
        subprocess.run(
            words, env={"LANG": "C.UTF-8"}, cwd=folder, timeout=PATIENCE, check=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        said = folder / "found.json"
        if said.stat().st_size > MOST_FOUND:
            return None
        return _believed(json.loads(said.read_text(encoding="utf-8")), folder)
    except (subprocess.SubprocessError, OSError, ValueError, KeyError, TypeError) as trouble:
        log.info("file %s was not read: %s", file.key, type(trouble).__name__)
        return None


def _believed(found: dict, folder: Path) -> dict:
    """What the reader said, once checked: it may have been turned by what it read."""
    pages = []
    for name, width, height in found["pages"][:10]:
        path = folder / Path(str(name)).name
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and 0 < int(width) < 5000 and 0 < int(height) < 5000:
            pages.append((data, int(width), int(height)))
    return {"text": str(found["text"]).replace("\0", ""), "pages": pages}


@transaction.atomic
def _keep(file: File, state: str, found: dict, at: datetime) -> FileText:
    text = FileText.objects.create(file=file, text=found.get("text", ""), state=state, read_at=at)
    for number, (data, width, height) in enumerate(found.get("pages", ()), start=1):
        path = keeping.keep(ContentFile(data))
        FilePage.objects.create(file=file, number=number, path=path, width=width, height=height)
    file.community.record("file-read", by=None, about=file, at=at, state=state)
    return text


def look_at_the_rest(at: datetime) -> int:
    """Look inside files that came without a line in the journal; how many were looked at."""
    rows = File.objects.visible_to(WHY).filter(inside=None, tombstoned_at=None).select_related("community")
    some = list(rows.order_by("pk")[:40])
    for file in some:
        look(file, at)
    return len(some)
