"""What a note says, in each language, with every version it had."""

from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from terreau.spine.reading import System
from terreau.ui.rich import SafeRich

from .. import merging
from ..kinds import Language
from ..words import MAX_TITLE, PARTS, Words, gist_of, shown
from .rights import NoteBesideQuerySet

ONE_AT_A_TIME = System("one change of a note at a time")


class Clash(Exception):
    """Two people changed the same words: `words` holds both, `version` is what was merged with; nothing was saved."""

    def __init__(self, words: Words, version: int, by):
        super().__init__("both are in the box")
        self.words, self.version, self.by = words, version, by


class Kept(NamedTuple):
    """What an edit did: whether anything changed, and whether somebody else's words were put beside."""

    changed: bool
    merged_with: object | None = None


class Written(models.Model):
    """Some words of a note in one language, by somebody, at a moment."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    title = models.CharField(max_length=MAX_TITLE)
    when = models.TextField(blank=True)
    needs = models.TextField(blank=True)
    body = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = NoteBesideQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def words(self) -> Words:
        """As typed."""
        return Words(self.title, self.when, self.needs, self.body)


class NoteText(Written):
    """What a note says now in one language, as written and as shown."""

    note = models.ForeignKey("practice.Note", models.CASCADE, related_name="texts", db_index=False)
    language = models.CharField(max_length=2, choices=Language.choices)
    version = models.PositiveIntegerField(default=1)
    when_html = models.TextField(blank=True)
    needs_html = models.TextField(blank=True)
    body_html = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "language"], name="one_text_in_a_language")]
        indexes = [models.Index(fields=["community", "note"], name="note_texts_of_community")]

    def __str__(self):
        return f"{self.title} ({self.language})"

    def shown(self, part: str) -> SafeRich:
        """One part, as it came through the door of rich text."""
        return SafeRich.from_database(getattr(self, f"{part}_html"))

    # ---- verbs ----
    @classmethod
    def put(cls, note, language: str, words: Words, *, by, at) -> "NoteText":
        """The first words in this language; part of a note's verb."""
        text = cls.objects.create(
            community_id=note.community_id, note=note, language=Language(language), by=by, at=at,
            **words._asdict(), **_html(words),
        )  # fmt: skip
        NoteVersion.keep(note, text)
        return text

    @classmethod
    @transaction.atomic
    def translate(cls, note, language: str, words: Words, *, by, at) -> "NoteText":
        """The note in its other language, beside the first; ValidationError when somebody was faster."""
        words = words.tidied()
        if cls.objects.visible_to(ONE_AT_A_TIME).filter(note=note, language=language).exists():
            raise ValidationError(_("Cette version existe déjà : ouvrez-la pour la corriger."), code="exists")
        text = cls.put(note, language, words, by=by, at=at)
        note._set(other_title=words.title, other_gist=gist_of(words), changed_at=at)
        note.community.record("note-translated", by=by, about=note, at=at, language=language)
        return text

    @transaction.atomic
    def edit(self, words: Words, *, base: int, by, at) -> Kept:
        """Say it better, from version `base`. What somebody else wrote meanwhile is put beside; `Clash` when both
        changed the same words. The same words change nothing."""
        words = words.tidied()
        rows = NoteText.objects.visible_to(ONE_AT_A_TIME).select_related("by").select_for_update(of=("self",))
        row = rows.get(pk=self.pk)
        row.note = self.note
        other = None
        if row.version != base and words != row.words:
            words, other = self._merged(row, base, words), row.by
        if words == row.words:
            return Kept(changed=False)
        row._say(words, by=by, at=at)
        vars(self).update({name: value for name, value in vars(row).items() if name != "_state"})
        return Kept(changed=True, merged_with=other if other is not None and other.pk != by.pk else None)

    def _merged(self, row: "NoteText", base: int, mine: Words) -> Words:
        began = NoteVersion.objects.visible_to(ONE_AT_A_TIME).filter(note=row.note_id, language=row.language)
        before = began.filter(number=base).first()
        found = [
            merging.merge(getattr(before, name, ""), getattr(mine, name), getattr(row, name))
            for name in ("title", *PARTS)
        ]
        words = Words(*(one.text for one in found))
        if any(one.clashes for one in found) or len(words.title) > MAX_TITLE:
            raise Clash(words, row.version, row.by)
        return words

    def _say(self, words: Words, *, by, at) -> None:
        fields = {**words._asdict(), **_html(words), "by": by, "at": at, "version": self.version + 1}
        NoteText.objects.filter(pk=self.pk).update(**fields)
        for name, value in fields.items():
            setattr(self, name, value)
        note = self.note
        NoteVersion.keep(note, self)
        first = self.language == note.language
        said = {"title": words.title, "gist": gist_of(words)}
        note._set(**(said if first else {f"other_{name}": value for name, value in said.items()}), changed_at=at)
        note.community.record("note-edited", by=by, about=note, at=at, language=self.language)


class NoteVersion(Written):
    """What a note said at one time, in one language; the latest one is what it says now."""

    note = models.ForeignKey("practice.Note", models.CASCADE, related_name="versions", db_index=False)
    language = models.CharField(max_length=2, choices=Language.choices)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "language", "number"], name="one_note_version_of_a_number")
        ]
        indexes = [models.Index(fields=["community", "note", "at"], name="note_versions_of_community")]

    def __str__(self):
        return f"{self.title} ({self.language}, {self.number})"

    @classmethod
    def keep(cls, note, text: NoteText) -> None:
        """Keep what the text says now."""
        cls.objects.create(
            community_id=note.community_id, note=note, language=text.language, number=text.version,
            by=text.by, at=text.at, **text.words._asdict(),
        )  # fmt: skip


def _html(words: Words) -> dict[str, str]:
    return {f"{part}_html": shown(getattr(words, part)) for part in PARTS}
