"""A file kept with a memory is seen by whoever reads the gathering."""

from django.db.models import Exists, OuterRef, Q

from terreau.files import parents

from .models import MemoryFile


@parents.register
def kept_with_memories(viewer) -> Q:
    """A file is seen by whoever may read a memory it is kept with."""
    return Q(Exists(MemoryFile.objects.visible_to(viewer).filter(file=OuterRef("pk"))))
