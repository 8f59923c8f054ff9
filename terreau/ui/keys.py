"""Public ids: random, short, and free of letters that are mistaken for one another."""

import secrets

from django.db import models

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_key() -> str:
    """Twelve random characters (59 bits): enough to be unguessable beside a right, short enough for an address."""
    number, key = secrets.randbelow(len(ALPHABET) ** 12), ""
    for _ in range(12):
        number, place = divmod(number, len(ALPHABET))
        key += ALPHABET[place]
    return key


def key_in(given: str) -> str:
    """A public id as an address or a form gave it; empty when it cannot be one."""
    return given if len(given) <= 12 and given.isascii() and given.isalnum() else ""


class KeyField(models.CharField):
    """The public id of a row addressed by URL; its primary key stays inside."""

    def __init__(self, *args, **kwargs):
        defaults = {"max_length": 12, "unique": True, "editable": False, "default": new_key}
        super().__init__(*args, **{**defaults, **kwargs})

    def get_prep_value(self, value):
        """What the database is asked; a key it could not even hold (a NUL on PostgreSQL) is nobody's."""
        prepared = super().get_prep_value(value)
        return "" if isinstance(prepared, str) and "\0" in prepared else prepared
