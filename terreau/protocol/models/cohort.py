"""Cohorts, duos and trios: the same few people, from a day to a day, each in turn, in a private circle."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.community.models import Circle, Seat
from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

SIZES = {"cohort": (5, 8), "duo": (2, 2), "trio": (3, 3)}
WHY = System("the people of a cohort")


class CohortQuerySet(Readable):
    def for_viewer(self, viewer):
        """Those one sits in, or was asked to join."""
        if viewer.person is None:
            return self.none()
        asked = Place.objects.visible_to(viewer).filter(person=viewer.person, left_at=None)
        return self.filter(Q(pk__in=asked.values("cohort")) & Q(community__in=viewer.communities))


class Cohort(models.Model):
    """A few people who go a way together; everyone accepts, anybody goes without a reason."""

    class Kind(models.TextChoices):
        COHORT = "cohort", gettext_lazy("Cohorte")
        DUO = "duo", gettext_lazy("Duo")
        TRIO = "trio", gettext_lazy("Trio")

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="cohorts")
    circle = models.OneToOneField("community.Circle", models.SET_NULL, null=True, related_name="cohort")
    key = KeyField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(gettext_lazy("nom"), max_length=80)
    pact = models.TextField(gettext_lazy("pacte"), max_length=2_000, blank=True)
    format_slug = models.CharField(max_length=60)
    begins_on = models.DateField(gettext_lazy("commence le"))
    ends_on = models.DateField(gettext_lazy("se termine le"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=models.F("begins_on")), name="a_cohort_ends_after_it_begins")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("protocol:cohort", args=[self.community.slug, self.key])

    @classmethod
    @transaction.atomic
    def propose(cls, community, people, *, by, at, circle=None, **fields) -> "Cohort":
        """Propose to these people, who propose it being one of them; nobody is in before saying yes."""
        everyone = list(dict.fromkeys([by, *people]))
        least, most = SIZES[fields["kind"]]
        if not least <= len(everyone) <= most:
            raise ValidationError(
                _("Il faut être de %(least)s à %(most)s, vous compris.") % {"least": least, "most": most}, code="size"
            )
        cohort = cls.objects.create(community=community, made_by=by, made_at=at, **fields)
        cohort.circle = circle or Circle.open(
            community, by=by, at=at, name=cohort.name, purpose=_("Avancer ensemble, à quelques-uns."), is_private=True,
            ends_on=cohort.ends_on,
        )  # fmt: skip
        cohort.save(update_fields=["circle"])
        Place.objects.bulk_create(
            Place(community=community, cohort=cohort, person=person, order=order, asked_at=at)
            for order, person in enumerate(everyone)
        )
        Place.objects.filter(cohort=cohort, person=by).update(accepted_at=at)
        cohort._plan_turns(everyone)
        community.record("cohort-proposed", by=by, about=cohort, at=at)
        return cohort

    def _plan_turns(self, people) -> None:
        """One turn each, at even distances from beginning to end, on the same weekday where there are weeks enough."""
        span = (self.ends_on - self.begins_on).days
        step = max(1, span // len(people))
        step -= step % 7 if step >= 7 else 0
        Turn.objects.bulk_create(
            Turn(community=self.community, cohort=self, person=person, on=self.begins_on + timedelta(days=order * step))
            for order, person in enumerate(people)
        )

    @transaction.atomic
    def accept(self, person, *, at) -> None:
        """Say yes, and sit in the circle. Asking twice changes nothing."""
        mine = Place.objects.filter(cohort=self, person=person, accepted_at=None, left_at=None)
        if self.ended_at is None and mine.update(accepted_at=at):
            self.circle.community = self.community
            self.circle.seat(person, by=person, at=at)
            self.community.record("cohort-accepted", by=person, about=self, at=at)

    @transaction.atomic
    def agree(self, person, *, at) -> None:
        """Accept the pact, for oneself, once one is in. Asking twice changes nothing."""
        mine = Place.objects.filter(cohort=self, person=person, left_at=None, pact_accepted_at=None)
        mine = mine.filter(accepted_at__isnull=False)
        if self.pact and self.ended_at is None and mine.update(pact_accepted_at=at):
            self.community.record("pact-accepted", by=person, about=self, at=at)

    @transaction.atomic
    def leave(self, person, *, at) -> None:
        """Say no, or go: no reason is asked, and none is kept. A duo ends when one of the two goes."""
        if not Place.objects.filter(cohort=self, person=person, left_at=None).update(left_at=at):
            return
        seat = Seat.objects.visible_to(WHY).filter(circle=self.circle_id, person=person, left_at=None).first()
        if seat is not None:
            seat.circle = self.circle
            seat.circle.community = self.community
            seat.leave(by=person, at=at)
        self.community.record("cohort-left", by=person, about=self, at=at)
        left = Place.objects.visible_to(WHY).filter(cohort=self, left_at=None).count()
        if left < 2:
            self.end(by=person, at=at)

    @transaction.atomic
    def end(self, *, by, at) -> None:
        """Close it, and its circle; what was said stays readable to those who sat there. No reason is asked."""
        if Cohort.objects.filter(pk=self.pk, ended_at=None).update(ended_at=at):
            self.ended_at = at
            if self.circle is not None:
                self.circle.community = self.community
                self.circle.end(by=by, at=at)
            self.community.record("cohort-ended", by=by, about=self, at=at)


class PlaceQuerySet(Readable):
    def for_viewer(self, viewer):
        """One's own, and those of the people one sits with."""
        if viewer.person is None:
            return self.none()
        mine = Place.objects.filter(person=viewer.person, left_at=None).values("cohort").seen()
        return self.filter(Q(person=viewer.person) | Q(cohort__in=mine), community__in=viewer.communities)


class Place(models.Model):
    """One person of a cohort: asked, then in, until they go."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+")
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="places")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="cohort_places")
    order = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    pact_accepted_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "person"], name="one_place_in_a_cohort")]

    def __str__(self):
        return f"{self.cohort_id} · {self.person_id}"


class TurnQuerySet(Readable):
    def for_viewer(self, viewer):
        """The calendar of cohorts one is of."""
        return self.filter(cohort__in=Cohort.objects.visible_to(viewer))


class Turn(models.Model):
    """Whose turn it is to bring something, and when."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+")
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="turns")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    on = models.DateField()

    objects = TurnQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self):
        return f"{self.cohort_id} · {self.on}"
