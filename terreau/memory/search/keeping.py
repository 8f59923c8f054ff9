"""The index follows what happens: each act at once, what came in silence soon after, and everything once a day."""

import time
from collections.abc import Iterator
from datetime import datetime

from django.core.cache import caches
from django.db import transaction

from terreau.spine import search
from terreau.spine.models import JournalEntry
from terreau.spine.outbox import follows

from . import index
from .engines import engine
from .models import SearchEntry, SearchShelf, SearchWord
from .places import SHELF
from .words import analysis

A_TURN = 1.5  # seconds of each turn of the worker
A_BATCH = 400
LIVE = "search:live"
MADE_WITH = "made with"  # in a shelf's marker, beside the kinds: how its words were taken apart
BEFORE_EMPTYING = 3.0  # seconds in which every process learns which shelf answers


@follows(*sorted(search.acts()))
def follow(entry: JournalEntry) -> None:
    """What the act changed is read again, as it is now."""
    for kind, pks in search.changed_by(entry):
        index.refresh(kind, pks)


def live() -> int | None:
    """The number of the shelf that answers; None until the first one is opened. Remembered for a second."""
    number = caches["here"].get(LIVE)
    if number is None:
        number = SearchShelf.objects.filter(is_live=True).values_list("number", flat=True).first()
        caches["here"].set(LIVE, number if number is not None else -1, 1)
    return None if number == -1 else number


def forget_live() -> None:
    """Ask again which shelf answers."""
    caches["here"].delete(LIVE)


@transaction.atomic
def open_shelf(number: int, *, at: datetime, is_live: bool) -> SearchShelf:
    """An empty shelf, to be filled."""
    _empty(number)
    row = {"is_live": is_live, "marker": {MADE_WITH: analysis()}, "began_at": at, "filled_at": None}
    return SearchShelf.objects.update_or_create(number=number, defaults=row)[0]


def _empty(number: int) -> None:
    engine().create(number)
    SearchEntry.objects.filter(id__range=(number * SHELF, (number + 1) * SHELF - 1))._raw_delete("default")
    SearchWord.objects.filter(shelf=number)._raw_delete("default")


def fill(shelf: SearchShelf, *, seconds: float) -> bool:
    """Take in what follows the shelf's marker, for about so long; whether nothing is left."""
    until = time.monotonic() + seconds
    return all(time.monotonic() < until for _done in _batches_in(shelf))


def _batches_in(shelf: SearchShelf) -> Iterator[int]:
    """Everything that follows the marker, a batch at a time; how many things so far."""
    done = 0
    for kind in list(search.kinds.values()):
        while pks := kind.after(shelf.marker.get(kind.kind, 0), A_BATCH):
            _take_in(shelf, kind, pks)
            done += len(pks)
            yield done


@transaction.atomic
def _take_in(shelf: SearchShelf, kind: search.Searchable, pks: list[int]) -> None:
    """One batch, and the marker moved past it."""
    held = {one.number: one for one in index.shelves()}
    index.remove(shelf.number, kind.kind, pks)
    index.put(shelf.number, kind, list(kind.documents(pks)))
    shelf.marker = {**held[shelf.number].marker, kind.kind: pks[-1]}
    SearchShelf.objects.filter(pk=shelf.pk).update(marker=shelf.marker)


def catch_up(at: datetime) -> None:
    """Take in what came without a word (imports, the example); the first time, everything. A turn at a time."""
    shelf = SearchShelf.objects.filter(is_live=True).first() or open_shelf(0, at=at, is_live=True)
    if all(kind.last() <= shelf.marker.get(kind.kind, 0) for kind in search.kinds.values()) and shelf.filled_at:
        if shelf.marker.get(MADE_WITH) != analysis():
            renew(shelf, at)
        return
    if fill(shelf, seconds=A_TURN):
        SearchShelf.objects.filter(pk=shelf.pk, filled_at=None).update(filled_at=at)


def renew(live_one: SearchShelf, at: datetime) -> None:
    """A turn of building the other shelf, where this version takes words apart otherwise than the one that answers."""
    shelf = _other(live_one, at, anew=False)
    if fill(shelf, seconds=A_TURN):
        _swap(shelf, at, BEFORE_EMPTYING)


def _other(live_one: SearchShelf | None, at: datetime, *, anew: bool) -> SearchShelf:
    """The shelf that does not answer: as far as it was begun with this version's words, else an empty one."""
    number = 1 - live_one.number if live_one else 0
    begun = SearchShelf.objects.filter(number=number, is_live=False, began_at__isnull=False).first()
    if begun and not anew and begun.marker.get(MADE_WITH) == analysis():
        return begun
    return open_shelf(number, at=at, is_live=False)


def rebuild(*, at: datetime, anew: bool = False, pause: float = BEFORE_EMPTYING) -> Iterator[int]:
    """Build the other shelf while this one answers, then let it answer instead; how many things after each batch.

    Interrupted, it goes on where it stopped the next time, unless `anew`.
    """
    shelf = _other(SearchShelf.objects.filter(is_live=True).first(), at, anew=anew)
    yield from _batches_in(shelf)
    _swap(shelf, at, pause)


def _swap(shelf: SearchShelf, at: datetime, pause: float) -> None:
    """The new shelf answers from now on; the old one is emptied."""
    with transaction.atomic():
        index.shelves()
        SearchShelf.objects.filter(is_live=True).update(is_live=False, began_at=None, filled_at=None, marker={})
        SearchShelf.objects.filter(pk=shelf.pk).update(is_live=True, filled_at=at)
    forget_live()
    time.sleep(pause)
    with transaction.atomic():
        _empty(1 - shelf.number)


def sweep(at: datetime) -> None:
    """Once a day: what is no longer there leaves the index, what the index never had comes in."""
    for shelf in SearchShelf.objects.filter(is_live=True):
        for kind in search.kinds.values():
            _sweep_kind(shelf.number, kind)


def _sweep_kind(shelf: int, kind: search.Searchable) -> None:
    last = 0
    while pks := kind.after(last, A_BATCH):
        known = _known(shelf, kind, about__gt=last, about__lte=pks[-1])
        if missing := [pk for pk in pks if pk not in known]:
            index.refresh(kind, missing)
        _drop(shelf, kind, sorted(known.difference(pks)))
        last = pks[-1]
    _drop(shelf, kind, sorted(_known(shelf, kind, about__gt=last)))


def _known(shelf: int, kind: search.Searchable, **stretch: int) -> set[int]:
    """What the shelf holds of a stretch of things; found by what they are about, however full the shelves are."""
    rows = SearchEntry.objects.filter(kind=kind.kind, **stretch).values_list("about", "id")
    return {about for about, number in rows if number // SHELF == shelf}


def _drop(shelf: int, kind: search.Searchable, pks: list[int]) -> None:
    for start in range(0, len(pks), A_BATCH):
        with transaction.atomic():
            index.shelves()
            index.remove(shelf, kind.kind, pks[start : start + A_BATCH])
