"""What goes with an arrival: its files, what is wrong in them, and what it brought in so that it can be undone."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import models

from terreau.spine.reading import Readable

from ..arrivals.problems import KINDS, Problem
from .arrival import WHY, Arrival

MOST_PROBLEMS = 50_000  # kept for one arrival; the rest are only counted


class BesideQuerySet(Readable):
    def for_viewer(self, viewer):
        """Those of the arrivals the viewer looks after."""
        return self.filter(arrival__in=Arrival.objects.visible_to(viewer))

    def of(self, arrival):
        """Those of an arrival that was found for somebody."""
        return self.filter(arrival=arrival).seen()


class ArrivalFile(models.Model):
    """A file as it was brought; it goes once the arrival is over."""

    arrival = models.ForeignKey(Arrival, models.CASCADE, related_name="files")
    file = models.ForeignKey("files.File", models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField()

    objects = BesideQuerySet.as_manager()

    class Meta:
        ordering = ["place"]

    def __str__(self):
        return self.name


class ArrivalProblem(models.Model):
    """One thing that is wrong, at its line; its sentences are made when it is read."""

    arrival = models.ForeignKey(Arrival, models.CASCADE, related_name="problems")
    file = models.CharField(max_length=200, blank=True)
    line = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    weight = models.CharField(max_length=5)
    about = models.JSONField(default=dict)
    while_carrying = models.BooleanField(default=False)  # met when letting it in, not when looking

    objects = BesideQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.line} {self.kind}"

    @property
    def said(self) -> Problem:
        """The problem in words."""
        return Problem(self.kind, self.line, self.about)

    @classmethod
    def write(cls, arrival, problems: Iterable[tuple[str, Problem]], *, while_carrying=False) -> None:
        """Keep problems, given with the name of their file."""
        cls.objects.bulk_create(
            (
                cls(
                    arrival=arrival,
                    file=file,
                    line=one.line,
                    kind=one.kind,
                    weight=KINDS[one.kind].weight,
                    about=dict(one.about),
                    while_carrying=while_carrying,
                )
                for file, one in problems
            ),
            batch_size=1000,
        )


class ArrivedRows(models.Model):
    """Rows that an arrival brought in, by their ids, a batch at a time. What undoing starts from."""

    class Kind(models.TextChoices):
        PERSON = "person"
        MEMBERSHIP = "member"
        INVITATION = "invite"
        MESSAGE = "message"
        EVENT = "event"
        HELP = "help"
        SERIES = "series"
        GATHERING = "gather"
        NOTE = "note"

    arrival = models.ForeignKey(Arrival, models.CASCADE, related_name="rows", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    ids = models.JSONField()

    objects = BesideQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["arrival", "kind", "id"], name="rows_of_arrival")]

    def __str__(self):
        return f"{len(self.ids)} {self.kind}"

    @classmethod
    def write(cls, arrival, kind: str, ids: Iterable[int]) -> None:
        """Remember these rows."""
        if ids := list(ids):
            cls.objects.create(arrival=arrival, kind=kind, ids=ids)

    @classmethod
    def after(cls, arrival, kind: str, last: int = 0) -> Iterator["ArrivedRows"]:
        """The batches of that kind, in order, after the batch with this id."""
        while (
            batch := cls.objects.visible_to(WHY).filter(arrival=arrival, kind=kind, pk__gt=last).order_by("pk").first()
        ):
            yield batch
            last = batch.pk


class OfCommunityQuerySet(Readable):
    def for_viewer(self, viewer):
        """Nobody reads these: they only help the next arrival find its place."""
        return self.none()


class AwaitedMail(models.Model):
    """A mail that archived messages cite and that has not arrived: if it does, this is its thread."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    thread = models.ForeignKey("conversation.Thread", models.CASCADE, related_name="+")
    mark = models.BigIntegerField()  # of its Message-ID

    objects = OfCommunityQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "mark"], name="awaited_once")]

    def __str__(self):
        return f"{self.mark}"


class NamelessAuthor(models.Model):
    """An author known by name alone, the list having kept their address: the same name is the same person here."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)  # folded

    objects = OfCommunityQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="one_author_of_a_name")]

    def __str__(self):
        return self.name
