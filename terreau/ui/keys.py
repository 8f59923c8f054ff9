"""Public ids: random, short, and free of letters that are mistaken for one another."""

import secrets

from django.db import models

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_key() -> str:
    """Twelve random characters (59 bits): enough to be unguessable beside a right, short enough for an address."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


class KeyField(models.CharField):
    """The public id of a row addressed by URL; its primary key stays inside."""

    def __init__(self, *args, **kwargs):
        defaults = {"max_length": 12, "unique": True, "editable": False, "default": new_key}
        super().__init__(*args, **{**defaults, **kwargs})
