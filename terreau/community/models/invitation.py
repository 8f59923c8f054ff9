"""Invitations: from a named person, bound to an address or carried by a link, for a time, counted, revocable."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from terreau.people.models.person import Person, tidy_address
from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

from .membership import Membership

LIFE = timedelta(days=30)
SALT = "terreau.community.invitation"


class InvitationQuerySet(Readable):
    def for_viewer(self, viewer):
        """Those one wrote oneself, and all of them for who admits."""
        own = Q(by=viewer.person, community__in=viewer.communities) if viewer.person else Q(pk=None)
        return self.filter(own | Q(community__in=viewer.communities_where("admit")))


class Invitation(models.Model):
    """A door for one person (by mail) or for several (by link or QR code)."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="invitations")
    circle = models.ForeignKey("community.Circle", models.CASCADE, null=True, blank=True, related_name="invitations")
    key = KeyField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    email = models.EmailField(_("courriel"), blank=True)  # empty: a link that can be passed on
    name = models.CharField(_("nom de la personne"), max_length=120, blank=True)
    word = models.CharField(_("pourquoi elle"), max_length=600, blank=True)
    landing = models.CharField(max_length=200, blank=True)  # the thing promised, a path inside this community
    guest_until = models.DateTimeField(null=True, blank=True)  # a guest of `circle`, not a member
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    uses_left = models.PositiveIntegerField(default=1)
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(guest_until=None) | Q(circle__isnull=False), name="a_guest_is_of_one_circle"
            ),
            models.CheckConstraint(condition=Q(email="") | Q(uses_left__lte=1), name="a_mailed_invitation_serves_once"),
        ]
        indexes = [models.Index(fields=["community", "made_at"], name="invitations_of_community")]

    def __str__(self):
        return f"invitation {self.key}"

    @classmethod
    @transaction.atomic
    def write(cls, community, *, by, at, email="", life=LIFE, **fields) -> "Invitation":
        """Make an invitation. With an address it is mailed there and serves once."""
        invitation = cls.objects.create(
            community=community, by=by, email=tidy_address(email), made_at=at, expires_at=at + life, **fields
        )
        community.record("invitation-written", by=by, about=invitation, at=at)
        return invitation

    def token(self) -> str:
        """What the link carries: signed, not stored."""
        return signing.dumps(self.key, salt=SALT)

    @classmethod
    def of_token(cls, token: str) -> "Invitation | None":
        """The invitation of a link, used up or not; None for a link nobody wrote."""
        try:
            key = signing.loads(token, salt=SALT)
        except signing.BadSignature:
            return None
        rows = cls.objects.visible_to(System("whoever holds the link")).select_related("community", "by", "circle")
        return rows.filter(key=key).first()

    def is_open(self, at) -> bool:
        """Neither used up, nor expired, nor taken back."""
        return self.uses_left > 0 and self.revoked_at is None and at < self.expires_at

    def inviter_still_may(self) -> bool:
        """Whether whoever wrote it is still an active member here."""
        rows = Membership.objects.visible_to(System("the inviter's right")).active()
        return rows.filter(community=self.community, person=self.by).exists()

    @transaction.atomic
    def accept(self, person: Person, *, at) -> bool:
        """Let `person` in as promised; False when the door closed meanwhile. Members pass without using it up."""
        if self.email and self.email != person.email:
            return False
        member = Membership.objects.visible_to(System("already in")).active()
        if self.guest_until is None and member.filter(community=self.community, person=person).exists():
            return True
        row = Invitation.objects.filter(pk=self.pk, uses_left__gt=0, revoked_at=None, expires_at__gt=at)
        if not self.inviter_still_may() or not row.update(uses_left=F("uses_left") - 1):
            return False
        if self.guest_until is None:
            Membership.enter(self.community, person, by=person, at=at)
        if self.circle is not None:
            self.circle.seat(person, by=self.by, at=at, guest_until=self.guest_until)
        self.community.record("invitation-accepted", by=person, about=self, at=at)
        return True

    @transaction.atomic
    def revoke(self, *, by, at):
        """Take the invitation back; its link opens nothing any more."""
        if Invitation.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=at):
            self.revoked_at = at
            self.community.record("invitation-revoked", by=by, about=self, at=at)
