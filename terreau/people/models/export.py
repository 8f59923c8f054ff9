"""My data out: one archive, made in the background, mine alone, gone after seven days."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from terreau.spine.outbox import record
from terreau.ui.keys import KeyField

from .person import Person

KEPT = timedelta(days=7)
BEING_MADE = timedelta(hours=1)  # at most; beyond it something failed for good, and one asks anew


class ExportQuerySet(models.QuerySet):
    def of(self, person):
        """Those this person asked for."""
        return self.filter(person=person)

    def in_date(self, at: datetime):
        """Those not expired."""
        return self.filter(asked_at__gt=at - KEPT)


class Export(models.Model):
    """One archive somebody asked for; empty until the worker has made it."""

    key = KeyField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(default=0)  # bytes

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"export {self.key}"

    def get_absolute_url(self):
        return reverse("people:export-file", args=[self.key])

    @property
    def path(self) -> Path:
        """Where the archive lies on the disk."""
        return Path(settings.DATA) / "exports" / f"{self.key}.zip"

    @property
    def size_in_words(self) -> str:
        """« 1,2 Mio »."""
        return filesizeformat(self.size)

    def failed(self, at: datetime) -> bool:
        """Whether it waited so long that nobody makes it any more."""
        return self.ready_at is None and self.asked_at <= at - BEING_MADE

    @property
    def expires_at(self) -> datetime:
        """When it will be gone."""
        return self.asked_at + KEPT

    @classmethod
    @transaction.atomic
    def ask(cls, person, *, at: datetime) -> "Export":
        """Ask for one's archive; while one is being made, asking again gives that one. It replaces any other."""
        Person.objects.select_for_update().get(pk=person.pk)
        waiting = cls.objects.of(person).filter(ready_at=None, asked_at__gt=at - BEING_MADE).first()
        if waiting is not None:
            return waiting
        cls.objects.of(person).delete()
        asked = cls.objects.create(person=person, asked_at=at)
        record("export-asked", by=person, about=asked, at=at)
        return asked

    @transaction.atomic
    def done(self, *, at: datetime, size: int) -> None:
        """The archive is whole on the disk; its owner may fetch it."""
        if Export.objects.filter(pk=self.pk, ready_at=None).update(ready_at=at, size=size):
            self.ready_at, self.size = at, size
            record("export-ready", by=None, about=self, at=at)


@receiver(post_delete, sender=Export)
def _archive_goes_with_its_row(sender, instance, **kwargs):
    """However the row went, the archive goes after the commit."""
    transaction.on_commit(lambda: instance.path.unlink(missing_ok=True))
