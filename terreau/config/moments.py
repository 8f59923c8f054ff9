"""Moments that come from PostgreSQL, read by Python's own parser: twenty times quicker than field by field.

A list of twenty threads holds fifty of them, half a millisecond of each page.
"""

from datetime import UTC, datetime
from functools import cache

from django.db.backends.signals import connection_created


def teach(sender, connection, **_kwargs) -> None:
    """Give a new PostgreSQL connection the parser, where it speaks of UTC as Django has it do."""
    if connection.vendor == "postgresql" and connection.timezone == UTC:
        connection.connection.adapters.register_loader("timestamptz", _loader())


@cache
def _loader():
    from django.db.backends.postgresql.psycopg_any import BaseTzLoader

    class Moments(BaseTzLoader):
        timezone = UTC

        def load(self, data):
            try:
                return datetime.fromisoformat(str(data, "ascii"))
            except ValueError:  # a year of more than four figures, or another way of writing dates
                return super().load(data)

    return Moments


connection_created.connect(teach, dispatch_uid="terreau.config.moments")
