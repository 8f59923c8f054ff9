"""Writing the index: documents put on a shelf and taken off it again, with the words that stand behind each gate."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db import connection, transaction

from terreau.community.folding import fold
from terreau.spine import search
from terreau.spine.asking import Question, columns, instance
from terreau.spine.search import Document, Searchable

from . import places
from .engines import Row, engine
from .models import SearchEntry, SearchShelf, SearchWord
from .words import Analysed, analyse, stems_of

A_BATCH = 200
SHORTEST, LONGEST = 3, 30  # letters of a word that spelling learns


def shelves() -> list[SearchShelf]:
    """The shelves in use, held: one writer at a time, so that what is written last is what is true."""
    held = (instance(SearchShelf, iter(row)) for row in _SHELVES.ask())
    return [shelf for shelf in held if shelf.is_live or shelf.began_at]


def _shelves():
    rows = SearchShelf.objects.order_by("number").values_list(*columns(SearchShelf))
    return rows.select_for_update() if connection.vendor == "postgresql" else rows


def _held(*, kind, pks, low, high):
    return SearchEntry.objects.filter(about__in=pks, kind=kind, id__range=(low, high)).values_list("id")


_SHELVES, _HELD = Question(_shelves), Question(_held)
_TAKEN = Question(lambda *, numbers: SearchEntry.objects.filter(id__in=numbers).values_list("id"))
_BETWEEN = Question(lambda *, low, high: SearchEntry.objects.filter(id__range=(low, high)).values_list("id"))


def refresh(kind: Searchable, pks: Iterable[int]) -> None:
    """Make every shelf say what is true now of these things."""
    pks = list(pks)
    for start in range(0, len(pks), A_BATCH):
        with transaction.atomic():
            numbers = [shelf.number for shelf in shelves()]
            some = pks[start : start + A_BATCH]
            for number in numbers:
                remove(number, kind.kind, some)
            documents = list(kind.documents(some))
            for number in numbers:
                put(number, kind, documents)


def remove(shelf: int, kind: str, pks: list[int]) -> None:
    """Take these things off a shelf, and let go of words that only they held."""
    low, high = shelf * places.SHELF, (shelf + 1) * places.SHELF - 1
    if ids := [number for (number,) in _HELD.ask(kind=kind, pks=pks, low=low, high=high)]:
        held = engine().take(shelf, ids)
        SearchEntry.objects.filter(id__in=ids).delete()
        _unlearn(shelf, held)


def put(shelf: int, kind: Searchable, documents: list[Document]) -> None:
    """Put documents that are not there yet on a shelf."""
    if not documents:
        return
    numbers = _numbers(shelf, documents)
    rows, entries, learnt = [], [], defaultdict(Counter)
    for number, one in zip(numbers, documents, strict=True):
        title, body, rest = analyse(one.title), analyse(one.body), analyse(one.rest)
        keys = [*one.gates, f"f{kind.family}"]
        keys += [f"a{one.person}"] if one.person else []
        keys += [f"c{one.circle}"] if one.circle else []
        rows.append(Row(number, title.stems, body.stems, rest.stems, " ".join(keys)))
        entries.append((number, kind.kind, one.pk, one.part, one.group or one.pk))
        _learn(learnt, one.gates, title, body, rest)
    _write_entries(entries)
    engine().put(shelf, rows)
    _write_words(shelf, learnt)


def _numbers(shelf: int, documents: list[Document]) -> list[int]:
    """A free number for each, at its second or soon after."""
    wanted = [places.number(shelf, one.community, one.at) for one in documents]
    taken = {number for (number,) in _TAKEN.ask(numbers=wanted)}
    found = []
    for number in wanted:
        if number in taken:
            number = _next_free(number, taken)
        taken.add(number)
        found.append(number)
    return found


def _next_free(number: int, taken: set[int]) -> int:
    """The first number from here that is neither written nor promised."""
    while True:
        after = number + 4 * places.A_SECOND
        held = {written for (written,) in _BETWEEN.ask(low=number, high=after)}
        for free in range(number, after + 1):
            if free not in held and free not in taken:
                return free
        number = after + 1


def _write_entries(entries: list[tuple]) -> None:
    """Where each document comes from, in the order of their numbers; by hand: there may be hundreds of thousands."""
    sql = (
        f"INSERT INTO {SearchEntry._meta.db_table}"  # noqa: S608
        '(id, kind, about, part, "group") VALUES (%s, %s, %s, %s, %s)'
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, sorted(entries))


def _learn(learnt: dict[str, Counter], gates: tuple[str, ...], *texts: Analysed) -> None:
    """The words people wrote, once a document."""
    words = {word for text in texts for word in set(text.words) if SHORTEST <= len(word) <= LONGEST and word.isalpha()}
    for gate in gates:
        learnt[gate].update(words)


def _write_words(shelf: int, learnt: dict[str, Counter]) -> None:
    """Add to what spelling knows, in one order, so that two writers never wait for each other."""
    by_folded: dict[tuple[str, str], list] = {}
    for gate, word, count in ((gate, *pair) for gate, words in learnt.items() for pair in words.items()):
        row = by_folded.setdefault((gate, fold(word)), [word, stems_of(word).main, 0])
        row[2] += count
        if len(word.encode()) > len(row[0].encode()):  # with its accents, when anybody writes them
            row[0] = word
    rows = [(shelf, gate, folded[:40], *row) for (gate, folded), row in sorted(by_folded.items())]
    table = SearchWord._meta.db_table
    sql = (
        f'INSERT INTO {table}(shelf, gate, folded, written, stem, "count") VALUES (%s, %s, %s, %s, %s, %s)'  # noqa: S608
        f' ON CONFLICT (shelf, gate, folded) DO UPDATE SET "count" = {table}."count" + excluded."count"'
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _unlearn(shelf: int, rows: list[Row]) -> None:
    """A word whose last document went is no longer known behind that gate."""
    gone: dict[str, Counter] = defaultdict(Counter)
    for row in rows:
        stems = {*row.title.split(), *row.body.split(), *row.rest.split()}
        for gate in row.keys.split():
            if gate[0] in search.GATES:
                gone[gate].update(stems)
    table = SearchWord._meta.db_table
    sql = f'UPDATE {table} SET "count" = "count" - %s WHERE shelf = %s AND gate = %s AND stem = %s'  # noqa: S608
    with connection.cursor() as cursor:
        for gate, counted in sorted(gone.items()):
            cursor.executemany(sql, [(count, shelf, gate, stem) for stem, count in sorted(counted.items())])
    for gate, counted in gone.items():
        some = list(counted)
        for start in range(0, len(some), 900):
            words = SearchWord.objects.filter(shelf=shelf, gate=gate, stem__in=some[start : start + 900])
            words.filter(count__lte=0).delete()
