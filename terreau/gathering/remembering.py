"""Reading what came out of a date."""

from dataclasses import dataclass, field

from django.db.models import Case, CharField, Value, When

from terreau.files.models import File
from terreau.practice.models import Note

from .models import Memory, MemoryFile, MemoryText
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


def memory_of(viewer, gathering) -> Remembered | None:
    """The memory of a date that was found for this viewer, if it is published. One query."""
    memory = getattr(gathering, "memory", None) if gathering.is_touched else None
    if memory is None:
        return None
    memory.community, held = gathering.community, Remembered(memory)
    for what, number, *said in _parts(viewer, memory):
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


def _parts(viewer, memory: Memory):
    """Texts, files and notes, each as this viewer may read them: what it is, its number, then its words."""
    texts = MemoryText.objects.visible_to(viewer).filter(memory=memory).order_by()
    files = MemoryFile.objects.visible_to(viewer).filter(memory=memory).order_by()
    notes = Note.objects.visible_to(viewer).filter(memories__memory=memory, hidden_at=None).order_by()
    photo = Case(When(is_photo=True, then=Value("photo")), default=Value("file"), output_field=TEXT)
    rest = [NOTHING] * (len(PARTS) + 1)
    return texts.values_list(Value("text", TEXT), "pk", "language", *PARTS).union(
        files.values_list(photo, "pk", "alt", "file__key", "file__name", *rest[3:]),
        notes.values_list(Value("note", TEXT), "pk", *SAYS, *rest[len(SAYS) :]),
        all=True,
    )


def last_time(viewer, gathering) -> MemoryText | None:
    """What came out of the last date of its series before it, in the reader's language if there is one."""
    if not gathering.series_id:
        return None
    rows = MemoryText.objects.visible_to(viewer).filter(
        memory__gathering__series=gathering.series_id, memory__gathering__starts_at__lt=gathering.starts_at
    )
    rows = rows.select_related("memory__gathering__series").order_by("-memory__gathering__starts_at", "language")
    found = list(rows[:2])
    same = [one for one in found if one.memory_id == found[0].memory_id]
    return min(same, key=lambda text: text.language != viewer.locale[:2], default=None)
