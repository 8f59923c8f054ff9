"""A note as its page shows it: its words in the reader's language, and all that goes with it, in very few queries."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import CharField, DateField, DateTimeField, IntegerField, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext as _

from terreau.community.asking import Within
from terreau.community.models import Circle
from terreau.conversation.saying import first_name, full_name, some_of
from terreau.spine.asking import Question, columns, instance

from . import origins
from .kinds import shape_of
from .models import CoAuthor, Note, NoteFile, NoteText, Origin, Remark, Shelved, Tagged, Trial, Use, Variant
from .picturing import Pictures, shower
from .words import PARTS

_NAMES = ("note__written_by__name", "note__caretaker__name", "note__reread_by__name", "by__name")


class Beside(NamedTuple):
    """One thing that goes with a note."""

    what: str  # author, trial, variant, use, remark, tag, shelf
    key: str
    person_id: int | None
    name: str
    text: str
    more: str
    extra: str
    at: datetime | None
    day: date | None

    @property
    def by(self) -> str:
        """The person's name, or a plain word for whoever left without leaving theirs."""
        return full_name(self.name)


@dataclass
class NotePage:
    """A note found for a viewer."""

    note: Note
    texts: dict[str, NoteText]
    language: str  # of the text shown
    names: dict[str, str]
    beside: dict[str, list[Beside]] = field(default_factory=dict)
    pictures: Pictures = field(default_factory=lambda: Pictures([]))
    came: list[origins.Came] = field(default_factory=list)

    @property
    def text(self) -> NoteText:
        """The words shown."""
        return self.texts[self.language]

    @property
    def parts(self) -> list[tuple[str, object]]:
        """(label, words) of each part that says something, in the order of its kind, with the pictures it asks for."""
        shape = shape_of(self.note.kind)
        labelled = [(getattr(shape, name), name) for name in PARTS]
        said = [(part.label, self.text.shown(name)) for part, name in labelled if part and getattr(self.text, name)]
        show = shower(self.note.get_absolute_url())
        return [(label, self.pictures.put_in(words, show)) for label, words in said]

    def of(self, what: str) -> list[Beside]:
        """What of this goes with it."""
        return self.beside.get(what, [])

    @property
    def signed(self) -> str:
        """« Louis, Inès et Samira »: who wrote it, then who signs it too."""
        others = [full_name(row.name) for row in self.of("author") if row.at]
        names = [full_name(self.names["written_by"]), *others]
        return names[0] if len(names) == 1 else _("%(names)s et %(last)s") % {
            "names": ", ".join(names[:-1]), "last": names[-1]
        }  # fmt: skip

    @property
    def told(self) -> list[Beside]:
        """The trials whose outcome was told."""
        return [row for row in self.of("trial") if row.at]

    @property
    def going(self) -> list[Beside]:
        """« J’essaie… d’ici… »."""
        return [row for row in self.of("trial") if not row.at]

    def served(self, person) -> str:
        """« Elle a servi à Amina, deux autres et vous. », each named once; empty when nobody said so."""
        names = {row.person_id: first_name(row.name) for row in self.of("use")}
        me = person is not None and names.pop(person.pk, None) is not None
        if not names and not me:
            return ""
        return _("Elle a servi à %(names)s.") % {"names": some_of(list(names.values()), me=me)}

    def offered_to(self, person) -> bool:
        """Whether this person was offered to sign it, and has not answered."""
        return any(row.person_id == person.pk and not row.at for row in self.of("author"))


def find_note(viewer, community, key: str, language: str) -> NotePage | None:
    """The note and its words in every language; None when it is not this viewer's to read. One query."""
    rows = _FIND.ask(viewer, community, key=key)
    if not rows:
        return None
    texts: dict[str, NoteText] = {}
    for row in map(iter, rows):
        text, note, circle = instance(NoteText, row), instance(Note, row), instance(Circle, row)
        note.community, note.circle = community, circle if note.circle_id else None
        text.note = note
        texts[text.language] = text
        names = dict(zip(("written_by", "caretaker", "reread_by", "text_by"), row, strict=True))
        text.by_name = names["text_by"]
    shown = language if language in texts else note.language
    return NotePage(note, texts, shown, {name: said or "" for name, said in names.items()})


def fill(page: NotePage, viewer) -> NotePage:
    """What goes with the note, where it came from, and its files."""
    note = page.note
    where = {"community": note.community_id, "note": note.pk}
    for row in _BESIDE.ask(**where):
        one = Beside(*row)
        page.beside.setdefault(one.what, []).append(one)
    if note.files_count:
        page.pictures = Pictures(files_of(note))
    if note.origins_count:
        page.came = origins.came_from(viewer, Origin.objects.of(note.community_id, note.pk))
    return page


def files_of(note) -> list[NoteFile]:
    """The files of a note that was found for a viewer, in order, each knowing the names of its earlier versions."""
    rows = list(NoteFile.objects.of(note.community_id, note.pk).filter(removed_at=None).select_related("file"))
    by_pk = {row.pk: row for row in rows}
    for row in rows:
        now = row
        while now.replaced_by in by_pk:
            now = by_pk[now.replaced_by]
        now.known_as = [*now.known_as, row.file.name]
    return [row for row in rows if row.replaced_by is None]


def _find(viewer, *, community, key):
    rows = NoteText.objects.visible_to(viewer).filter(community=community, note__key=key)
    wanted = [*columns(NoteText), *columns(Note, "note__"), *columns(Circle, "note__circle__")]
    return rows.values_list(*wanted, *_NAMES)


def _text(said="") -> Value:
    return Value(said, output_field=CharField())


_NEVER = Cast(Value(None), DateTimeField())
_NO_DAY = Cast(Value(None), DateField())
_NOBODY = Cast(Value(None), IntegerField())


def _beside(*, community, note):
    """Everything beside a note as rows of one shape, in one query."""

    def of(model, what, key, *rest):
        return model.objects.of(community, note).order_by().values_list(_text(what), key, *rest)

    tried = Coalesce(NullIf("changed", _text()), "what", output_field=TextField())
    person = ("person_id", "person__name")
    rows = of(Trial, "trial", "key", *person, tried, "took", "again", "told_at", "until")
    others = [
        of(CoAuthor, "author", _text(), *person, _text(), _text(), _text(), "accepted_at", _NO_DAY),
        of(Variant, "variant", "key", *person, "words", "name", _text(), "at", _NO_DAY),
        of(Use, "use", _text(), *person, _text(), _text(), _text(), _NEVER, "day"),
        of(Remark, "remark", "key", *person, "words", _text(), _text(), "at", _NO_DAY).filter(settled_at=None),
        of(Tagged, "tag", "tag__key", _NOBODY, "tag__name", _text(), _text(), _text(), _NEVER, _NO_DAY),
        of(Shelved, "shelf", "shelf__key", _NOBODY, "shelf__name", _text(), _text(), "shelf__kind", _NEVER, _NO_DAY)
        .filter(shelf__put_away_at=None),
    ]  # fmt: skip
    return rows.union(*others, all=True)


_FIND, _BESIDE = Within(_find), Question(_beside)
