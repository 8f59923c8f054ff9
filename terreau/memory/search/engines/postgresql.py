"""PostgreSQL's own index over the same stems: a `tsvector` that we write ourselves, and GIN."""

import re
from collections.abc import Iterable
from itertools import product

from django.db import connection

from .asked import Asked, Candidate, Row

MOST_SPELLINGS = 8
FARTHEST = 16_383  # the last position a tsvector knows
MOST_PLACES = 255  # of one stem
WEIGHTS = ("A", "B", "D")
_ENTRY = re.compile(r"'([^']+)':([0-9ABCD,]+)")


class PostgreSQL:
    """One table a shelf: the number and the vector. Keys stand in the vector behind « = », without places."""

    @staticmethod
    def table(shelf: int) -> str:
        """Its name."""
        return f"memory_search_{int(shelf)}"

    def create(self, shelf: int) -> None:
        """An empty table with its index."""
        name = self.table(shelf)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
            cursor.execute(f"CREATE TABLE {name} (id bigint PRIMARY KEY, vector tsvector NOT NULL)")
            cursor.execute(f"CREATE INDEX {name}_words ON {name} USING gin (vector)")

    def put(self, shelf: int, rows: Iterable[Row]) -> None:
        """One row each."""
        sql = f"INSERT INTO {self.table(shelf)}(id, vector) VALUES (%s, %s::tsvector)"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(row.id, vector_of(row)) for row in rows])

    def take(self, shelf: int, ids: list[int]) -> list[Row]:
        """Delete them, and read what they held."""
        sql = f"DELETE FROM {self.table(shelf)} WHERE id = ANY(%s) RETURNING id, vector::text"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [ids])
            return [row_of(*row) for row in cursor.fetchall()]

    def find(self, asked: Asked) -> list[Candidate]:
        """From the newest back, each stretch by itself."""
        name, match = self.table(asked.shelf), match_of(asked)
        one = (
            f"(SELECT id, vector::text AS vector FROM {name} WHERE vector @@ %s::tsquery"  # noqa: S608
            " AND id BETWEEN %s AND %s ORDER BY id DESC LIMIT %s)"
        )
        values: list = []
        for low, high in asked.stretches:
            values += [match, low, high, asked.most]
        union = " UNION ALL ".join([one] * len(asked.stretches))
        sql = (
            'SELECT f.id, e.kind, e.about, e."group", f.vector'  # noqa: S608
            f" FROM ({union}) f JOIN memory_searchentry e ON e.id = f.id"
        )
        return [
            Candidate(number, kind, about, group, *_weighed(vector))
            for number, kind, about, group, vector in _planned_for(sql, values)
        ]

    def holding(self, shelf: int, key: str) -> list[int]:
        """All of them, from the postings of that key."""
        sql = f"SELECT id FROM {self.table(shelf)} WHERE vector @@ %s::tsquery"  # noqa: S608
        return [row[0] for row in _planned_for(sql, [f"'={key}'"])]

    def purge(self, shelf: int) -> None:
        """What was deleted goes with autovacuum, as in every table of PostgreSQL."""

    def size(self, shelf: int) -> int:
        """The table, its index and what is beside it."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_total_relation_size(%s::regclass)", [self.table(shelf)])
            return cursor.fetchone()[0]


def _planned_for(sql: str, values: list) -> list[tuple]:
    """The rows, by a plan for these very values: how many documents hold a word decides between the index of words and
    going back in time. Elsewhere PostgreSQL plans before it knows the values (`config/environment.py`)."""
    with connection.cursor() as cursor:
        cursor.execute(connection.ops.compose_sql(sql, values))
        return cursor.fetchall()


def vector_of(row: Row) -> str:
    """The row as a tsvector is written: each stem with its places and their weight."""
    places: dict[str, list[str]] = {}
    at = 0
    for text, weight in zip((row.title, row.body, row.rest), WEIGHTS, strict=True):
        for stem in text.split():
            at = min(at + 1, FARTHEST)
            if len(held := places.setdefault(stem, [])) < MOST_PLACES:
                held.append(f"{at}{weight}")
        at = min(at + 2, FARTHEST)  # no phrase goes from one part into the next
    stems = [f"'{stem}':{','.join(held)}" for stem, held in places.items()]
    return " ".join([*stems, *(f"'={key}'" for key in row.keys.split())])


def _weighed(vector: str) -> tuple[str, str, str]:
    """The stems of each weight, in their order."""
    parts: dict[str, list[tuple[int, str]]] = {weight: [] for weight in WEIGHTS}
    for stem, held in _ENTRY.findall(vector):
        for place in held.split(","):
            weight = place[-1] if place[-1] in "AB" else "D"
            parts[weight].append((int(place.rstrip("ABCD")), stem))
    title, body, rest = (" ".join(stem for _at, stem in sorted(parts[weight])) for weight in WEIGHTS)
    return title, body, rest


def row_of(number: int, vector: str) -> Row:
    """The row that a vector was made of."""
    keys = " ".join(re.findall(r"'=([^']+)'", vector))
    return Row(number, *_weighed(vector), keys)


def _one_of(words: Iterable[str]) -> str:
    return "(" + " | ".join(words) + ")"


def match_of(asked: Asked) -> str:
    """The question as a tsquery is written."""
    parts = [_one_of(f"'={gate}'" for gate in asked.gates)]
    parts += [_one_of(f"'={key}'" for key in keys) for keys in asked.keys]
    if asked.terms and asked.loosely:
        parts.append(_one_of(f"'{stem}'" for stem in dict.fromkeys(s for term in asked.terms for s in term)))
    else:
        parts += [_one_of(f"'{stem}'" for stem in term) for term in asked.terms]
    for phrase in asked.phrases:
        spellings = list(product(*phrase))[:MOST_SPELLINGS]
        parts.append(_one_of("(" + " <-> ".join(f"'{stem}'" for stem in one) + ")" for one in spellings))
    return " & ".join(parts)
