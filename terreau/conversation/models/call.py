"""A call to all, « Qui a déjà… ? »: who answers, and what helped."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from terreau.spine.reading import Readable, System

from ..words import tidy
from .rights import shared_with


class HelpOfferQuerySet(Readable):
    def for_viewer(self, viewer):
        """The answers to the calls this viewer may read; for members and guests, not for the public."""
        return self.filter(shared_with(viewer, thread="thread__", circle="thread__circle"))


class HelpOffer(models.Model):
    """One person's answer to a call; it may be changed or taken back."""

    class Kind(models.TextChoices):
        HELPS = "helps", _("Je peux aider")
        CURIOUS = "curious", _("Ça m’intéresse aussi")
        KNOWS = "knows", _("Je connais quelqu’un")

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    thread = models.ForeignKey("conversation.Thread", models.CASCADE, related_name="offers", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="help_offers")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    word = models.CharField(_("un mot"), max_length=300, blank=True)
    at = models.DateTimeField()
    thanked_at = models.DateTimeField(null=True)  # by whoever called, when closing

    objects = HelpOfferQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="one_answer_to_a_call")]
        indexes = [models.Index(fields=["community", "at"], name="offers_of_community")]

    def __str__(self):
        return f"{self.person} · {self.get_kind_display()}"


class CallVerbs:
    """The verbs of a thread that is a call to all."""

    @transaction.atomic
    def offer_help(self, kind: str, *, by, at, word: str = ""):
        """Answer the call, or change one's answer. The same answer twice changes nothing."""
        kind, word = HelpOffer.Kind(kind), tidy(word)[:300]
        rows = HelpOffer.objects.visible_to(System("one answer to a call")).select_for_update()
        offer = rows.filter(thread=self, person=by).first()
        if offer and (offer.kind, offer.word) == (kind, word):
            return
        offer = offer or HelpOffer(community=self.community, thread=self, person=by)
        offer.kind, offer.word, offer.at = kind, word, at
        offer.save()
        self.community.record("help-offered", by=by, about=offer, at=at, thread=self.pk, kind=str(kind))

    @transaction.atomic
    def withdraw_offer(self, *, by, at):
        """Take one's answer back."""
        if HelpOffer.objects.filter(thread=self, person=by).delete()[0]:
            self.community.record("help-offer-withdrawn", by=by, about=self, at=at)

    @transaction.atomic
    def close_call(self, *, by, at, helped: str = "", thanked: Iterable = ()):
        """Close the call with what helped, and thank these people. Asking twice changes nothing."""
        helped = tidy(helped)[:2_000]
        mine = type(self).objects.filter(pk=self.pk, call_closed_at=None, call_until__isnull=False)
        if not mine.update(call_closed_at=at, helped=helped):
            return
        self.call_closed_at, self.helped = at, helped
        thanked = [person for person in thanked if person.pk != by.pk]
        for person in thanked:
            self._thank(person, at)
        ids = [person.pk for person in thanked]
        self.community.record("call-closed", by=by, about=self, at=at, thanked=ids)

    def _thank(self, person, at) -> None:
        rows = HelpOffer.objects.filter(thread=self, person=person)
        if not rows.update(thanked_at=at):
            HelpOffer.objects.create(
                community=self.community,
                thread=self,
                person=person,
                kind=HelpOffer.Kind.HELPS,
                at=at,
                thanked_at=at,
            )
