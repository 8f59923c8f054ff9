"""A note: something the community knows how to do, with its caretaker, its trials and where it came from."""

from datetime import date, datetime, timedelta
from zlib import crc32

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.conversation.models.thread import refuse_where_ended
from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

from ..kinds import Kind, Language, Licence
from ..words import MAX_TITLE, Words, gist_of
from .rights import readable_by

REVIEW_AFTER = timedelta(days=180)
SPREAD = 60  # days over which the re-readings of one day's notes are spread
REST = timedelta(days=365)  # a fallow note is looked at again after a year
MEND = timedelta(days=30)  # one to be corrected, after a month


class NoteQuerySet(Readable):
    def for_viewer(self, viewer):
        """Notes of the viewer's communities, of their circles, and of circles where they are a guest."""
        return self.filter(readable_by(viewer))

    def due(self, today: date):
        """Whose re-reading has come, the oldest first."""
        return self.filter(review_on__lte=today, hidden_at=None).order_by("review_on", "pk")

    def unfiled(self):
        """Nobody has filed them yet."""
        return self.filter(filed_at=None, hidden_at=None)


class Note(models.Model):
    """One note. Its words are in `NoteText`, one for each language; this row says what lists need."""

    class Standing(models.TextChoices):
        GOOD = "good", gettext_lazy("toujours bon")
        TO_CORRECT = "correct", gettext_lazy("à corriger")
        FALLOW = "fallow", gettext_lazy("en jachère")

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="notes", db_index=False)
    circle = models.ForeignKey("community.Circle", models.CASCADE, null=True, related_name="notes", db_index=False)
    key = KeyField()
    kind = models.CharField(gettext_lazy("sorte"), max_length=12, choices=Kind.choices)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.FR)  # it was written in
    title = models.CharField(max_length=MAX_TITLE)  # in that language
    gist = models.CharField(max_length=200, blank=True)
    other_title = models.CharField(max_length=MAX_TITLE, blank=True)  # in the other, once somebody wrote it
    other_gist = models.CharField(max_length=200, blank=True)
    link = models.URLField(gettext_lazy("lien"), max_length=500, blank=True)
    licence = models.CharField(gettext_lazy("licence"), max_length=12, choices=Licence.choices, default=Licence.OURS)
    credit = models.CharField(gettext_lazy("mention exacte"), max_length=500, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notes")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    caretaker = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="notes_kept")
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.GOOD)
    reread_at = models.DateTimeField(null=True)
    reread_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    review_on = models.DateField()
    filed_at = models.DateTimeField(null=True)  # given its kind, words and shelf by who keeps them, or by its author
    trials_count = models.PositiveIntegerField(default=0)
    files_count = models.PositiveSmallIntegerField(default=0)
    origins_count = models.PositiveSmallIntegerField(default=0)
    hidden_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(max_length=300, blank=True)
    form_key = models.CharField(max_length=32, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["community", "changed_at", "key"], name="notes_of_community"),
            models.Index(fields=["community", "kind", "changed_at", "key"], name="notes_by_kind"),
            models.Index(fields=["community", "review_on"], name="notes_to_reread"),
            models.Index(
                fields=["community", "written_at"], name="notes_to_file", condition=Q(filed_at=None, hidden_at=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["written_by", "form_key"], condition=~Q(form_key=""), name="one_note_for_a_form"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("practice:note", args=[self.community.slug, self.key])

    def title_in(self, language: str) -> str:
        """Its title for a reader of that language: in theirs when there is one."""
        return self.other_title if self.other_title and language != self.language else self.title

    # ---- verbs ----
    @classmethod
    def write(cls, community, *, by, at, kind: str, words: Words, language="fr", circle=None, form_key="", **given):
        """Write a note down; the same form sent twice gives the same note.

        `given`: link, licence, credit, files [(file, alt)], origins [(kind, thing, within)], authors (people to whom
        signing it together is offered), filed (False leaves it in the documentalist's inbox).
        """
        if form_key and (already := cls._sent(by, form_key)):
            return already
        refuse_where_ended(circle)
        with transaction.atomic():
            note = cls._made(community, by, at, kind, words.tidied(), language, circle, form_key, given)
            community.record("note-written", by=by, about=note, at=at, kind=note.kind)
        return note

    @classmethod
    @transaction.atomic
    def seed(cls, community, words: Words, *, by, at, **given) -> "Note":
        """The beginning of a story of value, as it was said, that says itself what it still lacks."""
        note = cls.write(community, by=by, at=at, kind=Kind.STORY, words=words, **given)
        if note.standing == cls.Standing.GOOD and note.reread_at is None:
            lacks = _("Récit à compléter : où et quand, ce qui a changé, pour qui, et ce que cela a valu.")
            note.reread(cls.Standing.TO_CORRECT, by=by, at=at, words=lacks)
        return note

    @classmethod
    def _sent(cls, by, form_key):
        rows = cls.objects.visible_to(System("a form sent twice")).select_related("community")
        return rows.filter(written_by=by, form_key=form_key).first()

    @classmethod
    def _made(cls, community, by, at, kind, words, language, circle, form_key, given) -> "Note":
        from .beside import CoAuthor, NoteFile, Origin
        from .text import NoteText

        if not words.title:
            raise ValidationError(_("Il manque un titre."), code="title")
        also = {name: given[name] for name in ("link", "licence", "credit") if given.get(name)}
        note = cls.objects.create(
            community=community, circle=circle, kind=Kind(kind), language=language, title=words.title,
            gist=gist_of(words), written_by=by, written_at=at, changed_at=at, caretaker=by, form_key=form_key,
            review_on=community.day(at) + REVIEW_AFTER, filed_at=at if given.get("filed", True) else None, **also,
        )  # fmt: skip
        note._set(review_on=note.next_review(community.day(at) + REVIEW_AFTER))
        NoteText.put(note, language, words, by=by, at=at)
        NoteFile.hang(note, given.get("files", ()), by=by, at=at)
        Origin.link(note, given.get("origins", ()))
        CoAuthor.offer(note, given.get("authors", ()), by=by, at=at)
        return note

    def next_review(self, day: date) -> date:
        """That day, or some days later: each note has its own shift, so that what was written together is not due
        together."""
        return day + timedelta(days=crc32(self.title.encode()) % SPREAD)

    @transaction.atomic
    def reread(self, verdict: str, *, by, at: datetime, words: str = "") -> None:
        """« Toujours bon », « à corriger » with a remark, « en jachère ». The same twice in a day changes nothing."""
        from .life import Reading, Remark

        verdict = Note.Standing(verdict)
        if verdict == Note.Standing.TO_CORRECT:
            Remark.make(self, words, by=by, at=at)
        if not Reading.note_down(self, verdict, by=by, at=at):
            return
        again = {Note.Standing.FALLOW: REST, Note.Standing.TO_CORRECT: MEND}.get(verdict, REVIEW_AFTER)
        self._set(
            standing=verdict, reread_at=at, reread_by=by, review_on=self.next_review(self.community.day(at) + again)
        )  # fmt: skip
        self.community.record("note-reread", by=by, about=self, at=at, verdict=str(verdict))

    @transaction.atomic
    def entrust(self, person, *, by, at):
        """Give the note a caretaker, or leave it without one. The same person twice changes nothing."""
        kept = person.pk if person else None
        rows = Note.objects.filter(pk=self.pk).exclude(caretaker=kept) if kept else Note.objects.filter(pk=self.pk)
        if rows.exclude(caretaker=None).update(caretaker=None) if kept is None else rows.update(caretaker=kept):
            self.caretaker = person
            self.community.record("note-entrusted", by=by, about=self, at=at)

    @transaction.atomic
    def describe(self, *, by, at, **fields):
        """Change its kind, link, licence or credit; the same values change nothing."""
        fresh = {name: value for name, value in fields.items() if getattr(self, name) != value}
        if fresh:
            self._set(**fresh, changed_at=at)
            self.community.record("note-described", by=by, about=self, at=at, fields=sorted(fresh))

    @transaction.atomic
    def file_away(self, *, by, at):
        """It has its place now. Filing it twice changes nothing."""
        if Note.objects.filter(pk=self.pk, filed_at=None).update(filed_at=at):
            self.filed_at = at
            self.community.record("note-filed", by=by, about=self, at=at)

    @transaction.atomic
    def hide(self, *, by, at, reason: str):
        """Take the note out, with a reason that its author and the journal see."""
        if Note.objects.filter(pk=self.pk, hidden_at=None).update(hidden_at=at, hidden_reason=reason):
            self.hidden_at, self.hidden_reason = at, reason
            self.community.record("note-hidden", by=by, about=self, at=at, reason=reason)

    @transaction.atomic
    def show(self, *, by, at):
        """Put the note back."""
        if Note.objects.filter(pk=self.pk, hidden_at__isnull=False).update(hidden_at=None, hidden_reason=""):
            self.hidden_at, self.hidden_reason = None, ""
            self.community.record("note-shown", by=by, about=self, at=at)

    def _set(self, **fields) -> None:
        Note.objects.filter(pk=self.pk).update(**fields)
        for field, value in fields.items():
            setattr(self, field, value)
