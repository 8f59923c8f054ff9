"""What a history tells, as it told it: the source from which days are counted again at any time."""

from django.db import models
from django.db.models import Q

from .participant import OwnQuerySet


class ParticipationEvent(models.Model):
    """Somebody took part, outside what this house saw itself."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    participant = models.ForeignKey("lifecycle.Participant", models.CASCADE, related_name="events", db_index=False)
    source_id = models.CharField(max_length=80)
    occurred_at = models.DateTimeField()
    kind = models.CharField(max_length=30)
    weight = models.FloatField(default=1)  # kept as told; it enters no measure
    thread = models.CharField(max_length=80, blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "source_id"], name="one_event_of_a_source")]
        indexes = [models.Index(fields=["participant", "occurred_at"], name="events_of_participant")]

    def __str__(self):
        return f"{self.source_id} {self.kind}"


class TouchQuerySet(OwnQuerySet):
    """Sentences about touches."""

    person = "event__participant__person"


class Touch(models.Model):
    """An event touched an item of the practice."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+")
    event = models.ForeignKey(ParticipationEvent, models.CASCADE, related_name="touches")
    item = models.CharField(max_length=80)

    objects = TouchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "item"], name="an_item_touched_once_by_an_event")]

    def __str__(self):
        return self.item


class HelpGivenQuerySet(OwnQuerySet):
    """Sentences about help."""

    def for_viewer(self, viewer):
        """What one asked and what one answered."""
        if viewer.person is None:
            return self.none()
        return self.filter(Q(asker__person=viewer.person) | Q(helper__person=viewer.person))


class HelpGiven(models.Model):
    """Somebody asked; another person answered, or nobody yet."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    thread = models.CharField(max_length=80)
    asker = models.ForeignKey("lifecycle.Participant", models.CASCADE, related_name="+")
    helper = models.ForeignKey("lifecycle.Participant", models.CASCADE, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects = HelpGivenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "thread", "asker", "helper", "asked_at"],
                condition=Q(helper__isnull=False),
                name="one_help_given",
            ),
            models.UniqueConstraint(
                fields=["community", "thread", "asker", "asked_at"],
                condition=Q(helper=None),
                name="one_call_waiting",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(helper__isnull=False), name="an_answer_comes_from_somebody"
            ),
        ]

    def __str__(self):
        return self.thread
