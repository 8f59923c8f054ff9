"""Reading what came out of a date."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Case, CharField, Value, When

from terreau.community.asking import Within
from terreau.files.models import File
from terreau.practice.models import Note
from terreau.spine.asking import columns, instance

from .models import Gathering, Memory, MemoryFile, MemoryText
from .models.memory import PARTS

TEXT = CharField()
NOTHING = Value("", TEXT)


@dataclass
class Remembered:
    """A memory with its texts (the reader's language first), its notes and its files."""

    memory: Memory
    texts: list[MemoryText] = field(default_factory=list)
    files: list[MemoryFile] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def links(self) -> list[str]:
        """One a line."""
        return [line.strip() for line in self.memory.links.splitlines() if line.strip()]


def is_remembered(gathering) -> bool:
    """Whether the memory of a date that was found for this viewer is published. No query."""
    return gathering.is_touched and getattr(gathering, "memory", None) is not None


def memory_of(viewer, gathering) -> Remembered | None:
    """The memory of a date that was found for this viewer, if it is published. One query."""
    if not is_remembered(gathering):
        return None
    memory = gathering.memory
    memory.community, held = gathering.community, Remembered(memory)
    for what, number, *said in _PARTS.ask(viewer, memory.community, memory=memory.pk):
        if what == "text":
            parts = dict(zip(PARTS, said[1:], strict=True))
            held.texts.append(MemoryText(pk=number, memory=memory, language=said[0], **parts))
        elif what == "note":
            held.notes.append(Note(pk=number, community=gathering.community, **dict(zip(SAYS, said, strict=False))))
        else:
            file = File(key=said[1], name=said[2])
            held.files.append(MemoryFile(pk=number, alt=said[0], is_photo=what == "photo", file=file))
    held.texts.sort(key=lambda text: text.language != viewer.locale[:2])
    held.files.sort(key=lambda one: one.pk)
    held.notes.sort(key=lambda one: one.title.casefold())
    return held


SAYS = ("key", "kind", "title", "other_title", "language")  # of a note


def _parts(viewer, *, community, memory):
    """Texts, files and notes, each as this viewer may read them: what it is, its number, then its words."""
    texts = MemoryText.objects.visible_to(viewer).filter(memory=memory).order_by()
    files = MemoryFile.objects.visible_to(viewer).filter(memory=memory).order_by()
    notes = Note.objects.visible_to(viewer).filter(community=community, memories__memory=memory, hidden_at=None)
    photo = Case(When(is_photo=True, then=Value("photo")), default=Value("file"), output_field=TEXT)
    rest = [NOTHING] * (len(PARTS) + 1)
    return texts.values_list(Value("text", TEXT), "pk", "language", *PARTS).union(
        files.values_list(photo, "pk", "alt", "file__key", "file__name", *rest[3:]),
        notes.order_by().values_list(Value("note", TEXT), "pk", *SAYS, *rest[len(SAYS) :]),
        all=True,
    )


def last_time(viewer, gathering) -> MemoryText | None:
    """What came out of the last date of its series before it, in the reader's language if there is one."""
    if not gathering.series_id:
        return None
    series = gathering.series
    rows = _LAST_TIME.ask(viewer, gathering.community, series=series.pk, begins=gathering.starts_at)
    found = [_text_of(iter(row), series) for row in rows]
    same = [one for one in found if one.memory_id == found[0].memory_id]
    return min(same, key=lambda text: text.language != viewer.locale[:2], default=None)


def _last_time(viewer, *, community, series, begins):
    rows = MemoryText.objects.visible_to(viewer).filter(
        community=community, memory__gathering__series=series, memory__gathering__starts_at__lt=begins
    )
    said = *columns(MemoryText), *columns(Memory, "memory__"), *columns(Gathering, "memory__gathering__")
    return rows.order_by("-memory__gathering__starts_at", "language").values_list(*said)[:2]


def _text_of(row: Iterator, series) -> MemoryText:
    text, memory, gathering = instance(MemoryText, row), instance(Memory, row), instance(Gathering, row)
    text.memory, memory.gathering = memory, gathering
    gathering.series, gathering.community = series, series.community
    return text


_PARTS, _LAST_TIME = Within(_parts), Within(_last_time, with_hats=False)
