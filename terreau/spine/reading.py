"""One way to read: what people may read is read through `visible_to(viewer)`, and a guard makes sure of it.

Every queryset of the kind `Readable` protects its table. `seen()` puts a mark in the SQL; inside a request the
guard refuses a SELECT that starts from a protected table without that mark.
"""

import logging
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models

log = logging.getLogger("terreau.reading")
MARK = "/*seen*/"
bypasses: Counter[str] = Counter()


class UnscopedRead(Exception):
    """Protected rows were about to be read without asking for whom."""


@dataclass(frozen=True)
class System:
    """The product itself reading, for a stated reason: the only way around `visible_to`, and counted."""

    reason: str


class Readable(models.QuerySet):
    """Rows that people read. A subclass says for whom in `for_viewer(viewer)`."""

    def for_viewer(self, viewer):
        """The rows this viewer may read. Each model says it once."""
        raise NotImplementedError(f"{self.model.__name__} does not say who may read it.")

    def visible_to(self, viewer):
        """The rows this viewer may read; `System(reason)` reads everything and is counted."""
        if isinstance(viewer, System):
            bypasses[viewer.reason] += 1
            return self.seen()
        return self.for_viewer(viewer).seen()

    def seen(self):
        """The same rows, marked as asked for on somebody's behalf."""
        return self.extra(where=[f"1=1 {MARK}"])  # noqa: S610  a constant


@cache
def _protected_tables() -> re.Pattern:
    tables = [
        re.escape(model._meta.db_table)
        for model in apps.get_models()
        if isinstance(model._default_manager.get_queryset(), Readable)
    ]
    return re.compile(r'\bFROM "(?:' + "|".join(tables or ["-"]) + r')"')


def _refuse_unscoped(execute, sql, params, many, context):
    if MARK not in sql and sql.lstrip("( ").startswith("SELECT") and _protected_tables().search(sql):
        log.error("unscoped read: %s", sql[:300])
        raise UnscopedRead(sql[:300])
    return execute(sql, params, many, context)


@contextmanager
def guarded(connection):
    """Inside, a read of protected rows that does not say for whom raises `UnscopedRead`."""
    with connection.execute_wrapper(_refuse_unscoped):
        yield
