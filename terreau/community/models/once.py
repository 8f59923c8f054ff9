"""Making a row that must exist once, even when two people make it in the same instant."""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction


def find_or_make(find: Callable[[], Any], make: Callable[[], Any]) -> tuple[Any, bool]:
    """What `find` finds, else what `make` makes, and whether it is new; the database decides between two makers."""
    if (found := find()) is not None:
        return found, False
    try:
        with transaction.atomic():
            return make(), True
    except IntegrityError:
        if (found := find()) is None:
            raise
        return found, False
