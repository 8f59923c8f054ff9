"""What happened (the journal) and what must still follow from it (the outbox)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """One line for one act: who did what, about what, when. Never text that people wrote."""

    community = models.ForeignKey(
        "community.Community", models.CASCADE, null=True, related_name="journal", verbose_name=_("communauté")
    )
    act = models.CharField(max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    about_kind = models.CharField(max_length=60, blank=True)  # "conversation.message"
    about_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict, blank=True)  # ids, counts and reasons

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["community", "act", "at"], name="journal_by_community"),
            models.Index(fields=["community", "id"], name="journal_last_of_community"),
            models.Index(fields=["about_kind", "about_id"], name="journal_by_subject"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"

    def about(self, viewer=None):
        """What the act was about, or None when it is gone; read as `viewer` where its kind is protected."""
        from .subjects import find

        return find(self.about_kind, self.about_id, viewer)


class OutboxRow(models.Model):
    """Something that must still follow from an act: ids only, done at least once."""

    entry = models.ForeignKey(JournalEntry, models.CASCADE, related_name="outbox")
    follower = models.CharField(max_length=120)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)  # given up after five failures; shown on the state page
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                name="outbox_waiting",
                condition=models.Q(done_at=None, parked_at=None),
            )
        ]

    def __str__(self):
        return f"{self.follower} after {self.entry_id}"


class Held(models.Model):
    """Something all processes hold together for a moment (`shared.py`): its name is a digest that says nothing."""

    name = models.CharField(max_length=64, primary_key=True)
    value = models.TextField()  # plain JSON: a count, moments, or that it is there
    until = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"held until {self.until:%Y-%m-%d %H:%M:%S}"
