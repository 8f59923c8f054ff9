"""A file somebody gave: what it is, where its bytes are, who may see it (whoever sees what it hangs from)."""

from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

from . import keeping, parents
from .kinds import SHOWN_IN_PLACE
from .pictures import SMALL


class FileQuerySet(Readable):
    """Sentences about files."""

    def for_viewer(self, viewer):
        """Those hanging from something the viewer may read, and those they gave that hang from nothing."""
        visible = parents.visible_through(viewer)
        if viewer.person is not None:
            visible |= Q(uploaded_by=viewer.person, tombstoned_at=None) & ~parents.attached()
        return self.filter(visible)

    def given_by(self, person, *, since: datetime):
        """What this person uploaded since then."""
        return self.filter(uploaded_by=person, uploaded_at__gt=since)

    def adrift(self):
        """Those that hang from nothing."""
        return self.exclude(parents.attached())


class File(models.Model):
    """Bytes that came through the door, cleaned; the name is only what they are given back with."""

    key = KeyField()
    community = models.ForeignKey("community.Community", models.CASCADE, related_name="files")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="files"
    )
    name = models.CharField(gettext_lazy("nom du fichier"), max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes, as kept
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    path = models.CharField(max_length=100, unique=True)
    small_path = models.CharField(max_length=100, blank=True)
    uploaded_at = models.DateTimeField()
    tombstoned_at = models.DateTimeField(null=True)  # hangs from nothing any more; gone thirty days later

    objects = FileQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["community", "uploaded_at"], name="files_of_community"),
            models.Index(fields=["uploaded_by", "uploaded_at"], name="files_of_person"),
            models.Index(fields=["small_path"], name="files_small", condition=~Q(small_path="")),
            models.Index(fields=["tombstoned_at"], name="files_tombstoned", condition=Q(tombstoned_at__isnull=False)),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("files:file", args=[self.key, self.name.replace("/", "_")])  # a name never rules an address

    def get_small_url(self):
        """The address of the small version; only pictures have one."""
        return reverse("files:small", args=[self.key])

    @property
    def is_picture(self) -> bool:
        """Whether it is drawn in the page rather than offered for download."""
        return bool(self.small_path)

    @property
    def is_shown_in_place(self) -> bool:
        """Whether a browser may open it instead of saving it."""
        return self.media_type in SHOWN_IN_PLACE

    @property
    def small_size(self) -> tuple[int, int]:
        """Width and height of the small version, so that a page keeps its place while it loads."""
        width, height = self.width or 1, self.height or 1
        ratio = min(1, SMALL / max(width, height))
        return max(1, round(width * ratio)), max(1, round(height * ratio))

    @property
    def weight(self) -> str:
        """The size in words: « 640 ko », « 2,4 Mo »."""
        if self.size < 1_000_000:
            return _("%(size)s ko") % {"size": max(1, self.size // 1000)}
        return _("%(size)s Mo") % {"size": number_format(self.size / 1_000_000, decimal_pos=1)}

    @transaction.atomic
    def bury(self, *, at):
        """Put up the tombstone: nothing holds this file; it may still be called back for thirty days."""
        if File.objects.filter(pk=self.pk, tombstoned_at=None).update(tombstoned_at=at):
            self.tombstoned_at = at
            self.community.record("file-buried", by=None, about=self, at=at)

    @transaction.atomic
    def unbury(self, *, at):
        """Take the tombstone down: something holds this file again."""
        if File.objects.filter(pk=self.pk, tombstoned_at__isnull=False).update(tombstoned_at=None):
            self.tombstoned_at = None
            self.community.record("file-unburied", by=None, about=self, at=at)

    @transaction.atomic
    def erase(self, *, at):
        """Delete the bytes, then the row: killed in between, the next sweep ends the work."""
        keeping.forget(self.path, self.small_path)
        self.community.record("file-erased", by=None, about=self, at=at)
        self.delete()


class InsideQuerySet(Readable):
    def for_viewer(self, viewer):
        """What is inside the files this viewer may see."""
        return self.filter(file__in=File.objects.visible_to(viewer))


class FileText(models.Model):
    """The words found in a file, for searching."""

    class State(models.TextChoices):
        READ = "read", gettext_lazy("lu")
        NOTHING = "nothing", gettext_lazy("rien à lire")
        FAILED = "failed", gettext_lazy("illisible")

    file = models.OneToOneField(File, models.CASCADE, primary_key=True, related_name="inside")
    text = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices)
    read_at = models.DateTimeField()

    objects = InsideQuerySet.as_manager()

    def __str__(self):
        return f"{self.file_id} · {self.state}"


class FilePage(models.Model):
    """One of the first pages of a document, drawn."""

    file = models.ForeignKey(File, models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=100, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    objects = InsideQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="a_page_once")]

    def __str__(self):
        return f"{self.file_id} p. {self.number}"

    def get_absolute_url(self):
        return reverse("files:page", args=[self.file.key, self.number])


@receiver(pre_delete, sender=File)
def _pages_go_with_their_file(sender, instance, **kwargs):
    """However the file goes, what was drawn of it goes after the commit."""
    drawn = FilePage.objects.visible_to(System("what was drawn of a file that goes")).filter(file=instance)
    if paths := list(drawn.values_list("path", flat=True)):
        transaction.on_commit(lambda: keeping.forget(*paths))


@receiver(post_delete, sender=File)
def _bytes_go_with_their_row(sender, instance, **kwargs):
    """However the row went (an erased community takes its files along), its bytes go after the commit."""
    transaction.on_commit(lambda: keeping.forget(instance.path, instance.small_path))
