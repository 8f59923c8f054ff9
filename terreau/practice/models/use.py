"""What a note does for people: trials, variants, « ça m’a servi »; and small initiatives, « j’essaie… d’ici… »."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.spine.reading import Readable
from terreau.ui.keys import KeyField

from ..words import tidy
from .beside import ONCE, NoteBeside, recount_trials
from .rights import questioned_by, readable_by


class TrialQuerySet(Readable):
    def for_viewer(self, viewer):
        """Trials of the notes this viewer may read, and of the practices in question they may read."""
        of_notes = readable_by(viewer, note="note__") & Q(note__isnull=False)
        of_questions = questioned_by(viewer, questioning="questioning__") & Q(questioning__isnull=False)
        return self.filter(of_notes | of_questions)

    def of(self, community: int, note: int):
        """Those of a note that was found for a viewer."""
        return self.filter(community=community, note=note).seen()

    def over(self):
        """Those whose outcome was told."""
        return self.filter(told_at__isnull=False)

    def going(self):
        """« J’essaie… d’ici… »: not told yet."""
        return self.filter(told_at=None)


class Trial(models.Model):
    """Somebody tries, or tried: a note, or the hypothesis of a practice in question."""

    class Again(models.TextChoices):
        YES = "yes", gettext_lazy("Je le referais")
        OTHERWISE = "otherwise", gettext_lazy("Je le referais autrement")
        NO = "no", gettext_lazy("Je ne le referais pas")

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    note = models.ForeignKey("practice.Note", models.CASCADE, null=True, related_name="trials", db_index=False)
    questioning = models.ForeignKey("practice.Questioning", models.CASCADE, null=True, related_name="trials")
    key = KeyField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="trials")
    what = models.CharField(gettext_lazy("j’essaie"), max_length=300, blank=True)
    until = models.DateField(gettext_lazy("d’ici"), null=True)
    begun_at = models.DateTimeField()
    changed = models.TextField(gettext_lazy("ce que ça a changé chez nous"), max_length=2_000, blank=True)
    took = models.CharField(gettext_lazy("combien de temps"), max_length=120, blank=True)
    again = models.CharField(max_length=10, choices=Again.choices, blank=True)
    told_at = models.DateTimeField(null=True)
    form_key = models.CharField(max_length=32, blank=True)

    objects = TrialQuerySet.as_manager()

    class Meta:
        ordering = ["begun_at", "id"]
        indexes = [models.Index(fields=["community", "note"], name="trials_of_community")]
        constraints = [
            models.CheckConstraint(
                condition=Q(note__isnull=False, questioning=None) | Q(note=None, questioning__isnull=False),
                name="a_trial_is_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(told_at=None) | ~Q(changed=""), name="what_is_told_says_something"),
            models.UniqueConstraint(
                fields=["person", "form_key"], condition=~Q(form_key=""), name="one_trial_for_a_form"
            ),
        ]

    def __str__(self):
        return self.what or self.changed[:60]

    @property
    def about(self):
        """The note, or the practice in question."""
        return self.note or self.questioning

    @classmethod
    @transaction.atomic
    def begin(cls, about, *, by, at, what: str = "", until: date | None = None, form_key="") -> "Trial":
        """« J’essaie… d’ici… »: seen by whoever reads what is tried. The same form twice gives the same trial."""
        if found := cls._sent(by, form_key):
            return found
        trial = cls.objects.create(
            **cls._tied(about), person=by, what=tidy(what)[:300], until=until, begun_at=at, form_key=form_key
        )
        about.community.record("trial-begun", by=by, about=trial, at=at)
        return trial

    @classmethod
    @transaction.atomic
    def told(cls, about, *, by, at, changed: str, took: str = "", again: str = "", form_key="") -> "Trial":
        """« Je l’ai essayée »: begun and told at once; ends a trial of one's own that was going on."""
        if found := cls._sent(by, form_key):
            return found
        going = cls.objects.visible_to(ONCE).going().filter(**cls._tied(about), person=by).first()
        trial = going or cls.objects.create(**cls._tied(about), person=by, begun_at=at, form_key=form_key)
        trial.tell(by=by, at=at, changed=changed, took=took, again=again)
        if going and form_key:
            cls.objects.filter(pk=going.pk).update(form_key=form_key)
        return trial

    @transaction.atomic
    def tell(self, *, by, at, changed: str, took: str = "", again: str = "") -> None:
        """What it changed, how long it took, whether one would do it again; told again, it is corrected."""
        changed, took = tidy(changed)[:2_000], tidy(took)[:120]
        if not changed:
            raise ValidationError(_("Dites ce que ça a changé chez vous, même si c’est « rien »."), code="changed")
        words = {"changed": changed, "took": took, "again": again}
        if self.told_at is not None and all(getattr(self, name) == said for name, said in words.items()):
            return
        told_at = self.told_at or at
        Trial.objects.filter(pk=self.pk).update(**words, told_at=told_at)
        vars(self).update(words, told_at=told_at)
        if self.note_id:
            recount_trials(self.note)
        self.community.record("trial-told", by=by, about=self, at=at)

    @transaction.atomic
    def drop(self, *, by, at) -> None:
        """Give up an initiative, or take one's words back. Nothing is said of it."""
        note, community, pk = self.note, self.community, self.pk
        if Trial.objects.filter(pk=pk).delete()[0]:
            if note is not None:
                recount_trials(note)
            community.record("trial-dropped", by=by, about=note or self.questioning, at=at)

    @classmethod
    def _sent(cls, by, form_key):
        return form_key and cls.objects.visible_to(ONCE).filter(person=by, form_key=form_key).first()

    @staticmethod
    def _tied(about) -> dict:
        return {"community": about.community, "note" if about._meta.model_name == "note" else "questioning": about}


class Variant(NoteBeside):
    """How it is done somewhere else: « équipe de nuit », « petite association »."""

    note = models.ForeignKey("practice.Note", models.CASCADE, related_name="variants", db_index=False)
    key = KeyField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(gettext_lazy("où, pour qui"), max_length=120)
    words = models.TextField(gettext_lazy("ce qui change"), max_length=4_000)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["community", "note"], name="variants_of_community")]

    def __str__(self):
        return self.name

    @classmethod
    @transaction.atomic
    def add(cls, note, *, by, at, name: str, words: str) -> "Variant":
        """Say how it is done elsewhere; the same words twice are one variant."""
        name, words = " ".join(tidy(name).split())[:120], tidy(words)[:4_000]
        if not name or not words:
            raise ValidationError(_("Une variante dit où, et ce qui change."), code="words")
        known = cls.objects.visible_to(ONCE).filter(note=note, person=by, name=name, words=words).first()
        if known:
            return known
        variant = cls.objects.create(community=note.community, note=note, person=by, name=name, words=words, at=at)
        note.community.record("variant-added", by=by, about=variant, at=at)
        return variant

    @transaction.atomic
    def drop(self, *, by, at) -> None:
        """Take it back."""
        note = self.note
        if Variant.objects.filter(pk=self.pk).delete()[0]:
            note.community.record("variant-dropped", by=by, about=note, at=at)


class Use(NoteBeside):
    """« Ça m’a servi »: one person, one note, one day. Never counted over people."""

    note = models.ForeignKey("practice.Note", models.CASCADE, related_name="uses", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["day", "id"]
        constraints = [models.UniqueConstraint(fields=["note", "person", "day"], name="served_once_a_day")]
        indexes = [models.Index(fields=["community", "note", "day"], name="uses_of_community")]

    def __str__(self):
        return f"{self.note_id} · {self.day}"

    @classmethod
    @transaction.atomic
    def say(cls, note, *, by, at) -> None:
        """It served me today. Twice a day is once."""
        day = note.community.day(at)
        if not cls.objects.visible_to(ONCE).filter(note=note, person=by, day=day).exists():
            row = cls(community_id=note.community_id, note=note, person=by, day=day, at=at)
            cls.objects.bulk_create([row], ignore_conflicts=True)
            note.community.record("note-served", by=by, about=note, at=at)

    @classmethod
    @transaction.atomic
    def unsay(cls, note, *, by, at) -> None:
        """Take today's back."""
        day = note.community.day(at)
        if cls.objects.filter(note=note, person=by, day=day).delete()[0]:
            note.community.record("note-served-taken-back", by=by, about=note, at=at)
