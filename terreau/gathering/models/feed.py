"""A calendar one subscribes to: private, for one person, and over as soon as they take it back or go."""

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.db.models import Q

from terreau.community.models.once import find_or_make
from terreau.spine.outbox import record
from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField, key_in, new_key

SALT = "terreau.gathering.calendar"
HOLDER = System("whoever holds the address of a calendar")


class CalendarFeedQuerySet(Readable):
    def for_viewer(self, viewer):
        """One's own, and nobody else's."""
        return self.filter(person=viewer.person) if viewer.person else self.none()


class CalendarFeed(models.Model):
    """The address of one calendar: of a person (neither community nor circle), of a community, of a circle of it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds", db_index=False)
    community = models.ForeignKey("community.Community", models.CASCADE, null=True, related_name="+")
    circle = models.ForeignKey("community.Circle", models.CASCADE, null=True, related_name="+")
    key = KeyField()
    made_at = models.DateTimeField()
    mark = models.CharField(max_length=64, blank=True)  # of what it last held
    changed_at = models.DateTimeField()  # when a calendar program last found something else in it

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(community=None, circle=None), name="one_calendar_of_mine"
            ),
            models.UniqueConstraint(
                fields=["person", "community"],
                condition=Q(circle=None, community__isnull=False),
                name="one_calendar_of_a_community",
            ),
            models.UniqueConstraint(
                fields=["person", "circle"], condition=Q(circle__isnull=False), name="one_calendar_of_a_circle"
            ),
        ]

    def __str__(self):
        return f"calendar {self.key}"

    @classmethod
    @transaction.atomic
    def get(cls, person, *, at, community=None, circle=None) -> "CalendarFeed":
        """The address of that calendar, made the first time. Asking twice gives the same."""
        which = {"person": person, "community": community, "circle": circle}
        rows = cls.objects.visible_to(HOLDER).filter(**which)
        made, new = find_or_make(rows.first, lambda: cls.objects.create(**which, made_at=at, changed_at=at))
        if new:
            record("calendar-made", by=person, about=made, at=at)
        return made

    @transaction.atomic
    def renew(self, *, at):
        """Another address; the one before opens nothing from now on."""
        key = new_key()
        if CalendarFeed.objects.filter(pk=self.pk, key=self.key).update(key=key, made_at=at, changed_at=at, mark=""):
            self.key, self.made_at, self.changed_at, self.mark = key, at, at, ""
            record("calendar-renewed", by=self.person, about=self, at=at)

    @transaction.atomic
    def take_back(self, *, at):
        """The address opens nothing from now on. Asking twice changes nothing."""
        if CalendarFeed.objects.filter(pk=self.pk).delete()[0]:
            record("calendar-taken-back", by=self.person, about=self, at=at)

    @property
    def token(self) -> str:
        """What its address carries: signed, derived from the key, never stored."""
        return signing.Signer(sep=".", salt=SALT).sign(self.key)

    @classmethod
    def of_token(cls, token: str) -> "CalendarFeed | None":
        """The calendar of an address; None when nobody made it, or it was renewed or taken back."""
        try:
            key = key_in(signing.Signer(sep=".", salt=SALT).unsign(token))
        except signing.BadSignature:
            return None
        rows = cls.objects.visible_to(HOLDER).select_related("person", "community", "circle")
        return rows.filter(key=key or "-").first()

    def note(self, mark: str, at) -> None:
        """Remember what it holds, so that a calendar program that has it already is told so."""
        if mark != self.mark:
            CalendarFeed.objects.filter(pk=self.pk).update(mark=mark, changed_at=at)
            self.mark, self.changed_at = mark, at
