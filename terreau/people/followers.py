"""What this room does after an act."""

from django.db import connection
from django.utils import timezone

from terreau.spine.outbox import Later, follows

from . import exporting
from .models import Export


@follows("export-asked")
def make_archive(entry) -> None:
    """Write the archive somebody asked for. Called again, it writes the same one; nothing when they left meanwhile."""
    asked = Export.objects.select_related("person").filter(pk=entry.about_id, ready_at=None).first()
    if asked is not None and asked.person.is_active:
        exporting.write(asked, at=timezone.now())


@follows("person-left")
def forget_on_disk(entry) -> None:
    """SQLite keeps what was overwritten in its journal of writes for a while: fold it in, and empty it, now."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise Later("somebody is reading the database")
