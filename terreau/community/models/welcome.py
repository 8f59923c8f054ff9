"""Welcoming: one person for each newcomer, for three months at most, and three things to read."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

from .membership import Membership, new_since
from .once import find_or_make

LOAD = 3  # newcomers that one person welcomes at the same time
THINGS = 3


class WelcomeQuerySet(Readable):
    def for_viewer(self, viewer):
        """Every member sees who welcomes whom."""
        return self.filter(community__in=viewer.communities)

    def going(self, as_of: datetime):
        """Neither ended nor older than three months, between two people who are still here."""
        here = {"newcomer__status": Membership.Status.ACTIVE, "welcomer__status": Membership.Status.ACTIVE}
        return self.filter(ended_at=None, taken_at__gt=new_since(as_of), **here)


class Welcome(models.Model):
    """Somebody who is here for a newcomer: a word, an ear, and no report to anybody."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="welcomes")
    newcomer = models.ForeignKey("community.Membership", models.CASCADE, related_name="welcomed_by")
    welcomer = models.ForeignKey("community.Membership", models.CASCADE, related_name="welcomes")
    key = KeyField()
    word = models.CharField(_("un mot pour elle ou lui"), max_length=300, blank=True)
    taken_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = WelcomeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["newcomer"], condition=Q(ended_at=None), name="one_welcomer_each"),
            models.CheckConstraint(condition=~Q(newcomer=F("welcomer")), name="nobody_welcomes_themself"),
        ]
        indexes = [models.Index(fields=["community", "ended_at"], name="welcomes_of_community")]

    def __str__(self):
        return f"{self.welcomer_id} → {self.newcomer_id}"

    @classmethod
    @transaction.atomic
    def take(cls, newcomer, welcomer, *, at, word="") -> "Welcome":
        """Welcome somebody. Taken already, the first one stays; beyond three at once it is kindly refused."""
        cls._lock(newcomer, welcomer)
        cls._end_lapsed(newcomer, at)
        welcome, new = find_or_make(lambda: cls.of(newcomer), lambda: cls._make(newcomer, welcomer, word, at))
        if new:
            newcomer.community.record("welcome-taken", by=welcomer.person, about=welcome, at=at)
        return welcome

    @classmethod
    def of(cls, newcomer) -> "Welcome | None":
        """The welcome this newcomer has, if any."""
        rows = cls.objects.visible_to(System("one welcomer each"))
        return rows.filter(newcomer=newcomer, ended_at=None).first()

    @classmethod
    def _make(cls, newcomer, welcomer, word, at) -> "Welcome":
        if cls.load_of(welcomer, at) >= LOAD:
            raise ValidationError(
                _("Vous accueillez déjà trois personnes\u00a0: c’est assez pour bien le faire. Merci d’y avoir pensé.")
            )
        return cls.objects.create(
            community=newcomer.community, newcomer=newcomer, welcomer=welcomer, word=word, taken_at=at
        )

    @classmethod
    def load_of(cls, welcomer, as_of: datetime) -> int:
        """How many newcomers this person welcomes now."""
        return cls.objects.visible_to(System("a capped load")).going(as_of).filter(welcomer=welcomer).count()

    @staticmethod
    def _lock(*both) -> None:
        """One welcome at a time for each of the two, always locked in the same order."""
        rows = Membership.objects.visible_to(System("one welcomer each, a capped load")).select_for_update()
        list(rows.filter(pk__in=[one.pk for one in both]).order_by("pk").values_list("pk"))

    @classmethod
    def _end_lapsed(cls, newcomer, at) -> None:
        rows = cls.objects.visible_to(System("one welcomer each"))
        current = rows.going(at).filter(newcomer=newcomer).values_list("pk", flat=True)
        cls.objects.filter(newcomer=newcomer, ended_at=None).exclude(pk__in=list(current)).update(ended_at=at)

    @transaction.atomic
    def say(self, word: str, *, at):
        """Change the word for the newcomer."""
        if Welcome.objects.filter(pk=self.pk, ended_at=None).exclude(word=word).update(word=word):
            self.word = word
            self.community.record("welcome-worded", by=self.welcomer.person, about=self, at=at)

    @transaction.atomic
    def end(self, *, by, at):
        """Stop here, either of the two, without a reason to give."""
        if Welcome.objects.filter(pk=self.pk, ended_at=None).update(ended_at=at):
            self.ended_at = at
            self.community.record("welcome-ended", by=by, about=self, at=at)


class ThingToReadQuerySet(Readable):
    def for_viewer(self, viewer):
        """Members of the community."""
        return self.filter(community__in=viewer.communities)


class ThingToRead(models.Model):
    """One of the three things a newcomer may read first."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="things_to_read")
    place = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(THINGS)])
    title = models.CharField(_("titre"), max_length=120)
    url = models.CharField(_("adresse"), max_length=300)  # a path of this house, or https://
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=3)

    objects = ThingToReadQuerySet.as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["community", "place"], name="one_thing_a_place")]

    def __str__(self):
        return self.title

    @classmethod
    @transaction.atomic
    def choose(cls, community, things: list[dict], *, by, at) -> None:
        """Replace the list: up to three of `{"title", "url", "minutes"}`, in order. The same list changes nothing."""
        rows = cls.objects.visible_to(System("the list as it is")).filter(community=community)
        if list(rows.order_by("place").values("title", "url", "minutes")) == things:
            return
        cls.objects.filter(community=community)._raw_delete(cls.objects.db)
        made = [ThingToRead(community=community, place=n, **said) for n, said in enumerate(things[:THINGS], start=1)]
        ThingToRead.objects.bulk_create(made)
        community.record("readings-chosen", by=by, about=community, at=at, count=len(things[:THINGS]))
