"""Leaving for good: in one transaction, what was mine goes, what I gave stays as I choose, and my address is free."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from terreau.spine.outbox import record

from . import footprint
from .models import Erasure, Person

KEEP = ("name", "words", "nothing")  # my words signed, my words unsigned, nothing of me


@transaction.atomic
def depart(person: Person, *, at: datetime, keep: str) -> None:
    """Have `person` leave. ValidationError says what must be done first; leaving twice changes nothing."""
    if keep not in KEEP:
        raise ValueError(keep)
    held = Person.objects.select_for_update().get(pk=person.pk)
    if held.erased_at is not None:
        return
    if waiting := footprint.objections_to_leaving(held):
        raise ValidationError([first.sentence for first in waiting])
    held.signs_as = held.name if keep == "name" else ""
    footprint.forget_everywhere(held, at=at, keep_words=keep != "nothing")
    Erasure.write(held, at=at, words_kept=keep != "nothing")
    Person.objects.filter(pk=held.pk).update(**_what_remains(at, name=held.signs_as))
    person.refresh_from_db()
    record("person-left", about=person, at=at)


def _what_remains(at: datetime, *, name: str) -> dict:
    """The row that authors' names hang from: a name or none, and nothing else."""
    blank = Person(name=name, email=None, known_since=at, erased_at=at, mail_rhythm=Person.Rhythm.NOTHING)
    blank.set_unusable_password()
    kept = ("id", "key", "known_since")
    return {field.attname: getattr(blank, field.attname) for field in Person._meta.fields if field.name not in kept}
