"""Hats: roles with a beginning, a review and an end, offered and accepted, several to a person."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from terreau.spine.reading import Readable, System

from .once import find_or_make

POWERS = {
    "settle": _("régler la communauté"),
    "admit": _("accueillir les demandes et inviter"),
    "welcome": _("organiser l’accueil"),
    "moderate": _("modérer avec une raison"),
    "archive": _("faire entrer des archives"),
    "culture": _("tenir la page de culture"),
    "gather": _("préparer toute rencontre"),
    "shelve": _("ranger la pratique\u00a0: étagères, mots, fiches"),
}


class LastCoordinator(ValidationError):
    """Somebody must stay who coordinates; says what to do instead."""

    def __init__(self):
        super().__init__(
            _("Il n’y a personne d’autre à la coordination. Passez d’abord le relais à quelqu’un, puis revenez ici."),
            code="last-coordinator",
        )


class HatQuerySet(Readable):
    def for_viewer(self, viewer):
        """Hats worn in the viewer's communities, and the viewer's own offers."""
        worn = Q(community__in=viewer.communities)
        own = Q(membership__person=viewer.person) if viewer.person else Q(pk=None)
        return self.filter(
            worn & Q(accepted_at__isnull=False) | own | Q(community__in=viewer.communities_where("settle"))
        )

    def worn(self):
        """Accepted, and not yet laid down."""
        return self.filter(accepted_at__isnull=False, ended_at=None)


class Hat(models.Model):
    """One role carried by one member for a time."""

    class Kind(models.TextChoices):
        COORDINATION = "coordination", _("Coordination")
        FACILITATION = "facilitation", _("Animation")
        COACH = "coach", _("Coach")
        DOCUMENTALIST = "documentalist", _("Documentaliste")
        TECHNICAL = "technical", _("Soutien technique")
        ADMINISTRATIVE = "administrative", _("Soutien administratif")
        CORE = "core", _("Noyau")
        SPONSOR = "sponsor", _("Parrainage")
        ELDER = "elder", _("Doyenne ou doyen")

    CARRIES = {
        Kind.COORDINATION: frozenset(POWERS),
        Kind.FACILITATION: frozenset({"admit", "welcome", "moderate", "gather"}),
        Kind.DOCUMENTALIST: frozenset({"archive", "culture", "shelve"}),
        Kind.TECHNICAL: frozenset({"archive"}),
        Kind.ADMINISTRATIVE: frozenset({"admit"}),
        Kind.ELDER: frozenset({"welcome", "culture"}),
    }

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="hats")
    membership = models.ForeignKey("community.Membership", models.CASCADE, related_name="hats")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    offered_by = models.ForeignKey("community.Membership", models.SET_NULL, null=True, related_name="+")
    offered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    review_on = models.DateField(_("à revoir le"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = HatQuerySet.as_manager()

    class Meta:
        ordering = ["offered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "kind"], condition=Q(ended_at=None), name="one_hat_of_a_kind_each"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}"

    @property
    def powers(self) -> frozenset[str]:
        """What this hat lets its wearer do."""
        return self.carried_by(self.kind)

    @property
    def powers_said(self) -> list[str]:
        """The same, in words, in their order."""
        return [str(words) for power, words in POWERS.items() if power in self.powers]

    @classmethod
    def carried_by(cls, kind: str) -> frozenset[str]:
        """The powers that a hat of this kind carries."""
        return cls.CARRIES.get(cls.Kind(kind), frozenset())

    @classmethod
    def may_be_given_by(cls, giver, kind: str) -> bool:
        """Nobody gives what they do not hold: the giver's powers cover the hat's, and they may admit or settle."""
        return bool(giver.powers & {"settle", "admit"}) and cls.carried_by(kind) <= giver.powers

    @classmethod
    @transaction.atomic
    def offer(cls, membership, kind: str, *, by, at, review_on=None) -> "Hat":
        """Offer a hat; it carries nothing until accepted. Offering it twice changes nothing."""
        if not cls.may_be_given_by(by, kind):
            raise PermissionDenied
        if not membership.is_active:
            raise ValidationError(_("Un chapeau se propose à une personne membre."))
        fresh = {"offered_by": by, "offered_at": at, "review_on": review_on}
        hat, new = find_or_make(
            lambda: cls.of(membership, kind),
            lambda: cls.objects.create(
                community=membership.community, membership=membership, kind=cls.Kind(kind), **fresh
            ),
        )
        if new:
            membership.community.record("hat-offered", by=by.person, about=hat, at=at)
        return hat

    @classmethod
    def of(cls, membership, kind: str) -> "Hat | None":
        """This member's hat of that kind, offered or worn; None when there is none now."""
        rows = cls.objects.visible_to(System("one hat of a kind each"))
        hat = rows.filter(membership=membership, kind=kind, ended_at=None).first()
        if hat is not None:
            hat.membership, hat.community = membership, membership.community
        return hat

    @transaction.atomic
    def accept(self, *, at):
        """Put the hat on, if whoever offered it could still offer it today."""
        if self.accepted_at is None and not self._offer_stands():
            raise ValidationError(_("Cette offre ne tient plus\u00a0: la personne qui la faisait ne le peut plus."))
        waiting = Hat.objects.filter(pk=self.pk, accepted_at=None, ended_at=None, membership__status="active")
        if waiting.update(accepted_at=at):
            self.accepted_at = at
            self.community.record("hat-accepted", by=self.membership.person, about=self, at=at)

    def _offer_stands(self) -> bool:
        from .membership import Membership

        rows = Membership.objects.visible_to(System("the right of whoever offered a hat"))
        giver = rows.filter(pk=self.offered_by_id).first()
        return giver is not None and self.may_be_given_by(giver, self.kind)

    @transaction.atomic
    def lay_down(self, *, by, at):
        """Take the hat off, or say no to an offer. The last coordinator hands over first."""
        if self.kind == self.Kind.COORDINATION and self.accepted_at:
            self.keep_a_coordinator(self.membership)
        if Hat.objects.filter(pk=self.pk, ended_at=None).update(ended_at=at):
            self.ended_at = at
            if self.kind == self.Kind.COORDINATION and not self.accepted_at:
                self._end_handovers(at)
            self.community.record(self._how_it_ended(by), by=by, about=self, at=at)

    def _end_handovers(self, at) -> None:
        """What came with the offer goes with it: accepted under another's offer, it would undo the giver's hat."""
        from .handover import Handover

        open_ones = Handover.objects.visible_to(System("an offer and its handover end together"))
        open_ones.offered_to(self.membership).update(declined_at=at)

    def _how_it_ended(self, by) -> str:
        if self.accepted_at:
            return "hat-laid-down"
        return "hat-declined" if by.pk == self.membership.person_id else "hat-offer-taken-back"

    @classmethod
    def keep_a_coordinator(cls, going) -> None:
        """Refuse when `going` is the only one who coordinates."""
        hats = cls.objects.visible_to(System("a community keeps a coordinator")).select_for_update()
        worn = hats.worn().filter(community=going.community, kind=cls.Kind.COORDINATION, membership__status="active")
        wearers = {hat.membership_id for hat in worn}
        if wearers == {going.pk}:
            raise LastCoordinator
