"""What this room does after an act."""

from django.utils import timezone

from terreau.spine.outbox import follows

from . import exporting
from .models import Export


@follows("export-asked")
def make_archive(entry) -> None:
    """Write the archive somebody asked for. Called again, it writes the same one; nothing when they left meanwhile."""
    asked = Export.objects.select_related("person").filter(pk=entry.about_id, ready_at=None).first()
    if asked is not None and asked.person.is_active:
        exporting.write(asked, at=timezone.now())
