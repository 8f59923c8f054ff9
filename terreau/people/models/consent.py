"""What a person agreed to, and when: a ledger, never overwritten."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from terreau.spine.outbox import record


class ConsentQuerySet(models.QuerySet):
    def standing(self, person) -> dict[str, "Consent"]:
        """The last word of `person` for each purpose."""
        return {line.purpose: line for line in self.filter(person=person).order_by("id")}


class Consent(models.Model):
    """One line: this person, this purpose, yes or no, in these very words."""

    class Purpose(models.TextChoices):
        DIRECTORY = "directory", _("Figurer à l’annuaire de mes communautés")
        PRESENCE = "presence", _("Compter dans la coupe de mes communautés, sans mon nom")
        CONTACT = "contact", _("Pouvoir être sollicité quand quelqu’un cherche de l’aide")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    given = models.BooleanField()
    wording = models.CharField(max_length=300)
    said_at = models.DateTimeField()

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.purpose}: {'yes' if self.given else 'no'}"

    @classmethod
    @transaction.atomic
    def say(cls, person, purpose: str, *, given: bool, at) -> None:
        """Write down what the person says now. Saying it again changes nothing."""
        last = cls.objects.filter(person=person, purpose=purpose).last()
        if last is not None and last.given == given:
            return
        wording = str(cls.Purpose(purpose).label)
        line = cls.objects.create(person=person, purpose=purpose, given=given, wording=wording, said_at=at)
        record("consent-said", by=person, about=line, at=at)
