"""The list of notes, a page at a time from a moment, never from a count."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from terreau.community.asking import Within
from terreau.conversation.saying import first_name
from terreau.spine.asking import Question

from .kinds import Kind
from .models import Note, Shelf, Shelved, Tag, Tagged

A_PAGE = 20
_FIELDS = (
    "pk", "key", "kind", "language", "title", "gist", "other_title", "other_gist", "changed_at", "standing",
    "reread_at", "written_at", "trials_count", "hidden_at", "written_by__name", "circle__name", "review_on",
)  # fmt: skip


class NoteRow(NamedTuple):
    """One note as a list shows it."""

    pk: int
    key: str
    kind: str
    language: str
    title: str
    gist: str
    other_title: str
    other_gist: str
    changed_at: datetime
    standing: str
    reread_at: datetime | None
    written_at: datetime
    trials_count: int
    hidden_at: datetime | None
    written_by: str
    circle: str | None
    review_on: date

    @property
    def kind_said(self) -> str:
        """« Méthode »."""
        return str(Kind(self.kind).label)

    @property
    def is_due(self) -> bool:
        """Whether its day to be read again has come."""
        return self.review_on <= timezone.localdate()

    @property
    def author(self) -> str:
        """The first name of who wrote it down."""
        return first_name(self.written_by)

    @property
    def cursor(self) -> str:
        """Where the list goes on from."""
        return f"{int(self.changed_at.timestamp() * 1_000_000)}-{self.key}"

    def title_in(self, language: str) -> str:
        """Its title in the reader's language when somebody wrote it so."""
        return self.other_title if self.other_title and language != self.language else self.title

    def gist_in(self, language: str) -> str:
        """Its one line, likewise."""
        return self.other_gist if self.other_title and language != self.language else self.gist


class NotesPage(NamedTuple):
    """One page of the list, and where the next one begins."""

    rows: list[NoteRow]
    older: str = ""


def page_of(viewer, community, *, kind: str = "", shelf=None, tag=None, before: str = "", most=A_PAGE) -> NotesPage:
    """Notes from a cursor, the one that changed last first; a cursor that cannot be read is the beginning."""
    cursor = _read(before)
    values = {**cursor, **({"kind": kind} if kind else {})}
    values |= {"shelf": shelf.pk} if shelf else {}
    values |= {"tag": tag.pk} if tag else {}
    found = _NOTES.ask(viewer, community, bool(cursor), most + 1, **values)
    rows = [NoteRow(*row) for row in found]
    return NotesPage(rows[:most], rows[most - 1].cursor if len(rows) > most else "")


def _notes(viewer, older, most, *, community, kind="", shelf=None, tag=None, at=None, key=""):
    rows = Note.objects.visible_to(viewer).filter(community=community)
    if kind:
        rows = rows.filter(kind=kind)
    if shelf:
        rows = rows.filter(pk__in=Shelved.objects.filter(shelf=shelf).values("note"))
    if tag:
        rows = rows.filter(pk__in=Tagged.objects.filter(tag=tag).values("note"))
    if older:
        rows = rows.filter(Q(changed_at__lt=at) | Q(changed_at=at, key__lt=key), changed_at__lte=at)
    return rows.order_by("-changed_at", "-key").values_list(*_FIELDS)[:most]


class Place(NamedTuple):
    """A shelf or a word beside the list."""

    what: str  # intention, question, brassee, tag
    key: str
    name: str


def places_of(community) -> dict[str, list[Place]]:
    """The shelves, questions, brassées and words of a community found for one of its members; one query."""
    found: dict[str, list[Place]] = {}
    for row in _PLACES.ask(community=community.pk):
        found.setdefault(row[0], []).append(Place(*row))
    return found


def _places(*, community):
    from django.db.models import CharField, Value

    shelves = Shelf.objects.filter(community=community, put_away_at=None).seen().order_by()
    tags = Tag.objects.filter(community=community, synonym_of=None, tagged__isnull=False).seen().order_by()
    rows = shelves.values_list("kind", "key", "name")
    return rows.union(tags.values_list(Value("tag", output_field=CharField()), "key", "name")).order_by("name")


_NOTES, _PLACES = Within(_notes), Question(_places)


def _read(cursor: str) -> dict:
    """The moment and the key a cursor stands for; nothing when it cannot be read."""
    microseconds, _dash, key = cursor[:40].partition("-")
    if not microseconds.isascii() or not microseconds.isdigit() or not key.isalnum():
        return {}
    try:
        return {"at": datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(microseconds)), "key": key}
    except OverflowError:
        return {}
