"""An answer that came by mail and could not be taken: kept with its reason, for whoever prepares gatherings."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from terreau.spine.outbox import record
from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

RECEIVING = System("a reply came by mail")
KEPT_FOR = timedelta(days=90)


class StrayReplyQuerySet(Readable):
    def for_viewer(self, viewer):
        """For those who prepare any gathering of that community."""
        return self.filter(community__in=viewer.communities_where("gather"))

    def open(self):
        """Those nobody looked at yet."""
        return self.filter(seen_at=None)


class StrayReply(models.Model):
    """Who answered what to which gathering, and why it was not taken."""

    class Why(models.TextChoices):
        NOBODY = "nobody", _("Personne n’a cette adresse ici.")
        NOT_THEIRS = "not-theirs", _("Cette personne n’a pas accès à cette rencontre.")
        SENDER = "sender", _("Le courriel vient d’une autre adresse que celle qui répond.")
        NO_GATHERING = "no-gathering", _("Aucune rencontre d’ici ne porte cette invitation.")
        NO_DATE = "no-date", _("La série n’a pas de rencontre à cette date.")
        REFUSED = "refused", _("La rencontre ne prend pas cette réponse.")

    community = models.ForeignKey("community.Community", models.CASCADE, null=True, related_name="+", db_index=False)
    series = models.ForeignKey("gathering.Series", models.CASCADE, null=True, related_name="+")
    gathering = models.ForeignKey("gathering.Gathering", models.CASCADE, null=True, related_name="+")
    key = KeyField()
    address = models.CharField(max_length=254)
    said = models.CharField(max_length=20)  # PARTSTAT
    why = models.CharField(max_length=20, choices=Why.choices)
    detail = models.CharField(max_length=300, blank=True)
    mark = models.CharField(max_length=64, unique=True)  # the same message again changes nothing
    received_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = StrayReplyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["community", "seen_at"], name="stray_replies_of_community"),
            models.Index(fields=["received_at"], name="stray_replies_by_date"),
        ]

    def __str__(self):
        return f"{self.why} {self.received_at:%Y-%m-%d}"

    @property
    def about(self):
        """The gathering or the series it answers, when it is known."""
        return self.gathering or self.series

    @classmethod
    @transaction.atomic
    def keep(cls, *, mark: str, at, **fields) -> "StrayReply":
        """Keep it; the same message twice is kept once."""
        made, new = cls.objects.get_or_create(mark=mark, defaults={**fields, "received_at": at})
        if new:
            record("reply-kept", about=made, at=at, community=made.community, detail={"why": made.why})
        return made

    @transaction.atomic
    def see(self, *, by, at):
        """It was dealt with. Asking twice changes nothing."""
        if StrayReply.objects.filter(pk=self.pk, seen_at=None).update(seen_at=at, seen_by=by):
            self.seen_at, self.seen_by = at, by
            record("reply-seen", by=by, about=self, at=at, community=self.community)
