"""Finding a date together: a few moments offered, each in the reader's own time zone."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

from .described import WORDS, Described
from .rights import own, readable_by

CHOOSING = System("choosing a date together")
MOST_DATES = 12


class DateSearchQuerySet(Readable):
    def for_viewer(self, viewer):
        """Those of the viewer's communities and circles."""
        return self.filter(readable_by(viewer))


class DateSearch(Described):
    """A gathering that has no date yet."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    circle = models.ForeignKey("community.Circle", models.CASCADE, null=True, related_name="+")
    key = KeyField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    gathering = models.OneToOneField("gathering.Gathering", models.SET_NULL, null=True, related_name="search")

    objects = DateSearchQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "settled_at"], name="date_searches_of_community")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("gathering:search", args=[self.community.slug, self.key])

    @classmethod
    @transaction.atomic
    def ask(cls, community, *, by, at, moments: list[datetime], circle=None, **words) -> "DateSearch":
        """Offer these moments; two at least, twelve at most."""
        moments = sorted(set(moments))
        if not 2 <= len(moments) <= MOST_DATES:
            raise ValidationError(_("Proposez de deux à douze moments."), code="moments")
        made = cls.objects.create(community=community, circle=circle, asked_by=by, asked_at=at, **words)
        DateOption.objects.bulk_create(
            DateOption(community=community, search=made, starts_at=moment) for moment in moments
        )
        community.record("date-search-asked", by=by, about=made, at=at)
        return made

    @transaction.atomic
    def say(self, suits: dict[int, str], *, person, at) -> None:
        """Which moments suit somebody (option id → yes or maybe); what is not named does not."""
        rows = DateSearch.objects.visible_to(CHOOSING).select_for_update().filter(pk=self.pk, settled_at=None)
        if not rows.exists():
            raise ValidationError(_("La date est déjà choisie."), code="settled")
        mine = DateVote.objects.visible_to(CHOOSING).filter(option__search=self, person=person)
        if dict(mine.values_list("option", "suits")) == suits:
            return
        DateVote.objects.filter(option__search=self, person=person).delete()
        options = DateOption.objects.visible_to(CHOOSING).filter(search=self, pk__in=suits)
        DateVote.objects.bulk_create(
            DateVote(community=self.community, option=option, person=person, suits=suits[option.pk], at=at)
            for option in options
        )
        self.community.record("date-suited", by=person, about=self, at=at)

    @transaction.atomic
    def settle(self, option: "DateOption", *, by, at):
        """Call the gathering at that moment. Settling twice gives the same gathering."""
        from .gathering import Gathering

        rows = DateSearch.objects.visible_to(CHOOSING).select_for_update(of=("self",))
        now = rows.select_related("gathering", "community", "circle").get(pk=self.pk)
        if now.settled_at is not None:
            if now.gathering is not None:
                now.gathering.community = now.community
            return now.gathering
        words = {name: getattr(now, name) for name in WORDS}
        made = Gathering.call(now.community, by=by, at=at, starts_at=option.starts_at, circle=now.circle, **words)
        DateSearch.objects.filter(pk=self.pk).update(settled_at=at, gathering=made)
        self.settled_at, self.gathering = at, made
        self.community.record("date-settled", by=by, about=self, at=at, gathering=made.pk)
        return made


class DateOptionQuerySet(Readable):
    def for_viewer(self, viewer):
        """For whoever reads the search."""
        return self.filter(readable_by(viewer, circle="search__circle"))


class DateOption(models.Model):
    """One moment offered."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    search = models.ForeignKey(DateSearch, models.CASCADE, related_name="options", db_index=False)
    starts_at = models.DateTimeField()

    objects = DateOptionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["search", "starts_at"], name="a_moment_offered_once")]
        indexes = [models.Index(fields=["community", "search"], name="date_options_of_community")]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class DateVoteQuerySet(Readable):
    def for_viewer(self, viewer):
        """One's own, and those of the others who read the search."""
        return self.filter(own(viewer) | readable_by(viewer, circle="option__search__circle"))


class DateVote(models.Model):
    """A moment that suits somebody."""

    class Suits(models.TextChoices):
        YES = "yes", gettext_lazy("me convient")
        MAYBE = "maybe", gettext_lazy("s’il le faut")

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    option = models.ForeignKey(DateOption, models.CASCADE, related_name="votes", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    suits = models.CharField(max_length=5, choices=Suits.choices)
    at = models.DateTimeField()

    objects = DateVoteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "person"], name="a_moment_suits_once")]
        indexes = [models.Index(fields=["community", "person"], name="date_votes_of_community")]

    def __str__(self):
        return f"{self.person_id} · {self.option_id} · {self.suits}"


def suited(viewer, gathering) -> bool:
    """Whether the viewer had said that the moment of this gathering suits them, « s’il le faut » left aside."""
    said = DateVote.objects.visible_to(viewer).filter(
        person=viewer.person, suits=DateVote.Suits.YES, option__search__gathering=gathering
    )
    return said.filter(option__starts_at=gathering.starts_at).exists()
