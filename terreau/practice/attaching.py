"""Files given with notes are seen by whoever may read the note, old versions too."""

from django.db.models import Exists, OuterRef, Q

from terreau.files import parents

from .models import NoteFile


@parents.register
def attached_to_notes(viewer) -> Q:
    """A file is seen by whoever may read a note it was given with."""
    return Q(Exists(NoteFile.objects.visible_to(viewer).filter(file=OuterRef("pk"))))
