"""The life of a note: it is read again, and what should be corrected is said."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.ui.keys import KeyField

from ..words import tidy
from .beside import ONCE, NoteBeside
from .note import Note


class Reading(NoteBeside):
    """Somebody read the note again, and said how it stands."""

    note = models.ForeignKey("practice.Note", models.CASCADE, related_name="readings", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=8, choices=Note.Standing.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["community", "note", "at"], name="readings_of_community")]

    def __str__(self):
        return f"{self.note_id} · {self.get_verdict_display()}"

    @classmethod
    def note_down(cls, note, verdict: str, *, by, at) -> bool:
        """Write it down; False when the same person said the same that day."""
        today = {"at__gte": note.community.midnight_of(note.community.day(at))}
        same = cls.objects.visible_to(ONCE).filter(note=note, person=by, **today).first()
        if same is not None and same.verdict == verdict:
            return False
        cls.objects.create(community_id=note.community_id, note=note, person=by, verdict=verdict, at=at)
        return True


class Remark(NoteBeside):
    """« À corriger », and what. It stays until somebody says it is corrected."""

    note = models.ForeignKey("practice.Note", models.CASCADE, related_name="remarks", db_index=False)
    key = KeyField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = models.TextField(gettext_lazy("ce qui est à corriger"), max_length=1_000)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["community", "note"], name="remarks_of_community")]

    def __str__(self):
        return self.words[:60]

    @classmethod
    def make(cls, note, words: str, *, by, at) -> "Remark":
        """Say what is to be corrected; the same words by the same person are said once."""
        words = tidy(words)[:1_000]
        if not words:
            raise ValidationError(_("Dites en quelques mots ce qui est à corriger."), code="words")
        rows = cls.objects.visible_to(ONCE).filter(note=note, person=by, words=words, settled_at=None)
        if found := rows.first():
            return found
        return cls.objects.create(community_id=note.community_id, note=note, person=by, words=words, at=at)

    @transaction.atomic
    def settle(self, *, by, at) -> None:
        """It is corrected. When nothing else is to be, the note is good again. Twice changes nothing."""
        if not Remark.objects.filter(pk=self.pk, settled_at=None).update(settled_at=at, settled_by=by):
            return
        note = self.note
        left = Remark.objects.visible_to(ONCE).filter(note=note, settled_at=None).exists()
        if not left and note.standing == Note.Standing.TO_CORRECT:
            note._set(standing=Note.Standing.GOOD)
        note.community.record("note-corrected", by=by, about=note, at=at)
