"""What a series and a single gathering say alike: what for, how long, where, how."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from terreau.ui.keys import new_key

from ..kinds import CHOICES, Kind, kind_of

LONGEST = 60 * 24 * 3  # minutes
MOST_SLOTS = 48


def new_uid() -> str:
    """An iCalendar UID: random, and the same for ever, wherever the house moves."""
    return f"{new_key()}{new_key()}@terreau"


class Described(models.Model):
    """The words of a gathering."""

    class Mode(models.TextChoices):
        HERE = "here", _("Sur place")
        ONLINE = "online", _("En ligne")
        PHONE = "phone", _("Au téléphone")
        HYBRID = "hybrid", _("Sur place et en ligne")

    kind = models.CharField(_("quelle sorte de rencontre"), max_length=16, choices=CHOICES, default="plenary")
    title = models.CharField(_("titre"), max_length=140)
    intention = models.CharField(_("ce qu’on veut en tirer"), max_length=400, blank=True)
    minutes = models.PositiveSmallIntegerField(_("durée, en minutes"), default=90)
    mode = models.CharField(_("où"), max_length=8, choices=Mode.choices, default=Mode.HYBRID)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    link = models.URLField(_("lien de la visio"), max_length=500, blank=True)
    phone = models.CharField(_("numéro à appeler"), max_length=80, blank=True)
    prepare = models.CharField(_("pour préparer, si on veut"), max_length=500, blank=True)
    capacity = models.PositiveSmallIntegerField(_("nombre de places"), null=True, blank=True)
    meals = models.BooleanField(_("on mange ensemble"), default=False)
    slot_minutes = models.PositiveSmallIntegerField(_("durée d’un rendez-vous"), null=True, blank=True)
    details = models.JSONField(default=dict, blank=True)  # what its kind asks for: `Kind.extras`

    class Meta:
        abstract = True

    @property
    def sort(self) -> Kind:
        """Its kind, with all that is known of it."""
        return kind_of(self.kind)

    @property
    def lasts(self) -> timedelta:
        """How long it lasts."""
        return timedelta(minutes=self.minutes)

    @property
    def slots(self) -> int:
        """How many appointments a « permanence » holds: as many as fit, and no more than whoever receives takes."""
        if not self.slot_minutes:
            return 0
        most = str(self.details.get("most", ""))
        fit = min(self.minutes // self.slot_minutes, MOST_SLOTS)
        return min(fit, int(most)) if most.isascii() and most.isdigit() and len(most) < 4 else fit

    @property
    def is_online(self) -> bool:
        """Whether one may take part from afar."""
        return self.mode != self.Mode.HERE

    @property
    def has_room(self) -> bool:
        """Whether one may come in person."""
        return self.mode in (self.Mode.HERE, self.Mode.HYBRID)


WORDS = [field.name for field in Described._meta.local_fields]
