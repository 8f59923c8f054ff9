"""Quiet periods: the summer, a pause. Nothing takes place then and nothing is sent."""

from datetime import date

from django.conf import settings
from django.db import models, transaction
from django.db.models import F

from terreau.spine.reading import Readable
from terreau.ui.keys import KeyField


class QuietPeriodQuerySet(Readable):
    def for_viewer(self, viewer):
        """Those of the viewer's communities."""
        return self.filter(community__in=viewer.all_communities)


class QuietPeriod(models.Model):
    """« L’été », « la pause »: days when nothing takes place and nothing is sent."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="quiet_periods", db_index=False)
    key = KeyField()
    name = models.CharField(max_length=60)
    from_day = models.DateField()
    to_day = models.DateField()  # the last quiet day
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    objects = QuietPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["from_day"]
        indexes = [models.Index(fields=["community", "to_day"], name="quiet_periods_of_community")]
        constraints = [
            models.CheckConstraint(condition=models.Q(to_day__gte=F("from_day")), name="a_quiet_period_has_an_end")
        ]

    def __str__(self):
        return self.name

    def covers(self, day: date) -> bool:
        """Whether that day is one of its days."""
        return self.from_day <= day <= self.to_day

    @classmethod
    @transaction.atomic
    def announce(cls, community, *, name: str, from_day: date, to_day: date, by, at) -> "QuietPeriod":
        """Say that nothing takes place from one day to another."""
        made = cls.objects.create(
            community=community, name=name, from_day=from_day, to_day=to_day, said_by=by, said_at=at
        )
        community.record("quiet-period-announced", by=by, about=made, at=at)
        return made

    @transaction.atomic
    def take_back(self, *, by, at):
        """The rhythm goes on after all. Asking twice changes nothing."""
        community = self.community
        if QuietPeriod.objects.filter(pk=self.pk).delete()[0]:
            community.record("quiet-period-taken-back", by=by, about=community, at=at)
