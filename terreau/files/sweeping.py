"""What nothing holds any more goes, slowly: a tombstone after a day, the bytes after thirty."""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from terreau.spine.asking import BLANK
from terreau.spine.reading import System

from . import keeping, parents
from .models import File, FilePage

UNATTACHED = timedelta(hours=24)
BURIED = timedelta(days=30)
STRAY_DAYS = range(2, 10)  # days back whose folders are looked through for bytes without a row
SWEEPER = System("sweep the files")


def sweep(at: datetime) -> dict[str, int]:
    """Bury what hung from nothing for a day, call back what is held again, erase what was buried for thirty.

    Killed at any point and called again it ends the same. Returns how many of each.
    """
    if not parents.registered():
        return {"unburied": 0, "buried": 0, "erased": 0, "strays": 0, "halfway": 0}
    rows = File.objects.visible_to(SWEEPER)
    held = rows.filter(parents.attached(), tombstoned_at__isnull=False)
    unburied = _each(held, File.unbury, at)
    buried = _each(rows.adrift().filter(tombstoned_at=None, uploaded_at__lt=at - UNATTACHED), File.bury, at)
    erased = _each(rows.adrift().filter(tombstoned_at__lt=at - BURIED), File.erase, at)
    return {
        "unburied": unburied,
        "buried": buried,
        "erased": erased,
        "strays": _sweep_strays(at),
        "halfway": _sweep_halfway(at),
    }


def _each(rows, verb, at: datetime) -> int:
    found = list(rows.select_related("community")[:1000])
    for file in found:
        verb(file, at=at)
    return len(found)


def _sweep_halfway(at: datetime) -> int:
    """Delete what was on its way in when the server was killed: its request ended with it, nobody waits for it."""
    gone, before = 0, (at - UNATTACHED).timestamp()
    for left in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir():
        with suppress(FileNotFoundError):
            if left.is_file() and left.stat().st_mtime < before:
                left.unlink()
                gone += 1
    return gone


def _sweep_strays(at: datetime) -> int:
    """Delete bytes whose row never came (a rollback, a power cut in between): nobody was told it is saved."""
    gone = 0
    for days in STRAY_DAYS:
        paths = list(keeping.kept_on(at - timedelta(days=days)))
        known = File.objects.visible_to(SWEEPER)
        for batch in (paths[start : start + 400] for start in range(0, len(paths), 400)):
            rows = set(known.filter(path__in=batch).values_list("path", flat=True))
            small = known.filter(small_path__in=batch).exclude(small_path=BLANK)
            rows |= set(small.values_list("small_path", flat=True))
            rows |= set(FilePage.objects.visible_to(SWEEPER).filter(path__in=batch).values_list("path", flat=True))
            strays = [path for path in batch if path not in rows]
            keeping.forget(*strays)
            gone += len(strays)
    return gone
