"""FTS5, as Debian 12's SQLite 3.40 has it: an ordinary table of stems, whose row ids say community and date."""

import zlib
from collections.abc import Iterable
from itertools import product

from django.db import connection

from .asked import Asked, Candidate, Row

COLUMNS = "title, body, rest, keys"
MOST_SPELLINGS = 8  # of one phrase
PHRASES_IN = 4  # times as many candidates are looked through for a phrase


class SQLite:
    """One virtual table a shelf."""

    @staticmethod
    def table(shelf: int) -> str:
        """Its name."""
        return f"memory_search_{int(shelf)}"

    @classmethod
    def held(cls, shelf: int) -> str:
        """The name of the table beside it, which holds the stems of each document, packed."""
        return f"{cls.table(shelf)}_held"

    def create(self, shelf: int) -> None:
        """Empty tables. FTS5 keeps no copy of what it indexes: ours is packed, and takes half the room."""
        name, held = self.table(shelf), self.held(shelf)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
            cursor.execute(f"DROP TABLE IF EXISTS {held}")
            cursor.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5({COLUMNS}, content='', columnsize=0, detail=column,"
                " tokenize='unicode61 remove_diacritics 0')"
            )
            cursor.execute(f"CREATE TABLE {held}(id INTEGER PRIMARY KEY, stems BLOB NOT NULL)")

    def put(self, shelf: int, rows: Iterable[Row]) -> None:
        """One row each, in the order of their numbers: pages are filled as they come."""
        rows = sorted(rows)
        sql = f"INSERT INTO {self.table(shelf)}(rowid, {COLUMNS}) VALUES (%s, %s, %s, %s, %s)"  # noqa: S608
        beside = f"INSERT INTO {self.held(shelf)}(id, stems) VALUES (%s, %s)"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.executemany(sql, [tuple(row) for row in rows])
            cursor.executemany(beside, [(row.id, _packed(row)) for row in rows])

    def take(self, shelf: int, ids: list[int]) -> list[Row]:
        """Read them, then delete them: FTS5 must be told what it indexed."""
        marks = ", ".join(["%s"] * len(ids))
        name, held = self.table(shelf), self.held(shelf)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id, stems FROM {held} WHERE id IN ({marks})", ids)  # noqa: S608
            rows = [Row(number, *_unpacked(stems)) for number, stems in cursor.fetchall()]
            sql = f"INSERT INTO {name}({name}, rowid, {COLUMNS}) VALUES ('delete', %s, %s, %s, %s, %s)"  # noqa: S608
            cursor.executemany(sql, [tuple(row) for row in rows])
            cursor.execute(f"DELETE FROM {held} WHERE id IN ({marks})", ids)  # noqa: S608
        return rows

    def find(self, asked: Asked) -> list[Candidate]:
        """From the newest back, each stretch by itself: the table stops reading when it has enough."""
        name, match = self.table(asked.shelf), match_of(asked)
        one = (
            f"SELECT * FROM (SELECT rowid AS id FROM {name} WHERE {name} MATCH %s"  # noqa: S608
            " AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s)"
        )
        values: list = []
        for low, high in asked.stretches:
            values += [match, low, high, asked.most * (PHRASES_IN if asked.phrases else 1)]
        union = " UNION ALL ".join([one] * len(asked.stretches))
        sql = (
            'SELECT f.id, e.kind, e.about, e."group", h.stems'  # noqa: S608
            f" FROM ({union}) f JOIN memory_searchentry e ON e.id = f.id JOIN {self.held(asked.shelf)} h ON h.id = f.id"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            found = [Candidate(*row, *_unpacked(stems)[:3]) for *row, stems in cursor.fetchall()]
        return [one for one in found if all(_follow_one_another(one, phrase) for phrase in asked.phrases)]

    def holding(self, shelf: int, key: str) -> list[int]:
        """All of them, from the postings of that key."""
        name = self.table(shelf)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid FROM {name} WHERE {name} MATCH %s", [f'{{keys}} : "{key}"'])  # noqa: S608
            return [row[0] for row in cursor.fetchall()]

    def purge(self, shelf: int) -> None:
        """Write all segments anew as one: until then, a removed word still stands in the segment that brought it."""
        name = self.table(shelf)
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")  # noqa: S608

    def size(self, shelf: int) -> int:
        """All the pages of its tables."""
        with connection.cursor() as cursor:
            try:
                cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE %s", [f"{self.table(shelf)}%"])
            except Exception:
                return 0
            return cursor.fetchone()[0] or 0


def _packed(row: Row) -> bytes:
    return zlib.compress("\n".join(row[1:]).encode(), 6)


def _unpacked(stems: bytes) -> list[str]:
    """Title, body, rest, keys: stems and keys hold no line end."""
    return zlib.decompress(stems).decode().split("\n")


def _one_of(words: Iterable[str]) -> str:
    return "(" + " OR ".join(f'"{word}"' for word in words) + ")"


def match_of(asked: Asked) -> str:
    """The question in FTS5's own words; keys are looked for among keys only, stems never."""
    parts = [f"{{keys}} : {_one_of(asked.gates)}"]
    parts += [f"{{keys}} : {_one_of(keys)}" for keys in asked.keys]
    if asked.terms and asked.loosely:
        parts.append(f"{{title body rest}} : {_one_of(dict.fromkeys(s for term in asked.terms for s in term))}")
    else:
        parts += [f"{{title body rest}} : {_one_of(term)}" for term in asked.terms]
    parts += [f"{{title body}} : {_one_of(stems)}" for phrase in asked.phrases for stems in phrase]
    return " AND ".join(parts)


def _follow_one_another(one: Candidate, phrase: list[tuple[str, ...]]) -> bool:
    """Whether the stems stand in that order: the table keeps no places, which would make it half as large again."""
    texts = (f" {one.title} ", f" {one.body} ")
    spellings = list(product(*phrase))[:MOST_SPELLINGS]
    return any(f" {' '.join(spelling)} " in text for spelling in spellings for text in texts)
