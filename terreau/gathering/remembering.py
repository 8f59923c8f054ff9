"""Reading what came out of a date, and what those who come need."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from terreau.spine.reading import System

from .models import Memory, MemoryFile, MemoryText, Needs

WHY = System("what those who come need, without their names")
PART_WORDS = ("decisions", "to_try", "learnings", "offers", "seen", "quotes")


@dataclass
class Remembered:
    """A memory with its texts (the reader's language first) and its files."""

    memory: Memory
    texts: list[MemoryText]
    files: list[MemoryFile]

    @property
    def links(self) -> list[str]:
        """One a line."""
        return [line.strip() for line in self.memory.links.splitlines() if line.strip()]


def memory_of(viewer, gathering) -> Remembered | None:
    """The memory of a date, if it is published."""
    kept = MemoryFile.objects.filter(memory=OuterRef("pk")).seen()
    rows = Memory.objects.visible_to(viewer).filter(gathering=gathering).select_related("published_by")
    memory = rows.annotate(has_files=Exists(kept)).first()
    if memory is None:
        return None
    texts = MemoryText.objects.visible_to(viewer).filter(memory=memory)
    files = MemoryFile.objects.visible_to(viewer).filter(memory=memory).select_related("file")
    files = list(files) if memory.has_files else []
    return Remembered(memory, sorted(texts, key=lambda text: text.language != viewer.locale[:2]), files)


def needs_of(gathering) -> list[Needs]:
    """What those who come need and eat; for those who prepare, and never with a name."""
    rows = Needs.objects.visible_to(WHY).filter(
        presence__gathering=gathering, presence__answer__in=("here", "online"), presence__waiting_since=None
    )
    return list(rows.order_by("access", "meal"))


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
