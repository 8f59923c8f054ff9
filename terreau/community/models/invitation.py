"""Invitations: from a named person, bound to an address or carried by a link, for a time, counted, revocable."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from terreau.community import rules
from terreau.people.models.person import Person, tidy_address
from terreau.spine.reading import Readable, System
from terreau.spine.shared import one_at_a_time
from terreau.ui.keys import KeyField

from .circle import Seat
from .membership import Membership

LIFE = timedelta(days=30)
A_DAY = 20  # letters by one person
TO_ONE_ADDRESS = 2  # letters waiting at one address
MOST_USES = 100  # of one link
SALT = "terreau.community.invitation"


class InvitationQuerySet(Readable):
    def for_viewer(self, viewer):
        """Those one wrote oneself, those one received, and all of them for who admits."""
        if viewer.person is None:
            return self.none()
        own = Q(by=viewer.person, community__in=viewer.communities)
        received = Q(email=viewer.person.email) if viewer.person.email else Q(pk=None)
        return self.filter(own | received | Q(community__in=viewer.communities_where("admit")))

    def opening(self, at):
        """Neither used up, nor expired, nor taken back."""
        return self.filter(uses_left__gt=0, revoked_at=None, expires_at__gt=at)


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
    uses = models.PositiveIntegerField(default=1)
    uses_left = models.PositiveIntegerField(default=1)
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(guest_until=None) | Q(circle__isnull=False), name="a_guest_is_of_one_circle"
            ),
            models.CheckConstraint(condition=Q(email="") | Q(uses_left__lte=1), name="a_mailed_invitation_serves_once"),
            models.CheckConstraint(condition=Q(uses_left__lte=F("uses")), name="an_invitation_serves_as_often_as_said"),
        ]
        indexes = [models.Index(fields=["community", "made_at"], name="invitations_of_community")]

    def __str__(self):
        return f"invitation {self.key}"

    @classmethod
    @transaction.atomic
    def write(cls, community, *, by, at, email="", uses=1, life=LIFE, bounded=True, **fields) -> "Invitation":
        """Make an invitation. With an address it is mailed there and serves once; the same again changes nothing.

        `ValidationError` beyond twenty letters a day, or two to one address; `bounded=False` is for a whole list
        that a coordinator has looked through.
        """
        email = tidy_address(email)
        if email:
            one_at_a_time(f"invitation:{by.pk}")  # of many at once, each is counted
        if email and (waiting := cls._to(community, email, at).filter(by=by, circle=fields.get("circle")).first()):
            return waiting
        if email and bounded:
            cls._keep_within_bounds(community, email, by, at)
        invitation = cls.objects.create(
            community=community,
            by=by,
            email=email,
            made_at=at,
            expires_at=at + life,
            uses=uses,
            uses_left=uses,
            **fields,
        )
        community.record("invitation-written", by=by, about=invitation, at=at)
        return invitation

    @classmethod
    def _to(cls, community, email: str, at):
        rows = cls.objects.visible_to(System("how many letters to one address"))
        return rows.opening(at).filter(community=community, email=email)

    @classmethod
    def _keep_within_bounds(cls, community, email: str, by, at) -> None:
        if cls._to(community, email, at).count() >= TO_ONE_ADDRESS:
            raise ValidationError(
                _("Deux invitations attendent déjà à cette adresse. Laissez à la personne le temps d’y penser.")
            )
        rows = cls.objects.visible_to(System("how many letters in a day")).exclude(email="")
        if rows.filter(by=by, made_at__gt=at - timedelta(days=1)).count() >= A_DAY:
            raise ValidationError(
                _("Vingt invitations sont parties en un jour. Reprenez demain, ou faites un lien à transmettre.")
            )

    def token(self) -> str:
        """What the link carries: signed, not stored, and always the same; how long it opens is in the row."""
        return signing.Signer(salt=SALT).sign(self.key)

    @classmethod
    def of_token(cls, token: str) -> "Invitation | None":
        """The invitation of a link, used up or not; None for a link nobody wrote."""
        try:
            key = signing.Signer(salt=SALT).unsign(token)
        except signing.BadSignature:
            return None
        rows = cls.objects.visible_to(System("whoever holds the link")).select_related("community", "by", "circle")
        found = rows.filter(key=key).first()
        if found is not None and found.circle is not None:
            found.circle.community = found.community
        return found

    def is_open(self, at) -> bool:
        """Neither used up, nor expired, nor taken back."""
        return self.uses_left > 0 and self.revoked_at is None and at < self.expires_at

    @property
    def is_for_guest(self) -> bool:
        """Whether it opens one circle for a time, and nothing else."""
        return self.guest_until is not None

    @property
    def used(self) -> int:
        """How many people came through it."""
        return self.uses - self.uses_left

    def inviter_still_may(self, at) -> bool:
        """Whether whoever wrote it could write it today."""
        rows = Membership.objects.visible_to(System("the inviter's right")).active()
        inviter = rows.filter(community=self.community, person=self.by).first()
        if inviter is None:
            return False
        inviter.community = self.community
        if self.circle is not None and (self.circle.ended_at or not rules.can_invite_guest(self._seat_of(self.by, at))):
            return False
        if self.is_for_guest:
            return True
        return rules.can_invite(inviter) if self.email else rules.can_pass_on_a_link(inviter)

    def _seat_of(self, person, at) -> Seat | None:
        rows = Seat.objects.visible_to(System("a seat in the circle promised"))
        return rows.taken(at).filter(circle=self.circle, person=person).first()

    def promises_nothing_more(self, person, at) -> bool:
        """Whether this person has all of it already, for as long: who is inside, a guest whose last day is later."""
        membership = Membership.of(self.community, person)
        inside = self.is_for_guest or (membership is not None and membership.is_active)
        if not inside or self.circle is None:
            return inside
        seat = self._seat_of(person, at)
        return seat is not None and seat.lasts(self.guest_until)

    @transaction.atomic
    def accept(self, person: Person, *, at) -> bool:
        """Let `person` in as promised; False when the door is closed to them. Who is in already uses nothing up."""
        if self.email and self.email != person.email:
            return False
        membership = Membership.of(self.community, person)
        if membership is not None and membership.was_taken_out:
            return False
        if self.promises_nothing_more(person, at):
            return True
        row = Invitation.objects.filter(pk=self.pk, uses_left__gt=0, revoked_at=None, expires_at__gt=at)
        if not self.inviter_still_may(at) or not row.update(uses_left=F("uses_left") - 1):
            return False
        if not self.is_for_guest:
            Membership.enter(self.community, person, by=person, at=at, invited_by=self.by)
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
