"""Somebody who took part: a member, the author of an old mail, or a name in a history that only its keeper knows."""

import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from terreau.spine.asking import Question
from terreau.spine.reading import Readable, System

WHY = System("counting participation")


class OwnQuerySet(Readable):
    """Rows that only the person they are about may read."""

    person = "participant__person"

    def for_viewer(self, viewer):
        """One's own; nobody reads another's path."""
        return self.filter(**{self.person: viewer.person}) if viewer.person else self.none()

    def counted(self, community):
        """Everything of a community, for figures that name nobody."""
        return self.visible_to(WHY).filter(community=community)


class ParticipantQuerySet(OwnQuerySet):
    """Sentences about who took part."""

    person = "person"


class Participant(models.Model):
    """One per person and community, or one per name of a history; `arrived_on` is the day of the first trace."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="participants", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="participations")
    label = models.CharField(max_length=80, blank=True)  # what a history calls them
    arrived_on = models.DateField(null=True)  # local day of the community
    first_contribution_on = models.DateField(null=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"],
                condition=Q(person__isnull=False),
                name="one_participant_for_a_person",
            ),
            models.UniqueConstraint(
                fields=["community", "label"], condition=~Q(label=""), name="one_participant_for_a_label"
            ),
        ]
        indexes = [models.Index(fields=["community", "arrived_on"], name="participants_by_arrival")]

    def __str__(self):
        return self.label or f"participant {self.pk}"

    @classmethod
    def of_people(cls, community, people: set[int]) -> dict[int, int]:
        """Participant ids by person id, made where there was none; two makers at once make one."""
        held = dict(_OF_PEOPLE.ask(community=community.pk, people=sorted(people)))
        if missing := people - held.keys():
            cls.objects.bulk_create(
                [cls(community=community, person_id=person) for person in sorted(missing)], ignore_conflicts=True
            )
            held |= dict(_OF_PEOPLE.ask(community=community.pk, people=sorted(missing)))
        return held

    @classmethod
    def of_labels(cls, community, labels: set[str]) -> dict[str, int]:
        """Participant ids by label, made where there was none."""
        rows = cls.objects.counted(community)
        held = dict(rows.filter(label__in=labels).values_list("label", "pk"))
        if missing := labels - held.keys():
            cls.objects.bulk_create(
                [cls(community=community, label=label) for label in sorted(missing)], ignore_conflicts=True
            )
            held |= dict(rows.filter(label__in=missing).values_list("label", "pk"))
        return held

    @classmethod
    @transaction.atomic
    def forget(cls, person) -> None:
        """The person left: what was counted stays, and can no longer be traced to anybody."""
        for participant in cls.objects.visible_to(WHY).filter(person=person):
            nameless = f"~{secrets.token_hex(8)}" if participant.label else ""
            cls.objects.filter(pk=participant.pk).update(person=None, label=nameless)


def _of_people(*, community, people):
    rows = Participant.objects.counted(community).filter(person__in=people)
    return rows.values_list("person_id", "pk")


_OF_PEOPLE = Question(_of_people)
