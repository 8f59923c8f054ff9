"""What somebody said leaves the index with them, in the very transaction of their leaving."""

from collections.abc import Iterator

from terreau.spine import search
from terreau.spine.models import JournalEntry
from terreau.spine.outbox import follows, record
from terreau.spine.search import INDEXING

from . import index
from .engines import engine
from .models import SearchEntry, SearchShelf


def forget(person, at) -> None:
    """Everything of theirs, and what calls them by name, goes now; what stays readable comes back as it will read."""
    gone = {
        kind.kind: set(kind.model.objects.visible_to(INDEXING).filter(theirs).values_list("pk", flat=True))
        for kind in search.kinds.values()
        if (theirs := kind.of_person(person)) is not None
    }
    for shelf in index.shelves():
        for kind, pk in _signed(shelf.number, person.pk):  # another room may have deleted the row a moment ago
            gone.setdefault(kind, set()).add(pk)
    detail = {kind: sorted(pks) for kind, pks in gone.items()}
    for shelf in index.shelves():
        for kind, pks in detail.items():
            for start in range(0, len(pks), index.A_BATCH):
                index.remove(shelf.number, kind, pks[start : start + index.A_BATCH])
    record("index-forgot", at=at, detail=detail)


def _signed(shelf: int, person: int) -> Iterator[tuple[str, int]]:
    """What the index holds under somebody's name: (kind, id)."""
    numbers = engine().holding(shelf, f"a{person}")
    for start in range(0, len(numbers), 900):
        some = SearchEntry.objects.filter(id__in=numbers[start : start + 900])
        yield from some.values_list("kind", "about")


@follows("index-forgot")
def bring_back(entry: JournalEntry) -> None:
    """What is still there once they have left, as it reads now."""
    for kind, pks in entry.detail.items():
        if kind in search.kinds:
            index.refresh(search.kinds[kind], pks)
    for shelf in SearchShelf.objects.filter(is_live=True):
        engine().purge(shelf.number)
