"""Who left for good: not their name, only a mark by which they would be recognised in an old backup."""

import hashlib
import hmac

from django.conf import settings
from django.db import models


class Erasure(models.Model):
    """One departure. The mark says nothing to anybody; a restored backup is checked against it."""

    mark = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    words_kept = models.BooleanField()

    def __str__(self):
        return f"departure {self.mark[:8]}"

    @staticmethod
    def mark_of(person) -> str:
        """The mark of a person: a keyed hash of their public key."""
        said = f"terreau.people.erasure:{person.key}".encode()
        return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()

    @classmethod
    def write(cls, person, *, at, words_kept: bool) -> None:
        """Write the departure down, once."""
        cls.objects.get_or_create(mark=cls.mark_of(person), defaults={"at": at, "words_kept": words_kept})

    @classmethod
    def covers(cls, person) -> bool:
        """Whether this person had left: true of somebody a restored backup brought back."""
        return cls.objects.filter(mark=cls.mark_of(person)).exists()
