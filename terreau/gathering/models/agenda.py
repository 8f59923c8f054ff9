"""What will be done, by whom: the steps of one date, and those who prepare it."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from terreau.spine.reading import Readable

from .rights import readable_by


class BesideQuerySet(Readable):
    def for_viewer(self, viewer):
        """For whoever reads the gathering."""
        return self.filter(readable_by(viewer, circle="gathering__circle"))


class Step(models.Model):
    """One step of the agenda."""

    class Kind(models.TextChoices):
        PLAIN = "plain", _("étape")
        NEWCOMERS = "newcomers", _("place aux nouvelles têtes")
        STORY = "story", _("cinq minutes récit")
        BREAK = "break", _("pause")

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    gathering = models.ForeignKey("gathering.Gathering", models.CASCADE, related_name="steps", db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PLAIN)
    title = models.CharField(max_length=140)
    minutes = models.PositiveSmallIntegerField(default=10)
    carrier = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="steps_carried")
    carried_by = models.CharField(max_length=80, blank=True)  # a name, when it is nobody known here

    objects = BesideQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["gathering", "position"], name="one_step_at_a_place")]
        indexes = [models.Index(fields=["community", "carrier"], name="steps_of_community")]

    def __str__(self):
        return self.title


class Preparer(models.Model):
    """Somebody who prepares a date with whoever called it."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    gathering = models.ForeignKey("gathering.Gathering", models.CASCADE, related_name="preparers", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="gatherings_prepared")
    since = models.DateTimeField()

    objects = BesideQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gathering", "person"], name="prepares_once")]
        indexes = [models.Index(fields=["community", "person"], name="preparers_of_community")]

    def __str__(self):
        return f"{self.person_id} · {self.gathering_id}"

    @classmethod
    @transaction.atomic
    def add(cls, gathering, person, *, by, at) -> None:
        """Have somebody prepare it too. Asking twice changes nothing."""
        row = gathering.touched(at)
        made = cls(community=row.community, gathering=row, person=person, since=at)
        before = cls.objects.filter(gathering=row).seen().count()
        cls.objects.bulk_create([made], ignore_conflicts=True)
        if cls.objects.filter(gathering=row).seen().count() > before:
            row.community.record("gathering-shared", by=by, about=row, at=at, person=person.pk)


@transaction.atomic
def set_agenda(gathering, steps: list[dict], *, by, at) -> None:
    """Replace the agenda of one date by these steps (title, minutes, kind, carrier, carried_by)."""
    row = gathering.touched(at)
    said = ["title", "minutes", "kind", "carrier", "carried_by"]
    now = [{name: getattr(step, name) for name in said} for step in row.steps.all().seen().select_related("carrier")]
    plain = {"minutes": 10, "kind": Step.Kind.PLAIN, "carrier": None, "carried_by": ""}
    wanted = [{**plain, **step} for step in steps]
    if now == wanted:
        return
    Step.objects.filter(gathering=row).delete()
    Step.objects.bulk_create(
        Step(community=row.community, gathering=row, position=place, **step) for place, step in enumerate(wanted, 1)
    )
    row.community.record("agenda-set", by=by, about=row, at=at, steps=len(wanted))
