"""A community of practice: people who share a craft and get better at it by meeting again and again."""

import zoneinfo
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from terreau.spine.outbox import record
from terreau.spine.reading import Readable, System

from .once import find_or_make


class CommunityQuerySet(Readable):
    def for_viewer(self, viewer):
        """Those the viewer belongs to, is a guest of, or that have a public page."""
        mine = models.Q(pk__in=viewer.all_communities)
        return self.filter(mine | models.Q(public_page=True))


class Community(models.Model):
    """One community: its name, its purpose, and how one comes in."""

    class Entry(models.TextChoices):
        OPEN = "open", _("Ouverte : on entre librement")
        REQUEST = "request", _("Sur demande : quelqu’un répond à chaque demande")
        INVITATION = "invitation", _("Sur invitation")

    slug = models.SlugField(
        _("adresse"),
        max_length=50,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*$", _("Lettres minuscules, chiffres et traits d’union."))],
    )
    name = models.CharField(_("nom"), max_length=120)
    acronym = models.CharField(_("sigle"), max_length=20, blank=True)
    nickname = models.CharField(_("petit nom"), max_length=40, blank=True)
    purpose = models.CharField(_("ce qui nous réunit, en une phrase"), max_length=300, blank=True)
    question = models.CharField(_("la question du moment"), max_length=200, blank=True)
    question_since = models.DateField(null=True, blank=True)
    language = models.CharField(
        _("langue"), max_length=5, default="fr", choices=[("fr", "Français"), ("en", "English")]
    )
    time_zone = models.CharField(_("fuseau horaire"), max_length=60, default="America/Toronto")
    entry = models.CharField(_("comment on entre"), max_length=12, choices=Entry.choices, default=Entry.INVITATION)
    public_page = models.BooleanField(_("page publique"), default=False)
    public_talk = models.BooleanField(_("échanges lisibles par tout le monde"), default=False)
    is_example = models.BooleanField(default=False, editable=False)
    founded_at = models.DateTimeField()

    objects = CommunityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(public_talk=False) | models.Q(public_page=True),
                name="public_talk_needs_a_public_page",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("community:home", args=[self.slug])

    @property
    def called(self) -> str:
        """The name used in passing: the nickname, else the acronym, else the name."""
        return self.nickname or self.acronym or self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone in which the community counts its days."""
        return zoneinfo.ZoneInfo(self.time_zone)

    def day(self, at: datetime) -> date:
        """The day it is there at that moment."""
        return at.astimezone(self.zone).date()

    def midnight_of(self, day: date) -> datetime:
        """The moment a day begins there."""
        return datetime.combine(day, time(), self.zone)

    def record(self, act, *, by, about, at, **detail):
        """Write one line in this community's journal; whatever follows the act is called after commit."""
        return record(act, by=by, about=about, at=at, community=self, detail=detail)

    @classmethod
    @transaction.atomic
    def found(cls, *, slug, name, by, at, coordinator=None, **fields) -> "Community":
        """Open a community, coordinated by `coordinator`, else by whoever founds it, if anybody.

        `ValidationError` on a value that cannot be, an address already taken included.
        """
        community = cls(slug=slug, name=name, founded_at=at, **fields)
        community.full_clean(exclude=["founded_at"], validate_unique=False)
        _row, new = find_or_make(lambda: cls.at(slug), community._inserted)
        if not new:
            raise ValidationError({"slug": _("Cette adresse est déjà celle d’une autre communauté.")})
        community.record("community-founded", by=by, about=community, at=at)
        if (first := coordinator or by) is not None:
            community.entrust(first, by=by, at=at)
        return community

    def _inserted(self) -> "Community":
        self.save(force_insert=True)
        return self

    @classmethod
    def at(cls, slug: str) -> "Community | None":
        """The community at this address, whoever may read it."""
        return cls.objects.visible_to(System("one community at an address")).filter(slug=slug).first()

    @transaction.atomic
    def entrust(self, person, *, by, at) -> None:
        """Make somebody a member and a coordinator, on behalf of the installation. Asking twice changes nothing."""
        from .hat import Hat
        from .membership import Membership

        membership = Membership.enter(self, person, by=by or person, at=at)
        hat, _new = find_or_make(
            lambda: Hat.of(membership, Hat.Kind.COORDINATION),
            lambda: Hat.objects.create(
                community=self, membership=membership, kind=Hat.Kind.COORDINATION, offered_at=at
            ),
        )
        if Hat.objects.filter(pk=hat.pk, accepted_at=None).update(accepted_at=at):
            self.record("hat-accepted", by=person, about=hat, at=at)

    @transaction.atomic
    def describe(self, *, by, at, **words):
        """Change the name, the purpose or how one comes in."""
        for field, value in words.items():
            setattr(self, field, value)
        self.save(update_fields=list(words))
        self.record("community-described", by=by, about=self, at=at, fields=sorted(words))

    @transaction.atomic
    def note_export(self, *, by, purpose: str, rows: int, at):
        """Write down that somebody took the list of members away, and what for; members read it."""
        self.record("members-exported", by=by, about=self, at=at, purpose=purpose, rows=rows)
