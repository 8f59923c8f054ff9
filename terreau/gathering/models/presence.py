"""Who comes to one date: what they said, what they need, whether they were there."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.spine.reading import Readable, System

from .rights import own, readable_by

SEATING = System("who has a seat")


class PresenceQuerySet(Readable):
    def for_viewer(self, viewer):
        """One's own; of others only that they come, when they agreed to be announced. A refusal is nobody's to see."""
        coming = Q(answer__in=Presence.COMING, announced=True) | Q(came_at__isnull=False, announced=True)
        others = readable_by(viewer, circle="gathering__circle") & coming
        return self.filter(own(viewer) | others)

    def coming(self):
        """With a seat."""
        return self.filter(answer__in=Presence.COMING, waiting_since=None)

    def waiting(self):
        """On the waiting list, the first who asked first."""
        return self.filter(waiting_since__isnull=False).order_by("waiting_since", "pk")


class Presence(models.Model):
    """One person, or one guest, and one date: what they said, and whether they came."""

    class Answer(models.TextChoices):
        HERE = "here", gettext_lazy("Je viens")
        ONLINE = "online", gettext_lazy("En ligne")
        NOT_THIS_TIME = "not", gettext_lazy("Pas cette fois")

    COMING = ("here", "online")

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    gathering = models.ForeignKey("gathering.Gathering", models.CASCADE, related_name="presences", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="presences")
    guest = models.OneToOneField("gathering.Guest", models.CASCADE, null=True, related_name="presence")
    answer = models.CharField(max_length=6, choices=Answer.choices, blank=True)  # blank: came without saying so
    announced = models.BooleanField(default=True)
    answered_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    slot = models.PositiveSmallIntegerField(null=True)  # which appointment of a « permanence »
    came_at = models.DateTimeField(null=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "person"], name="one_presence_each"),
            models.UniqueConstraint(fields=["gathering", "slot"], name="one_person_in_a_slot"),
            models.CheckConstraint(
                condition=Q(person=None, guest__isnull=False) | Q(person__isnull=False, guest=None),
                name="a_person_or_a_guest",
            ),
        ]
        indexes = [
            models.Index(fields=["gathering", "answer"], name="presences_of_gathering"),
            models.Index(fields=["community", "person", "came_at"], name="presences_of_community"),
        ]

    def __str__(self):
        return f"{self.person_id or self.guest_id} · {self.gathering_id} · {self.answer}"

    @property
    def is_coming(self) -> bool:
        """Whether they said they come, with a seat or not yet."""
        return self.answer in self.COMING


class NeedsQuerySet(Readable):
    def for_viewer(self, viewer):
        """One's own; for those who prepare, `for_preparing` counts and quotes them without names."""
        return self.filter(own(viewer, "presence__person"))


class Needs(models.Model):
    """What somebody needs in order to come, and what they eat: for those who prepare, without their name."""

    presence = models.OneToOneField(Presence, models.CASCADE, related_name="needs", primary_key=True)
    access = models.CharField(gettext_lazy("ce qui m’aide à venir"), max_length=300, blank=True)
    meal = models.CharField(gettext_lazy("ce que je mange"), max_length=80, blank=True)
    takes_meal = models.BooleanField(gettext_lazy("je mange avec vous"), default=True)

    objects = NeedsQuerySet.as_manager()

    def __str__(self):
        return f"{self.presence_id}"

    @classmethod
    @transaction.atomic
    def say(cls, gathering, person=None, *, at, guest=None, access="", meal="", takes_meal: bool = True) -> None:
        """Say what one needs, once one comes; ValidationError before. A guest says it too."""
        row = gathering.touched(at)
        who = {"person": person} if person is not None else {"guest": guest}
        presence = Presence.objects.visible_to(SEATING).filter(gathering=row, **who).first()
        if presence is None and person is not None:
            presence = row.answer_of_series(person, at=at)
        if presence is None or not presence.is_coming:
            raise ValidationError(_("Dites d’abord que vous venez."), code="first")
        said = {"access": access[:300], "meal": meal[:80], "takes_meal": takes_meal}
        mine = cls.objects.visible_to(SEATING).filter(presence=presence)
        if mine.filter(**said).exists():
            return
        cls.objects.visible_to(SEATING).update_or_create(presence=presence, defaults=said)
        row.community.record("needs-said", by=None, about=row, at=at)
