"""Files given with a message: taken through the one door, kept while the words are being mended, seen with them."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from terreau.files import parents
from terreau.files.door import store_upload
from terreau.files.models import File

from .models import Attachment
from .models.beside import MAX_FILES


@parents.register
def attached_to_messages(viewer) -> Q:
    """A file is seen by whoever may read a message it was given with."""
    return Q(Exists(Attachment.objects.visible_to(viewer).filter(file=OuterRef("pk"))))


@dataclass
class AttachedFiles:
    """The files of a form: each with its alternative text; and why others were refused."""

    given: list[tuple[File, str]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    asks_words: bool = False  # whether a picture nobody said in words yet keeps the form from leaving

    @classmethod
    def sent(cls, request, community, *, at, already=()) -> "AttachedFiles":
        """What came with this request: files kept from before (by their keys), and new ones through the door.

        `already` are the files of a message being edited: they may stay, whoever gave them.
        """
        attached = cls()
        kept = {file.key: file for file in _own(request, community)} | {file.key: file for file in already}
        for key in request.POST.getlist("file"):
            if file := kept.pop(key, None):
                attached.given.append((file, request.POST.get(f"alt_{key}", "").replace("\0", "").strip()[:300]))
        for uploaded in request.FILES.getlist("upload"):
            attached.take(uploaded, request, community, at=at)
        return attached

    def undescribed(self) -> list[File]:
        """The pictures that nobody said in words yet."""
        return [file for file, alt in self.given if file.is_picture and not alt]

    def take(self, uploaded, request, community, *, at) -> None:
        """Take one more file in, or say why not."""
        if len(self.given) >= MAX_FILES:
            if len(self.given) + len(self.refusals) == MAX_FILES:
                self.refusals.append(_("Dix fichiers au plus avec un message."))
            return
        try:
            self.given.append((store_upload(uploaded, community=community, by=request.user, at=at), ""))
        except ValidationError as refusal:
            self.refusals += [f"{uploaded.name} : {sentence}" for sentence in refusal.messages]


def _own(request, community):
    """The files this person gave here and that a form names again."""
    keys = request.POST.getlist("file")[:MAX_FILES]
    if not keys:
        return []
    mine = File.objects.visible_to(request.viewer).filter(community=community, uploaded_by=request.user)
    return mine.filter(key__in=keys)
