"""Questions put again and again: Django writes their SQL once for each shape, then only the values change.

Composing a queryset costs Python ten to forty times what the database takes to answer it, and on the pages that people
open all day this is most of the time. What is asked, and for whom, is still written as a queryset, in one place.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count, islice
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Model, Value
from django.db.models.sql import Query, UpdateQuery

Row = TypeVar("Row", bound=Model)
MANY = 50  # values in a list: the SQL of a longer one is not kept, its rows cost more than its words
_NUMBER, _DAY, _MOMENT = 2_113_929_216, date(1789, 7, 14), datetime(1789, 7, 14, 12, 34, 56)


class _Blank(Value):
    def as_sql(self, compiler, connection):
        return "''", []


BLANK = _Blank("", output_field=CharField())
"""The empty text as SQL says it, not as a value: `.exclude(form_key=BLANK)` lets a question that is planned before its
values are known use an index that leaves the rows without a text out."""


class _Composed(NamedTuple):
    """SQL, where each of its parameters comes from, and how its columns are read."""

    sql: str
    sources: list[tuple[str, Any, int | None]]  # (name of a value, or "", the constant, place in the list or None)
    converters: list[tuple[int, list[Callable], Any]]


class Question:
    """A question composed once: `Question(lambda *shape, **values: rows.values_list(…)).ask(*shape, **values)`.

    `shape` says which question it is (flags, anything hashable); `values` are what changes from one time to the next:
    whole numbers under two thousand million or keys, texts, days, moments, or lists of these; never None. They must
    reach the database as they are given (no `startswith`), which is checked when the question is composed; the
    `optional` ones may be of no use to some shapes.
    """

    def __init__(self, compose: Callable[..., Any], *, optional: frozenset[str] = frozenset()):
        self._compose_rows = compose
        self._optional = optional
        self._composed: dict[tuple, _Composed | None] = {}

    def ask(self, *shape, **values) -> list[list]:
        """The rows, each a list of its columns."""
        composed = self._composed_for(shape, values)
        if composed is None:
            return []
        with connection.cursor() as cursor:
            cursor.execute(composed.sql, _parameters(composed, values))
            rows = cursor.fetchall()
        return _converted(rows, composed.converters)

    def _composed_for(self, shape: tuple, values: dict) -> _Composed | None:
        lengths = tuple(len(value) if isinstance(value, list) else -1 for value in values.values())
        if max(lengths, default=0) > MANY:
            return self._compose(shape, values)
        key = (shape, tuple(values), lengths)
        if key not in self._composed:
            self._composed[key] = self._compose(shape, values)
        return self._composed[key]

    def _query(self, shape: tuple, values: dict) -> Query:
        return self._compose_rows(*shape, **values).query

    def _compose(self, shape: tuple, values: dict) -> _Composed | None:
        """The SQL of this shape, made with stand-ins that tell where each value goes; None when nothing can match."""
        numbers = count()
        stand_ins = {name: _stand_in(value, numbers) for name, value in values.items()}
        compiler = self._query(shape, stand_ins).get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        known = {_as_sent(mark): (name, None, at) for name, given in stand_ins.items() for at, mark in _each(given)}
        sources = [known.get(_comparable(parameter), ("", parameter, None)) for parameter in parameters]
        wanted = {name for name, given in stand_ins.items() if given != []} - self._optional
        lost = wanted - {name for name, _value, _at in sources}
        if lost:
            raise ValueError(f"These values do not reach the database as they are given: {sorted(lost)}")
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select or ()])
        return _Composed(sql, sources, [(at, found, column) for at, (found, column) in converters.items()])


class Change(Question):
    """A change composed once: `Change(lambda *shape, **values: (rows, {"done_at": at})).make(*shape, **values)`."""

    def make(self, *shape, **values) -> int:
        """Change these rows; how many there were."""
        composed = self._composed_for(shape, values)
        if composed is None:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(composed.sql, _parameters(composed, values))
            return cursor.rowcount

    def _query(self, shape: tuple, values: dict) -> Query:
        rows, changed = self._compose_rows(*shape, **values)
        query = rows.query.chain(UpdateQuery)
        query.add_update_values(changed)
        return query


@cache
def columns(model: type[Model], through: str = "", *, but: tuple[str, ...] = ()) -> list[str]:
    """The columns of a model for `values_list`, `but` these, reached `through` a relation (« circle__ ») or not."""
    return [through + field.attname for field in model._meta.concrete_fields if field.attname not in but]


def instance(model: type[Row], values: Iterator, *, but: tuple[str, ...] = ()) -> Row:
    """The next row of that model among `values`, which stand in the order of `columns`."""
    names = columns(model, but=but)
    return model.from_db(connection.alias, names, list(islice(values, len(names))))


def _stand_in(value, numbers: Iterator[int]):
    """A value of the same kind that nothing else in the SQL has."""
    if isinstance(value, list):
        return [_stand_in(one, numbers) for one in value]
    place = next(numbers)
    if isinstance(value, datetime):
        return _MOMENT.replace(tzinfo=value.tzinfo) + timedelta(seconds=place)
    if isinstance(value, date):
        return _DAY + timedelta(days=place)
    if isinstance(value, str):
        return f"\ue000{place}\ue000"
    if isinstance(value, int) and not isinstance(value, bool):
        return _NUMBER + place
    raise TypeError(f"A question takes no {type(value).__name__}.")


def _each(given) -> list[tuple[int | None, Any]]:
    return list(enumerate(given)) if isinstance(given, list) else [(None, given)]


def _as_sent(value):
    """The value as the driver of this database takes it."""
    if isinstance(value, datetime):
        return _comparable(connection.ops.adapt_datetimefield_value(value))
    if isinstance(value, date):
        return _comparable(connection.ops.adapt_datefield_value(value))
    return value


def _comparable(parameter):
    return parameter if isinstance(parameter, int) else str(parameter)


def _parameters(composed: _Composed, values: dict) -> list:
    """The parameters of this time, in the order of the SQL."""
    found = []
    for name, constant, at in composed.sources:
        if not name:
            found.append(constant)
            continue
        value = values[name] if at is None else values[name][at]
        if isinstance(value, datetime):
            value = connection.ops.adapt_datetimefield_value(value)
        elif isinstance(value, date):
            value = connection.ops.adapt_datefield_value(value)
        found.append(value)
    return found


def _converted(rows, converters) -> list[list]:
    """The columns as Django would give them."""
    rows = [list(row) for row in rows]
    for at, found, column in converters:
        for row in rows:
            value = row[at]
            for convert in found:
                value = convert(value, column, connection)
            row[at] = value
    return rows
