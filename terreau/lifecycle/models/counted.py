"""Compact rows counted from the sources: small enough to keep for decades, rebuilt at any time, never a source."""

from django.db import models

from .participant import OwnQuerySet


class MemberDay(models.Model):
    """One participant on one local day: how many contributions, how many presences, and of which kinds."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    participant = models.ForeignKey("lifecycle.Participant", models.CASCADE, related_name="days", db_index=False)
    day = models.DateField()
    contributions = models.PositiveIntegerField()
    presences = models.PositiveIntegerField()  # traces that are no contribution
    kinds = models.PositiveBigIntegerField()  # bits of `kinds.BITS`

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "day"], name="one_row_for_a_day")]
        indexes = [models.Index(fields=["community", "day"], name="days_of_community")]

    def __str__(self):
        return f"{self.participant_id} · {self.day}"


class ThreadMember(models.Model):
    """One participant in one thread or meeting: since when, and since when with words of their own."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    participant = models.ForeignKey("lifecycle.Participant", models.CASCADE, related_name="threads")
    thread = models.CharField(max_length=90)  # « fil:42 » here, « h:… » in a history
    first_at = models.DateTimeField()
    first_contribution_at = models.DateTimeField(null=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "thread", "participant"], name="once_in_a_thread")]

    def __str__(self):
        return f"{self.participant_id} · {self.thread}"


class SoilSliceQuerySet(OwnQuerySet):
    """Sentences about slices of soil."""

    def for_viewer(self, viewer):
        """Members of the community: it names nobody, and no figure under five is in it."""
        return self.filter(community__in=viewer.communities)


class SoilSlice(models.Model):
    """One season of la coupe, frozen once a month: already rounded, so that nothing finer lies anywhere."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="soil")
    day = models.DateField()  # first day of the season
    present = models.JSONField()  # year of arrival → people
    oldest = models.PositiveIntegerField(null=True)  # the year that stands for itself and all before
    total = models.PositiveIntegerField()
    exact = models.BooleanField()  # whether the total is the very count
    enough = models.BooleanField()  # whether the season holds enough people to be drawn
    sprouts = models.PositiveIntegerField()
    seeds = models.PositiveIntegerField(default=0)  # notes of practice made then, that every member may read

    objects = SoilSliceQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["community", "day"], name="one_slice_a_season")]

    def __str__(self):
        return f"{self.community_id} · {self.day}"


class ClosedMonth(models.Model):
    """How far a community was counted: everything before this first day of a month."""

    community = models.OneToOneField("community.Community", models.CASCADE, related_name="+")
    before = models.DateField()

    def __str__(self):
        return f"{self.community_id} · {self.before}"
