"""Afterwards: ninety seconds each, and one question two weeks later, asked once."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from terreau.spine.reading import Readable
from terreau.ui.keys import KeyField

from .run import Run

ASKED_AFTER = timedelta(days=14)
SHOWN_FOR = timedelta(days=30)


class ReviewQuerySet(Readable):
    def for_viewer(self, viewer):
        """One's own; and the learnings shared in runs the viewer may know of."""
        mine = Q(person=viewer.person) if viewer.person else Q(pk=None)
        return self.filter(mine | Q(shared_at__isnull=False, run__in=Run.objects.visible_to(viewer)))

    def to_ask(self, at):
        """What was to be tried, two weeks ago or more, and never asked about."""
        return self.filter(asked_at=None, told_at=None, made_at__lte=at - ASKED_AFTER).exclude(will_try="")

    def to_tell(self, at):
        """What was asked in the last month and not answered yet: shown beside the sessions, then no more."""
        return self.filter(told_at=None, asked_at__gt=at - SHOWN_FOR)


class Review(models.Model):
    """What one person takes away. Theirs alone, but for the learning they chose to share."""

    class Worth(models.TextChoices):
        YES = "yes", _("Oui")
        PARTLY = "partly", _("En partie")
        NO = "no", _("Pas vraiment")

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    run = models.ForeignKey(Run, models.CASCADE, related_name="reviews")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reviews")
    key = KeyField()
    takes = models.CharField(_("ce que je retiens"), max_length=600, blank=True)
    will_try = models.CharField(_("ce que je vais essayer"), max_length=600, blank=True)
    worth = models.CharField(_("cela valait-il le temps"), max_length=8, choices=Worth.choices, blank=True)
    learning = models.CharField(_("un apprentissage à laisser au groupe"), max_length=600, blank=True)
    made_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    tried = models.CharField(_("ce que j’ai essayé"), max_length=600, blank=True)
    told_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "person"], name="one_review_each")]
        indexes = [models.Index(fields=["person", "made_at"], name="reviews_of_person")]

    def __str__(self):
        return f"{self.run_id} · {self.person_id}"

    @classmethod
    @transaction.atomic
    def make(cls, run: Run, person, *, at, share: bool, **words) -> "Review":
        """Write one's review, or write it anew; a learning goes to the group only when one says so."""
        shared = at if share and words.get("learning") else None
        mine = cls.objects.filter(run=run, person=person)
        if not mine.update(shared_at=shared, **words):
            cls.objects.create(
                community_id=run.community_id, run=run, person=person, made_at=at, shared_at=shared, **words
            )
        review = mine.seen().get()
        if shared:
            run.community.record("learning-shared", by=person, about=review, at=at, run=run.pk)
        return review

    @transaction.atomic
    def ask(self, *, at) -> bool:
        """Put the one question, by a letter and beside the sessions; False when it was put already."""
        if not Review.objects.filter(pk=self.pk, asked_at=None, told_at=None).update(asked_at=at):
            return False
        self.asked_at = at
        self.community.record("follow-up-asked", by=None, about=self, at=at)
        return True

    @transaction.atomic
    def tell(self, tried: str, *, at) -> None:
        """« Qu’avez-vous essayé ? »"""
        Review.objects.filter(pk=self.pk).update(tried=tried, told_at=at)
        self.tried, self.told_at = tried, at
