"""Somebody from outside, invited to this gathering only: no account, and nothing after fourteen days."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.urls import reverse

from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField, key_in

from .rights import readable_by

SALT = "terreau.gathering.guest"
OPEN_FOR = timedelta(days=14)  # after the gathering
LINK = System("a guest's link")


class GuestQuerySet(Readable):
    def for_viewer(self, viewer):
        """For whoever reads the gathering."""
        return self.filter(readable_by(viewer, circle="gathering__circle"))

    def welcome(self):
        """Those whose invitation was not taken back."""
        return self.filter(revoked_at=None)


class Guest(models.Model):
    """A name on the list of one gathering, and a link that opens its page and nothing else."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    gathering = models.ForeignKey("gathering.Gathering", models.CASCADE, related_name="guests", db_index=False)
    key = KeyField()
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)  # only to send the link; forgotten with the access
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = GuestQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "gathering"], name="guests_of_community")]

    def __str__(self):
        return self.name

    @classmethod
    @transaction.atomic
    def invite(cls, gathering, *, name: str, by, at, email: str = "") -> "Guest":
        """Put a name on the list of this gathering; its link is derived, never stored."""
        row = gathering.touched(at)
        made = cls.objects.create(
            community=row.community, gathering=row, name=name, email=email, invited_by=by, invited_at=at
        )
        row.community.record("gathering-guest-invited", by=by, about=made, at=at)
        return made

    @transaction.atomic
    def revoke(self, *, by, at):
        """The link opens nothing from now on. Asking twice changes nothing."""
        if Guest.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=at):
            self.revoked_at = at
            self.community.record("gathering-guest-withdrawn", by=by, about=self, at=at)

    @property
    def token(self) -> str:
        """What their link carries."""
        return signing.Signer(salt=SALT).sign(self.key)

    @property
    def address(self) -> str:
        """The way to their page."""
        return reverse("gathering:guest", args=[self.token])

    @property
    def ends_at(self) -> datetime:
        """When their link stops opening anything: fourteen days after the gathering."""
        return self.gathering.ends_at + OPEN_FOR

    @classmethod
    def of_token(cls, token: str, at: datetime) -> "Guest | None":
        """The guest this link is for; None when it is false, taken back or over."""
        try:
            key = key_in(signing.Signer(salt=SALT).unsign(token))
        except signing.BadSignature:
            return None
        rows = cls.objects.visible_to(LINK).welcome().filter(key=key or "-")
        parents = ("gathering__series__community", "gathering__community", "gathering__circle", "community")
        guest = rows.select_related(*parents, "invited_by").first()
        return guest if guest is not None and at < guest.ends_at else None
