"""The files a person gave: theirs to take along; when they leave, what nobody holds goes and the rest is unsigned."""

from functools import partial

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy

from terreau.people import footprint
from terreau.spine.reading import System

from .models import File

OWN = System("what a person gave")


@footprint.section(
    "fichiers",
    covers=["files.file"],
    says=gettext_lazy("vos fichiers, avec leur lieu et leur date"),
)
def given(person):
    """Each file, where and when it was given."""
    for file in _given_by(person).select_related("community"):
        yield {
            "name": file.name,
            "community": file.community.name,
            "media_type": file.media_type,
            "bytes": file.size,
            "given_at": file.uploaded_at,
        }


@footprint.files
def bytes_given(person):
    """Their bytes, as they are kept."""
    for file in _given_by(person).iterator():
        yield file.name, partial(default_storage.open, file.path)


@footprint.erasure
def forget(person, at, keep_words):
    """What hangs from nothing goes, its bytes after the commit; what others read no longer says who gave it."""
    _given_by(person).adrift().delete()
    _given_by(person).update(uploaded_by=None)


def _given_by(person):
    return File.objects.visible_to(OWN).filter(uploaded_by=person).order_by("pk")
