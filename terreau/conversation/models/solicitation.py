"""One person asked, by name, to look at a call: only who agreed, and never more often than they said."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from terreau.people.models import Person
from terreau.spine.reading import Readable, System

from .rights import shared_with

A_MONTH = timedelta(days=30)
LIMIT = System("how often somebody was asked")


class SolicitationQuerySet(Readable):
    def for_viewer(self, viewer):
        """Between two people: who asked and who is asked, while both may read the call."""
        if viewer.person is None:
            return self.none()
        mine = Q(person=viewer.person) | Q(by=viewer.person)
        return self.filter(shared_with(viewer, thread="thread__", circle="thread__circle")).filter(mine)

    def lately(self, at: datetime):
        """Those of the thirty days before."""
        return self.filter(asked_at__gt=at - A_MONTH)


class Solicitation(models.Model):
    """« Pourriez-vous regarder ? »: one person, one call, once."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    thread = models.ForeignKey("conversation.Thread", models.CASCADE, related_name="solicitations", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="solicitations", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()

    objects = SolicitationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="asked_once_about_a_call")]
        indexes = [
            models.Index(fields=["person", "asked_at"], name="solicitations_of_person"),
            models.Index(fields=["community", "asked_at"], name="solicitations_of_community"),
        ]

    def __str__(self):
        return f"{self.person} · {self.thread_id}"

    @classmethod
    def waiting_for(cls, viewer, community, today):
        """What this viewer is asked about, in calls still open that they have neither written in nor answered."""
        if viewer.person is None or community.pk not in viewer.communities:
            return cls.objects.none()
        rows = cls.objects.visible_to(viewer).filter(community=community, person=viewer.person)
        rows = rows.filter(thread__call_until__gte=today, thread__call_closed_at=None)
        rows = rows.exclude(thread__offers__person=viewer.person).exclude(thread__messages__author=viewer.person)
        return rows.select_related("thread__community", "by").order_by("asked_at")

    @classmethod
    @transaction.atomic
    def send(cls, thread, person, *, by, at) -> bool:
        """Ask this person to look at the call; False, and nothing leaves, when they were asked enough this month.

        Asking the same person about the same call again changes nothing.
        """
        held = Person.objects.select_for_update().get(pk=person.pk)  # two people asking at once are counted in turn
        rows = cls.objects.visible_to(LIMIT).filter(person=held)
        if rows.filter(thread=thread).exists():
            return True
        if rows.lately(at).count() >= held.asked_at_most:
            return False
        asked = cls.objects.create(community=thread.community, thread=thread, person=held, by=by, asked_at=at)
        thread.community.record("help-asked", by=by, about=asked, at=at, thread=thread.pk, person=held.pk)
        return True


def times_asked(at: datetime, person_ref: str = "person"):
    """For a query over many people: how often each was asked in the last thirty days, everywhere."""
    rows = Solicitation.objects.visible_to(LIMIT).lately(at).filter(person=OuterRef(person_ref)).order_by()
    return Coalesce(Subquery(rows.values("person").annotate(times=Count("pk")).values("times")), 0)
