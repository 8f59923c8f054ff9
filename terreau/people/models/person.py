"""A person: who they are, in their own words, and how they wish to be reached."""

import zoneinfo
from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from terreau.spine.outbox import record
from terreau.ui.keys import KeyField


def tidy_address(address: str) -> str:
    """An address as it is kept and compared: without spaces, case folded."""
    return address.strip().casefold()


class PersonQuerySet(models.QuerySet):
    def here(self):
        """Those whose account was not erased."""
        return self.filter(erased_at=None)


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    """People by address, and people not met yet."""

    def at_address(self, address: str):
        """Whoever has this address, claimed or not; None when nobody does."""
        email = tidy_address(address)
        return self.filter(email=email).first() if email else None

    def make(self, *, name: str, email: str | None, at, **fields) -> "Person":
        """Somebody known by name and address who has not come yet (an import, an invitation)."""
        email = tidy_address(email) if email else None
        person = self.model(name=name.strip(), email=email, known_since=at, **fields)
        person.set_unusable_password()
        person.save()
        return person

    def make_many(self, known: Iterable[dict], *, at) -> list["Person"]:
        """Many at once, each as `make` would; each is given as its fields, and no address may be taken already."""
        people = [
            self.model(known_since=at, **{**one, "email": tidy_address(one["email"]) if one.get("email") else None})
            for one in known
        ]
        for person in people:
            person.set_unusable_password()
        return self.bulk_create(people, batch_size=500)


class Person(AbstractBaseUser):
    """Someone of one community or several. Unclaimed until they sign in with their address."""

    class Rhythm(models.TextChoices):
        NOTHING = "rien", _("Rien du tout")
        WEEKLY = "bulletin", _("Un bulletin par semaine, s’il y a quelque chose")
        DAILY = "jour", _("Au plus un courriel par jour")

    class Agreement(models.TextChoices):
        NEUTRAL = "", _("Sans préférence")
        FEMININE = "f", _("Au féminin")
        MASCULINE = "m", _("Au masculin")

    class Theme(models.TextChoices):
        AUTO = "auto", _("Comme mon appareil")
        DAY = "jour", _("Jour")
        NIGHT = "nuit", _("Nuit")

    class Audience(models.TextChoices):
        MEMBERS = "membres", _("les membres de mes communautés")
        STEWARDS = "animation", _("les personnes qui animent mes communautés")
        ME = "moi", _("moi seulement")

    TIMES_ASKED = (1, 2, 4, 8)
    OWN_WORDS = ("place", "practice", "brings", "seeks", "email")
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    last_login = None

    key = KeyField()
    email = models.EmailField(_("courriel"), unique=True, null=True)
    name = models.CharField(_("nom"), max_length=120)
    agreement = models.CharField(
        _("accord"), max_length=1, choices=Agreement.choices, default=Agreement.NEUTRAL, blank=True
    )
    place = models.CharField(_("d’où je parle"), max_length=160, blank=True)
    practice = models.TextField(_("ma pratique"), max_length=1000, blank=True)
    brings = models.TextField(_("ce que j’apporte"), max_length=1000, blank=True)
    seeks = models.TextField(_("ce que je cherche"), max_length=1000, blank=True)
    audiences = models.JSONField(default=dict, blank=True)  # field → Audience, MEMBERS unless said
    language = models.CharField(
        _("langue"), max_length=5, default="fr", choices=[("fr", "Français"), ("en", "English")]
    )
    time_zone = models.CharField(_("fuseau horaire"), max_length=60, default="America/Toronto")
    theme = models.CharField(_("apparence"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    sober = models.BooleanField(_("mode sobre"), default=False)
    mail_rhythm = models.CharField(
        _("rythme des courriels"), max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY
    )
    mail_paused_until = models.DateField(null=True, blank=True)
    asked_at_most = models.PositiveSmallIntegerField(_("demandes d’aide par mois, au plus"), default=2)
    known_since = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    administrator_since = models.DateTimeField(null=True, editable=False)

    objects = PersonManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(erased_at=None) | models.Q(email=None), name="an_erased_person_keeps_no_address"
            )
        ]

    def __str__(self):
        return self.name

    @classmethod
    def from_db(cls, db, field_names, values):
        """A row without a name is somebody who left: they are called so in the reader's language."""
        person = super().from_db(db, field_names, values)
        if person.__dict__.get("name") == "":
            person.name = gettext("une personne partie")
        return person

    @property
    def is_active(self) -> bool:
        """Whether this person may sign in at all."""
        return self.erased_at is None

    @property
    def is_administrator(self) -> bool:
        """Whether this person looks after the installation itself (not its communities)."""
        return self.administrator_since is not None

    @property
    def administers_alone(self) -> bool:
        """Whether nobody would look after the installation once this person is gone."""
        others = Person.objects.here().exclude(pk=self.pk).filter(administrator_since__isnull=False)
        return self.is_administrator and not others.exists()

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The person's time zone; the installation's when theirs is no longer known."""
        try:
            return zoneinfo.ZoneInfo(self.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            return zoneinfo.ZoneInfo("America/Toronto")

    def audience_of(self, field: str) -> str:
        """Who may read this field: an `Audience`. The address is for its owner unless they say otherwise."""
        return self.audiences.get(field, self.Audience.ME if field == "email" else self.Audience.MEMBERS)

    # ---- verbs ----
    @transaction.atomic
    def claim(self, *, at):
        """The person came by their own address: what was kept under it is theirs. Asking twice changes nothing."""
        if Person.objects.filter(pk=self.pk, claimed_at=None, erased_at=None).update(claimed_at=at):
            self.claimed_at = at
            record("person-claimed", by=self, about=self, at=at)

    @transaction.atomic
    def describe(self, *, at, **words):
        """Replace what the person says of themself and how they wish the place to be; only what differs is kept."""
        new = {field: value for field, value in words.items() if getattr(self, field) != value}
        for field, value in new.items():
            setattr(self, field, value)
        if new:
            self.save(update_fields=list(new))
            record("person-described", by=self, about=self, at=at, detail={"fields": sorted(new)})

    @transaction.atomic
    def choose_rhythm(self, rhythm: str, *, at, paused_until=None):
        """How often mail may come, and until which day none comes at all."""
        rhythm = self.Rhythm(rhythm)
        same = models.Q(mail_rhythm=rhythm, mail_paused_until=paused_until)
        mine = Person.objects.here().filter(pk=self.pk)
        if mine.exclude(same).update(mail_rhythm=rhythm, mail_paused_until=paused_until):
            self.mail_rhythm, self.mail_paused_until = rhythm, paused_until
            record("rhythm-chosen", by=self, about=self, at=at)

    @transaction.atomic
    def be_asked(self, times: int, *, at):
        """How many times a month, at most, one agrees to be asked for help by name: one of `TIMES_ASKED`."""
        if times not in self.TIMES_ASKED:
            raise ValueError(times)
        if Person.objects.here().filter(pk=self.pk).exclude(asked_at_most=times).update(asked_at_most=times):
            self.asked_at_most = times
            record("asking-limited", by=self, about=self, at=at)

    @transaction.atomic
    def move_to(self, address: str, *, at) -> bool:
        """Be reached at another address, proved to be theirs. False when somebody here already has it."""
        email = tidy_address(address)
        if Person.objects.filter(email=email).exclude(pk=self.pk).exists():
            return False
        try:
            with transaction.atomic():
                moved = Person.objects.here().filter(pk=self.pk).exclude(email=email).update(email=email)
        except IntegrityError:  # somebody took it in between
            return False
        if moved:
            self.email = email
            record("address-changed", by=self, about=self, at=at)
        return True

    @transaction.atomic
    def make_administrator(self, *, by, at):
        """Entrust the installation to this person."""
        if Person.objects.filter(pk=self.pk, administrator_since=None).update(administrator_since=at):
            self.administrator_since = at
            record("administrator-made", by=by, about=self, at=at)

    def depart(self, *, at, keep: str):
        """Leave for good: see `leaving.depart`."""
        from terreau.people.leaving import depart

        depart(self, at=at, keep=keep)
