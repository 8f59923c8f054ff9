"""The engine of this installation: what SQLite brings with it, or PostgreSQL's own."""

from django.db import connection

from .asked import Asked, Candidate, Engine, Row
from .postgresql import PostgreSQL
from .sqlite import SQLite

__all__ = ["Asked", "Candidate", "Engine", "Row", "engine"]
_ENGINES: dict[str, Engine] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine() -> Engine:
    """The one of the database in use."""
    return _ENGINES[connection.vendor]
