"""Circles: smaller groups with a purpose, an end if they wish, and guests for a time."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from terreau.people.models import Person
from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

from .once import find_or_make

A_MOMENT = timedelta(minutes=10)


class CircleQuerySet(Readable):
    def for_viewer(self, viewer):
        """Open circles of the viewer's communities, and those where they have a seat."""
        within = Q(community__in=viewer.communities, is_private=False)
        return self.filter(within | Q(pk__in=viewer.circles))

    def going(self):
        """Not ended."""
        return self.filter(ended_at=None)


class Circle(models.Model):
    """A part of a community that meets by itself."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="circles")
    key = KeyField()
    name = models.CharField(_("nom"), max_length=80)
    purpose = models.CharField(_("raison d’être"), max_length=300)
    is_private = models.BooleanField(_("cercle privé"), default=False)
    ends_on = models.DateField(_("se termine le"), null=True, blank=True)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = CircleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "ended_at"], name="circles_of_community")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("community:circle", args=[self.community.slug, self.key])

    @classmethod
    @transaction.atomic
    def open(cls, community, *, by, at, **fields) -> "Circle":
        """Open a circle; whoever opens it sits in it and hosts it. The same words sent twice open one."""
        Person.objects.select_for_update().get(pk=by.pk)  # of two clicks in one instant, the second finds the first's
        if (same := cls._just_opened(community, by, at, fields)) is not None:
            return same
        circle = cls.objects.create(community=community, opened_at=at, **fields)
        Seat.objects.create(circle=circle, person=by, is_host=True, since=at)
        community.record("circle-opened", by=by, about=circle, at=at)
        return circle

    @classmethod
    def _just_opened(cls, community, by, at, fields) -> "Circle | None":
        rows = cls.objects.visible_to(System("a form sent twice")).going()
        rows = rows.filter(community=community, opened_at__gt=at - A_MOMENT, opened_at__lte=at, **fields)
        found = rows.filter(seats__person=by, seats__is_host=True, seats__left_at=None).first()
        if found is not None:
            found.community = community
        return found

    @transaction.atomic
    def seat(self, person, *, by, at, guest_until: datetime | None = None) -> "Seat":
        """Give somebody a seat; a guest's seat ends by itself. Asking twice changes nothing."""
        seat, new = find_or_make(
            lambda: self._seat_of(person),
            lambda: Seat.objects.create(circle=self, person=person, since=at, guest_until=guest_until),
        )
        if new or seat._renew(guest_until, at):
            act = "guest-seated" if guest_until else "circle-joined"
            self.community.record(act, by=by, about=seat, at=at)
        return seat

    def _seat_of(self, person) -> "Seat | None":
        rows = Seat.objects.visible_to(System("one seat each")).select_for_update()
        seat = rows.filter(circle=self, person=person, left_at=None).first()
        if seat is not None:
            seat.circle, seat.person = self, person
        return seat

    @transaction.atomic
    def describe(self, *, by, at, **words):
        """Change the name, the purpose, the end date or who may come in; what was said in private stays private."""
        if self.is_private and words.get("is_private") is False:
            raise ValidationError(_("Ce qui s’est dit en privé le reste\u00a0: ouvrez plutôt un autre cercle."))
        for field, value in words.items():
            setattr(self, field, value)
        self.save(update_fields=list(words))
        self.community.record("circle-described", by=by, about=self, at=at, fields=sorted(words))

    @transaction.atomic
    def end(self, *, by, at):
        """Close the circle: it stays readable to those who sat in it, nothing more is written."""
        if Circle.objects.filter(pk=self.pk, ended_at=None).update(ended_at=at):
            self.ended_at = at
            self.community.record("circle-ended", by=by, about=self, at=at)

    def asks_to_end(self, today: date) -> bool:
        """Whether its end date has come and nobody has said what then."""
        return self.ended_at is None and self.ends_on is not None and self.ends_on <= today


class SeatQuerySet(Readable):
    def for_viewer(self, viewer):
        """Seats of the circles the viewer may read."""
        return self.filter(circle__in=Circle.objects.visible_to(viewer))

    def taken(self, at: datetime):
        """Not left, and for guests not over."""
        return self.filter(Q(guest_until=None) | Q(guest_until__gt=at), left_at=None)

    def hosting(self):
        """Seats of those who host."""
        return self.filter(is_host=True, left_at=None)


class Seat(models.Model):
    """One person in one circle; a guest's seat has an end and opens nothing else."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seats")
    key = KeyField()
    is_host = models.BooleanField(default=False)
    since = models.DateTimeField()
    guest_until = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "person"], condition=Q(left_at=None), name="one_seat_each")
        ]
        indexes = [models.Index(fields=["person", "left_at"], name="seats_of_person")]

    def __str__(self):
        return f"{self.person} · {self.circle}"

    @property
    def is_guest(self) -> bool:
        """Whether this seat is a guest's."""
        return self.guest_until is not None

    def is_taken(self, at: datetime) -> bool:
        """Whether it opens the circle at this moment."""
        return self.left_at is None and (self.guest_until is None or self.guest_until > at)

    def lasts(self, until: datetime | None) -> bool:
        """Whether it opens the circle until that moment; for good, when None."""
        return self.guest_until is None or (until is not None and until <= self.guest_until)

    def _renew(self, guest_until: datetime | None, at: datetime) -> bool:
        """A guest comes back for a time, or becomes one of the circle; a full seat is never made less."""
        if self.lasts(guest_until):
            return False
        Seat.objects.filter(pk=self.pk).update(guest_until=guest_until)
        self.guest_until = guest_until
        return True

    @transaction.atomic
    def host(self, *, by, at):
        """Have the person host the circle, with the others who do."""
        if Seat.objects.filter(pk=self.pk, left_at=None, guest_until=None, is_host=False).update(is_host=True):
            self.is_host = True
            self.circle.community.record("circle-hosted", by=by, about=self, at=at)

    @transaction.atomic
    def stop_hosting(self, *, by, at):
        """Stay in the circle without hosting it any more."""
        if Seat.objects.filter(pk=self.pk, left_at=None, is_host=True).update(is_host=False):
            self.is_host = False
            self.circle.community.record("circle-host-stopped", by=by, about=self, at=at)

    @transaction.atomic
    def leave(self, *, by, at):
        """Give the seat up; access ends at once."""
        if Seat.objects.filter(pk=self.pk, left_at=None).update(left_at=at):
            self.left_at = at
            self.circle.community.record("circle-left", by=by, about=self, at=at)
