"""A series joined once, for all its dates."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.community.models.once import find_or_make
from terreau.spine.reading import Readable, System

from .rights import own, readable_by

JOINING = System("who joined a series")


class SeriesAnswerQuerySet(Readable):
    def for_viewer(self, viewer):
        """One's own, and those of others who agreed to be announced where the viewer reads the series."""
        others = readable_by(viewer, circle="series__circle") & Q(announced=True, left_at=None)
        return self.filter(own(viewer) | others)

    def standing(self):
        """Joined, and not left since."""
        return self.filter(left_at=None)


class SeriesAnswer(models.Model):
    """Somebody joined a series, once for all its dates."""

    class Way(models.TextChoices):
        HERE = "here", gettext_lazy("sur place")
        ONLINE = "online", gettext_lazy("en ligne")

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    series = models.ForeignKey("gathering.Series", models.CASCADE, related_name="answers", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="series_joined")
    way = models.CharField(max_length=6, choices=Way.choices, default=Way.HERE)
    announced = models.BooleanField(default=True)
    since = models.DateTimeField()  # dates before it are not theirs
    left_at = models.DateTimeField(null=True)

    objects = SeriesAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "person"], condition=Q(left_at=None), name="a_series_joined_once")
        ]
        indexes = [
            models.Index(fields=["series", "left_at"], name="who_joined_a_series"),
            models.Index(fields=["community", "person"], name="series_answers_of_community"),
        ]

    def __str__(self):
        return f"{self.person_id} · {self.series_id}"

    @classmethod
    @transaction.atomic
    def join(cls, series, person, *, at, way="here", announced: bool | None = None) -> "SeriesAnswer":
        """Join every date to come, on its next rhythm too.

        Joining twice changes the way of coming; `announced` None leaves that as it was.
        """
        if not series.joins_as_one:
            raise ValidationError(_("Ici chaque date se répond à part."), code="by-date")
        rows = cls.objects.visible_to(JOINING).select_for_update().filter(series=series, person=person, left_at=None)
        fields = {"way": cls.Way(way), "announced": announced is not False}
        made, new = find_or_make(
            rows.first,
            lambda: cls.objects.create(community=series.community, series=series, person=person, since=at, **fields),
        )
        shown = made.announced if announced is None else announced
        if new:
            series.community.record("series-joined", by=None, about=made, at=at)
            for after in _following(series):
                cls.join(after, person, at=at, way=way, announced=announced)
        elif (made.way, made.announced) != (way, shown):
            cls.objects.filter(pk=made.pk).update(way=cls.Way(way), announced=shown)
            made.way, made.announced = way, shown
        return made

    @transaction.atomic
    def leave(self, *, at):
        """No longer expected, at any date, on its next rhythm either. Asking twice changes nothing."""
        if SeriesAnswer.objects.filter(pk=self.pk, left_at=None).update(left_at=at):
            self.left_at = at
            self.community.record("series-left", by=None, about=self, at=at)
            rows = SeriesAnswer.objects.visible_to(JOINING).standing().select_related("community")
            for row in rows.filter(series__follows=self.series_id, person=self.person_id):
                row.leave(at=at)

    @classmethod
    def carry_over(cls, before, after, at: datetime) -> None:
        """Whoever had joined a series has joined the one that follows it."""
        if not after.joins_as_one:
            return
        standing = cls.objects.visible_to(JOINING).standing().filter(series=before)
        cls.objects.bulk_create(
            cls(
                community=after.community,
                series=after,
                person_id=row.person_id,
                way=row.way,
                announced=row.announced,
                since=at,
            )
            for row in standing
        )


def _following(series) -> list:
    """The series that follows on another rhythm, if any, where one joins once."""
    from .series import Series

    rows = Series.objects.visible_to(JOINING).filter(follows=series).select_related("community")
    return [after for after in rows if after.joins_as_one]
