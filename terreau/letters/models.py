"""What left by mail: to whom, of which kind, when. Never what it said."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from terreau.spine.models import JournalEntry


class PostedQuerySet(models.QuerySet):
    """Sentences about letters that left."""

    def counted(self, person, *, since: datetime):
        """Unsolicited letters to this person since then, all communities together."""
        return self.filter(person=person, counts=True, at__gt=since, refused_at=None)

    def refused(self):
        """Those a mail server will never take."""
        return self.filter(refused_at__isnull=False)


class Posted(models.Model):
    """One letter that left, or that was refused for good. Its Message-ID keeps it from leaving twice."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="letters")
    kind = models.CharField(max_length=20)
    entry = models.ForeignKey(JournalEntry, models.SET_NULL, null=True, related_name="letters")
    message_id = models.CharField(max_length=320, unique=True)
    counts = models.BooleanField(default=False)
    at = models.DateTimeField()
    refused_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)  # what the server answered

    objects = PostedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "at"], name="letters_that_count", condition=Q(counts=True)),
            models.Index(fields=["at"], name="letters_by_date"),
            models.Index(fields=["refused_at"], name="letters_refused", condition=Q(refused_at__isnull=False)),
        ]

    def __str__(self):
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class Bundle(models.Model):
    """The answers that leave together to one person, one morning."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bundles")
    entry = models.ForeignKey(JournalEntry, models.CASCADE, related_name="bundles")  # the act that began it
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # it left, or there was nothing left to send

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "due_at"], name="one_bundle_a_morning")]

    def __str__(self):
        return f"{self.person_id} · {self.due_at:%Y-%m-%d}"


class Line(models.Model):
    """One thing in a bundle, by its id; read again, as its recipient, when the bundle leaves."""

    bundle = models.ForeignKey(Bundle, models.CASCADE, related_name="lines")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "about_kind", "about_id"], name="told_once_to_each"),
        ]

    def __str__(self):
        return f"{self.about_kind} {self.about_id}"
