"""What came out of a gathering, and who came: published once, in one or two languages."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from terreau.spine.reading import Readable, System

from .rights import readable_by

REMEMBERING = System("writing a memory")
PARTS = ("decisions", "offers", "to_try", "learnings", "seen", "quotes", "ambition", "questions", "people", "dates",
         "record")  # fmt: skip


class MemoryQuerySet(Readable):
    def for_viewer(self, viewer):
        """For whoever reads the gathering, once published."""
        return self.filter(readable_by(viewer, circle="gathering__circle"))


class Memory(models.Model):
    """The memory of one date."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    gathering = models.OneToOneField("gathering.Gathering", models.CASCADE, related_name="memory")
    links = models.TextField(max_length=2_000, blank=True)  # one address, or one note, a line
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)

    objects = MemoryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "published_at"], name="memories_of_community")]

    def __str__(self):
        return f"{self.gathering_id}"

    @classmethod
    @transaction.atomic
    def publish(cls, gathering, *, by, at, texts: dict[str, dict[str, str]], links: str = "") -> "Memory":
        """Publish what came out, one text a language; publishing again corrects it."""
        row = gathering.touched(at)
        if row.words.sort.leaves_no_trace:
            raise ValidationError(_("Un café ne laisse aucune trace."), code="no-trace")
        made, new = cls.objects.visible_to(REMEMBERING).get_or_create(
            gathering=row,
            defaults={"community": row.community, "links": links, "published_by": by, "published_at": at},
        )
        made.community, made.gathering = row.community, row  # known here: a memory found again has not read them
        changed = made._write(texts)
        if new:
            row.community.record("memory-published", by=by, about=made, at=at)
        elif changed or made.links != links:
            cls.objects.filter(pk=made.pk).update(links=links)
            made.links = links
            made.completed(by=by, at=at)
        return made

    def completed(self, *, by, at) -> None:
        """It holds something more, or says it better: one line in the journal, however much comes in one act."""
        if at in (self.published_at, self.edited_at):
            return
        Memory.objects.filter(pk=self.pk).update(edited_at=at)
        self.edited_at = at
        self.community.record("memory-corrected", by=by, about=self, at=at)

    def _write(self, texts: dict[str, dict[str, str]]) -> bool:
        held = {text.language: text for text in MemoryText.objects.visible_to(REMEMBERING).filter(memory=self)}
        before = {language: {part: getattr(text, part) for part in PARTS} for language, text in held.items()}
        said = {language: {part: parts.get(part, "") for part in PARTS} for language, parts in texts.items()}
        said = {language: parts for language, parts in said.items() if any(parts.values())}
        if before == said:
            return False
        MemoryText.objects.filter(memory=self).delete()
        MemoryText.objects.bulk_create(
            MemoryText(community=self.community, memory=self, language=language, **parts)
            for language, parts in said.items()
        )
        return True


class OfMemoryQuerySet(Readable):
    def for_viewer(self, viewer):
        """For whoever reads the gathering."""
        return self.filter(readable_by(viewer, circle="memory__gathering__circle"))


class MemoryText(models.Model):
    """What came out, in one language: one thing a line."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    memory = models.ForeignKey(Memory, models.CASCADE, related_name="texts", db_index=False)
    language = models.CharField(max_length=5)
    decisions = models.TextField(max_length=4_000, blank=True)
    offers = models.TextField(max_length=4_000, blank=True)
    to_try = models.TextField(max_length=4_000, blank=True)
    learnings = models.TextField(max_length=4_000, blank=True)
    seen = models.TextField(max_length=4_000, blank=True)
    quotes = models.TextField(max_length=4_000, blank=True)
    ambition = models.TextField(max_length=4_000, blank=True)
    questions = models.TextField(max_length=4_000, blank=True)
    people = models.TextField(max_length=4_000, blank=True)
    dates = models.TextField(max_length=4_000, blank=True)
    record = models.TextField(max_length=4_000, blank=True)

    objects = OfMemoryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["memory", "language"], name="one_memory_in_a_language")]
        indexes = [models.Index(fields=["community", "memory"], name="memory_texts_of_community")]

    def __str__(self):
        return f"{self.memory_id} · {self.language}"

    def lines(self, part: str) -> list[str]:
        """One part, a thing a line."""
        return [line.strip() for line in getattr(self, part).splitlines() if line.strip()]


class MemoryNote(models.Model):
    """A note of the practice that a gathering read, used or gave birth to."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    memory = models.ForeignKey(Memory, models.CASCADE, related_name="notes", db_index=False)
    note = models.ForeignKey("practice.Note", models.CASCADE, related_name="memories")

    objects = OfMemoryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["memory", "note"], name="a_note_once_in_a_memory")]
        indexes = [models.Index(fields=["community", "memory"], name="memory_notes_of_community")]

    def __str__(self):
        return f"{self.memory_id} · {self.note_id}"

    @classmethod
    @transaction.atomic
    def choose(cls, memory: Memory, *, chosen: Iterable, among: Iterable, by, at) -> None:
        """Keep these notes with the memory; of those that were offered, the others go. Twice changes nothing."""
        wanted, offered = {one.pk for one in chosen}, {one.pk for one in among}
        rows = cls.objects.visible_to(REMEMBERING).filter(memory=memory)
        held = set(rows.values_list("note", flat=True))
        gone, new = (held & offered) - wanted, wanted - held
        if not gone | new:
            return
        cls.objects.filter(memory=memory, note__in=gone).delete()
        made = [cls(community=memory.community, memory=memory, note_id=pk) for pk in sorted(new)]
        cls.objects.bulk_create(made, ignore_conflicts=True)
        memory.completed(by=by, at=at)


class MemoryFile(models.Model):
    """A file kept with the memory; a photo only with the consent of those it shows."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    memory = models.ForeignKey(Memory, models.CASCADE, related_name="files", db_index=False)
    file = models.ForeignKey("files.File", models.CASCADE, related_name="+")
    alt = models.CharField(max_length=300, blank=True)
    is_photo = models.BooleanField(default=False)
    consent_said_at = models.DateTimeField(null=True)  # everybody one recognises on it agreed
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfMemoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["memory", "file"], name="a_file_once_in_a_memory"),
            models.CheckConstraint(
                condition=Q(is_photo=False) | Q(consent_said_at__isnull=False), name="no_photo_without_consent"
            ),
        ]
        indexes = [models.Index(fields=["community", "memory"], name="memory_files_of_community")]

    def __str__(self):
        return f"{self.memory_id} · {self.file_id}"

    @classmethod
    @transaction.atomic
    def keep(cls, memory: Memory, file, *, by, at, consent_said_at=None, alt: str = "") -> None:
        """Keep a file with the memory; a photo only with the consent of those it shows. Twice changes nothing."""
        if file.is_picture and consent_said_at is None:
            raise ValidationError(_("Une photo se garde avec l’accord de qui on y reconnaît."), code="consent")
        alt = alt or (_("Photo de la rencontre") if file.is_picture else "")
        said = {"is_photo": file.is_picture, "consent_said_at": consent_said_at, "added_by": by, "alt": alt}
        rows = cls.objects.visible_to(REMEMBERING)
        if rows.get_or_create(memory=memory, file=file, defaults={"community": memory.community, **said})[1]:
            memory.completed(by=by, at=at)
