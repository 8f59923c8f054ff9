"""What a person agreed to, and when: a ledger, never overwritten."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from terreau.spine.outbox import record

from .person import Person


class ConsentQuerySet(models.QuerySet):
    def standing(self, person) -> dict[str, "Consent"]:
        """The last word of `person` for each purpose."""
        return {line.purpose: line for line in self.filter(person=person).order_by("id")}


class Consent(models.Model):
    """One line: this person, this purpose, yes or no, in these very words."""

    class Purpose(models.TextChoices):
        """What may be agreed to, as the person reads it."""

        DIRECTORY = "directory", _("Figurer à l’annuaire de mes communautés")
        PRESENCE = "presence", _("Compter dans la coupe de mes communautés, sans mon nom")
        CONTACT = "contact", _("Recevoir une demande d’aide quand quelqu’un cherche ce que je sais faire")

    UNSAID = {Purpose.DIRECTORY: True, Purpose.PRESENCE: True, Purpose.CONTACT: False}

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
    def holds(cls, person, purpose: str) -> bool:
        """Whether the person agrees at this moment; what applies while nothing was said is in `UNSAID`."""
        last = cls.objects.filter(person=person, purpose=purpose).last()
        return last.given if last else cls.UNSAID[cls.Purpose(purpose)]

    @classmethod
    def last_word(cls, purpose: str, person_ref: str = "person"):
        """For a query over many people: True, False, or None where nothing was said."""
        said = cls.objects.filter(person=OuterRef(person_ref), purpose=purpose).order_by("-id")
        return Subquery(said.values("given")[:1])

    @classmethod
    @transaction.atomic
    def say(cls, person, purpose: str, *, given: bool, at) -> None:
        """Write down what the person says now. Saying it again changes nothing."""
        Person.objects.select_for_update().get(pk=person.pk)  # two clicks at once make one line
        last = cls.objects.filter(person=person, purpose=purpose).last()
        if last is not None and last.given == given:
            return
        wording = str(cls.Purpose(purpose).label)
        line = cls.objects.create(person=person, purpose=purpose, given=given, wording=wording, said_at=at)
        record("consent-said", by=person, about=line, at=at)
