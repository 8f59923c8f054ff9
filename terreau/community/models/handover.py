"""Handing the coordination over: an offered hat, and a page that holds what the next person needs to know."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

from .hat import Hat
from .once import find_or_make


class HandoverQuerySet(Readable):
    def for_viewer(self, viewer):
        """The two people, and whoever settles."""
        mine = list(viewer.memberships.values())
        two = Q(giver__in=mine) | Q(taker__in=mine)
        return self.filter(two | Q(community__in=viewer.communities_where("settle")))

    def offered_to(self, membership):
        """What waits for this member's answer, each with who gives it."""
        waiting = self.filter(taker=membership, accepted_at=None, declined_at=None)
        return waiting.select_related("giver__person")


class Handover(models.Model):
    """From one member to another: the words that no list replaces."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="handovers")
    key = KeyField()
    giver = models.ForeignKey("community.Membership", models.CASCADE, related_name="+")
    taker = models.ForeignKey("community.Membership", models.CASCADE, related_name="+")
    rhythm = models.TextField(_("notre rythme"), max_length=1000, blank=True)
    promises = models.TextField(_("ce que j’ai promis"), max_length=1000, blank=True)
    contacts = models.TextField(_("à qui parler de quoi"), max_length=1000, blank=True)
    giver_stays = models.BooleanField(_("je garde aussi la coordination"), default=False)
    offered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["giver", "taker"],
                condition=Q(accepted_at=None, declined_at=None),
                name="one_open_handover_between_two",
            )
        ]

    def __str__(self):
        return f"handover {self.key}"

    def get_absolute_url(self):
        return reverse("community:handover", args=[self.community.slug, self.key])

    @property
    def is_open(self) -> bool:
        """Neither accepted nor declined."""
        return self.accepted_at is None and self.declined_at is None

    @classmethod
    @transaction.atomic
    def offer(cls, giver, taker, *, at, **words) -> "Handover":
        """Offer the coordination and the page that goes with it. Offered again, the words are brought up to date."""
        Hat.offer(taker, Hat.Kind.COORDINATION, by=giver, at=at)
        community = giver.community
        handover, new = find_or_make(
            lambda: cls._open_between(giver, taker),
            lambda: cls.objects.create(community=community, giver=giver, taker=taker, offered_at=at, **words),
        )
        if new:
            community.record("handover-offered", by=giver.person, about=handover, at=at)
        else:
            cls.objects.filter(pk=handover.pk).update(**words)
        return handover

    @classmethod
    def _open_between(cls, giver, taker) -> "Handover | None":
        rows = cls.objects.visible_to(System("one handover between two"))
        found = rows.filter(giver=giver, taker=taker, accepted_at=None, declined_at=None).first()
        if found is not None:
            found.community, found.giver, found.taker = giver.community, giver, taker
        return found

    @transaction.atomic
    def accept(self, *, at):
        """Take the coordination; whoever gives it lays it down, unless they stay."""
        rows = Handover.objects.visible_to(System("an answer to what was offered")).filter(pk=self.pk)
        if rows.filter(accepted_at__isnull=False).exists():
            return
        hat = Hat.of(self.taker, Hat.Kind.COORDINATION)
        if hat is None or not rows.filter(accepted_at=None, declined_at=None).update(accepted_at=at):
            raise ValidationError(_("Cette offre n’attend plus de réponse."))
        self.accepted_at = at
        hat.accept(at=at)
        own = Hat.of(self.giver, Hat.Kind.COORDINATION)
        if own is not None and not self.giver_stays:
            own.lay_down(by=self.giver.person, at=at)
        self.community.record("handover-accepted", by=self.taker.person, about=self, at=at)

    @transaction.atomic
    def decline(self, *, at):
        """Say no, without a reason to give; the offered hat goes back."""
        rows = Handover.objects.filter(pk=self.pk, accepted_at=None, declined_at=None)
        if not rows.update(declined_at=at):
            return
        self.declined_at = at
        hat = Hat.of(self.taker, Hat.Kind.COORDINATION)
        if hat is not None and hat.accepted_at is None:
            hat.lay_down(by=self.taker.person, at=at)
        self.community.record("handover-declined", by=self.taker.person, about=self, at=at)
