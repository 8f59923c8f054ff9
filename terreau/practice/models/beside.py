"""What goes with a note: who signs it, where it came from, its files with their versions."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from terreau.spine.reading import System
from terreau.spine.subjects import kind_of

from .. import origins
from .note import Note
from .rights import NoteBesideQuerySet

MAX_FILES = 20
ONCE = System("once with a note")


class NoteBeside(models.Model):
    """A row that goes with one note and is read by whoever reads it."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    note = models.ForeignKey("practice.Note", models.CASCADE)

    objects = NoteBesideQuerySet.as_manager()

    class Meta:
        abstract = True


class CoAuthor(NoteBeside):
    """Somebody who signs the note too; offered, then accepted by the person alone."""

    note = models.ForeignKey("practice.Note", models.CASCADE, related_name="coauthors", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notes_signed")
    offered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="signs_once_a_note")]
        indexes = [models.Index(fields=["community", "note"], name="coauthors_of_community")]

    def __str__(self):
        return f"{self.person} · {self.note_id}"

    @classmethod
    @transaction.atomic
    def offer(cls, note, people: Iterable, *, by, at) -> None:
        """Offer to sign together; whoever already does is not asked again."""
        known = set(cls.objects.visible_to(ONCE).filter(note=note).values_list("person", flat=True))
        fresh = [one for one in people if one.pk not in known and one.pk != note.written_by_id]
        rows = [cls(community_id=note.community_id, note=note, person=one, offered_at=at) for one in fresh]
        cls.objects.bulk_create(rows, ignore_conflicts=True)
        if fresh:
            note.community.record("note-cosigning", by=by, about=note, at=at, people=[one.pk for one in fresh])

    @classmethod
    @transaction.atomic
    def accept(cls, note, *, by, at) -> bool:
        """Sign it. False when nothing was offered; twice changes nothing."""
        mine = cls.objects.filter(note=note, person=by)
        if mine.filter(accepted_at=None).update(accepted_at=at):
            note.community.record("note-cosigned", by=by, about=note, at=at)
            return True
        return cls.objects.visible_to(ONCE).filter(note=note, person=by).exists()

    @classmethod
    @transaction.atomic
    def decline(cls, note, *, by, at) -> None:
        """No, or no longer: the name goes."""
        if cls.objects.filter(note=note, person=by).delete()[0]:
            note.community.record("note-cosigning-declined", by=by, about=note, at=at)


class Origin(NoteBeside):
    """Where a note came from. What it names is only ever shown under its own `visible_to`: see `origins.py`."""

    note = models.ForeignKey("practice.Note", models.CASCADE, related_name="origins", db_index=False)
    kind = models.CharField(max_length=60)  # « conversation.message »
    about_id = models.BigIntegerField()
    within_id = models.BigIntegerField(null=True)  # the thread of a message, the gathering of a session

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "kind", "about_id"], name="came_once_from_a_thing")]
        indexes = [
            models.Index(fields=["community", "note"], name="origins_of_community"),
            models.Index(fields=["kind", "within_id"], name="origins_within"),
        ]

    def __str__(self):
        return f"{self.kind} {self.about_id}"

    @classmethod
    def link(cls, note, found: Iterable[tuple[object, int | None]]) -> None:
        """Tie the note to where it came from: (thing, id of what holds it)."""
        rows = [
            cls(community_id=note.community_id, note=note, kind=kind_of(thing), about_id=thing.pk, within_id=within)
            for thing, within in found
        ]
        cls.objects.bulk_create(rows, ignore_conflicts=True)
        for row in rows:
            origins.tie(row.kind, row.within_id)
        if rows:
            note._set(origins_count=cls.objects.visible_to(ONCE).filter(note=note).count())


class NoteFile(NoteBeside):
    """A file of a note; giving a new version keeps the one before."""

    note = models.ForeignKey("practice.Note", models.CASCADE, related_name="files", db_index=False)
    file = models.ForeignKey("files.File", models.CASCADE, related_name="+")
    alt = models.CharField(max_length=300, blank=True)  # what a picture shows, in words
    position = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    replaced_by = models.BigIntegerField(null=True)  # the row of its newer version
    removed_at = models.DateTimeField(null=True)
    known_as: tuple | list = ()  # the names it and its earlier versions had, where `pages.files_of` read them

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["note", "file"], name="a_file_once_with_a_note")]
        indexes = [models.Index(fields=["community", "note"], name="note_files_of_community")]

    def __str__(self):
        return self.alt or str(self.file)

    @classmethod
    def now(cls) -> Q:
        """Those that a note shows: neither replaced nor removed."""
        return Q(replaced_by=None, removed_at=None)

    @classmethod
    def hang(cls, note, given: Iterable, *, by, at) -> None:
        """Hang files, as (file, words that say what a picture shows), from a note of the same community."""
        pairs = list(given)
        first = note.files_count
        if first + len(pairs) > MAX_FILES:
            raise ValidationError(_("Vingt fichiers au plus avec une fiche."), code="files")
        if any(file.community_id != note.community_id for file, _alt in pairs):
            raise ValidationError(_("Ce fichier vient d’une autre communauté."), code="files")
        cls.objects.bulk_create(
            [
                cls(
                    community_id=note.community_id, note=note, file=file, alt=alt[:300], position=place, by=by, at=at
                )
                for place, (file, alt) in enumerate(pairs, start=first)
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        if pairs:
            note._set(files_count=cls.objects.visible_to(ONCE).filter(cls.now(), note=note).count())

    @classmethod
    @transaction.atomic
    def tend(cls, note, kept: dict[int, str], added: Iterable, *, by, at) -> bool:
        """After an edit: the files still there with their words, those taken off, those added; whether it changed."""
        rows = list(cls.objects.visible_to(ONCE).select_for_update().filter(cls.now(), note=note))
        changed = False
        for row in rows:
            if row.file_id not in kept:
                changed |= bool(cls.objects.filter(pk=row.pk).update(removed_at=at))
            elif kept[row.file_id][:300] != row.alt:
                changed |= bool(cls.objects.filter(pk=row.pk).update(alt=kept[row.file_id][:300]))
        added = list(added)
        note._set(files_count=cls.objects.visible_to(ONCE).filter(cls.now(), note=note).count())
        cls.hang(note, added, by=by, at=at)
        if changed or added:
            note._set(changed_at=at)
            note.community.record("note-files-changed", by=by, about=note, at=at)
        return changed or bool(added)

    @transaction.atomic
    def replace(self, file, *, by, at) -> "NoteFile":
        """A new version of the file; the one before stays readable. ValidationError when somebody was faster."""
        if file.community_id != self.community_id:
            raise ValidationError(_("Ce fichier vient d’une autre communauté."), code="files")
        fresh = NoteFile.objects.create(
            community_id=self.community_id, note=self.note, file=file, alt=self.alt, position=self.position,
            by=by, at=at,
        )  # fmt: skip
        if not NoteFile.objects.filter(self.now(), pk=self.pk).update(replaced_by=fresh.pk):
            raise ValidationError(_("Quelqu’un vient de remplacer ce fichier : ouvrez sa page."), code="replaced")
        Note.objects.filter(pk=self.note_id).update(changed_at=at)
        self.note.community.record("note-files-changed", by=by, about=self.note, at=at)
        return fresh

    def earlier_versions(self) -> list["NoteFile"]:
        """What it replaced, the latest first."""
        rows = NoteFile.objects.of(self.community_id, self.note_id).select_related("file", "by")
        by_pk = {row.replaced_by: row for row in rows.exclude(replaced_by=None)}
        found, pk = [], self.pk
        while (row := by_pk.get(pk)) is not None and len(found) < 100:
            found.append(row)
            pk = row.pk
        return found


def recount_trials(note) -> None:
    """How many people told of having tried it."""
    from .use import Trial

    told = Trial.objects.visible_to(ONCE).filter(note=note, told_at__isnull=False)
    note._set(trials_count=told.values("person").distinct().count())


__all__ = ["CoAuthor", "NoteBeside", "NoteFile", "Origin", "recount_trials"]
