"""Belonging: asked for or offered, chosen, paused, ended; only an active membership grants anything."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from terreau.people.models import Consent
from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

from .once import find_or_make
from .stepping_back import SteppingBack

NEW_FOR = timedelta(days=90)


def new_since(as_of: datetime) -> datetime:
    """Who joined after this moment is a new face: ninety days."""
    return as_of - NEW_FOR


def is_new(joined_at: datetime | None, as_of: datetime) -> bool:
    """Whether who joined then is a new face; who never joined is not."""
    return joined_at is not None and joined_at > new_since(as_of)


def years_of(joined_at: datetime | None, as_of: datetime) -> int:
    """Rings for who joined then: 0 for a new face, then one a year begun, three at most."""
    if joined_at is None or is_new(joined_at, as_of):
        return 0
    return min(3, 1 + (as_of - joined_at).days // 365)


class MembershipQuerySet(Readable):
    def for_viewer(self, viewer):
        """Members of the viewer's communities, active or resting, and who left a word; their own rows.

        For who admits, also who waits and who went.
        """
        shown = Q(status__in=Membership.AMONG_US)
        left_a_word = Q(status=Membership.Status.LEFT) & ~Q(farewell="")
        among = Q(community__in=viewer.communities) & (shown | left_a_word)
        waiting = Q(community__in=viewer.communities_where("admit"))
        own = Q(person=viewer.person) if viewer.person else Q(pk=None)
        return self.filter(among | waiting | own)

    def active(self):
        """Those that grant something."""
        return self.filter(status=Membership.Status.ACTIVE)

    def listed(self):
        """Members, active or resting, who are still here and agree to be in the directory."""
        rows = self.filter(status__in=Membership.AMONG_US, person__erased_at=None)
        rows = rows.annotate(agreed=Consent.last_word(Consent.Purpose.DIRECTORY))
        return rows.filter(Q(agreed=True) | Q(agreed=None))

    def newest(self, as_of: datetime):
        """Who arrived in the last ninety days, newest first; who was here from the first moment came to nobody."""
        came = self.active().filter(joined_at__gt=new_since(as_of))
        return came.filter(~Q(joined_at=F("community__founded_at"))).order_by("-joined_at")


class Membership(SteppingBack, models.Model):
    """One person in one community."""

    class Status(models.TextChoices):
        INVITED = "invited", _("invitation envoyée")
        REQUESTED = "requested", _("demande reçue")
        ACTIVE = "active", _("membre")
        PAUSED = "paused", _("en pause")
        LEFT = "left", _("partie ou parti")
        REMOVED = "removed", _("retirée ou retiré")

    AMONG_US = (Status.ACTIVE, Status.PAUSED)  # here, at work or at rest

    class Involvement(models.TextChoices):
        OBSERVES = "observe", _("J’observe")
        EXCHANGES = "exchange", _("J’échange")
        STEPS_IN = "involved", _("Je m’implique")

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    key = KeyField()
    status = models.CharField(max_length=10, choices=Status.choices)
    involvement = models.CharField(
        _("ma place"), max_length=10, choices=Involvement.choices, default=Involvement.OBSERVES
    )
    since = models.DateTimeField()  # of the present status
    joined_at = models.DateTimeField(null=True)  # first became active; arrival year comes from it
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    brought_by = models.CharField(_("ce qui m’amène"), max_length=300, blank=True)
    farewell = models.CharField(_("mot de départ"), max_length=600, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why it was refused or removed; the person sees it
    arrived_here_at = models.DateTimeField(null=True, editable=False)  # went through the welcome page

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person"], name="one_membership_each"),
            models.CheckConstraint(
                condition=~Q(status__in=["active", "paused"]) | Q(joined_at__isnull=False), name="members_have_joined"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "status"], name="membership_of_person"),
            models.Index(fields=["community", "status", "joined_at"], name="membership_by_arrival"),
        ]

    def __str__(self):
        return f"{self.person} · {self.community}"

    @property
    def is_active(self) -> bool:
        """Whether this membership grants anything."""
        return self.status == self.Status.ACTIVE

    @property
    def was_taken_out(self) -> bool:
        """Taken out or refused, and let in by nobody since: asking again keeps the reason, and opens no door."""
        asks_again = self.status == self.Status.REQUESTED and self.reason != ""
        return self.status == self.Status.REMOVED or asks_again

    def is_new(self, as_of: datetime) -> bool:
        """Whether the person arrived in the last ninety days, to somebody: not who was here from the first moment."""
        return is_new(self.joined_at, as_of) and self.joined_at != self.community.founded_at

    def years(self, as_of: datetime) -> int:
        """Rings to draw round the initials: 0 for a new face, then one a year begun, three at most."""
        return years_of(self.joined_at, as_of)

    @property
    def hats_worn(self) -> list:
        """The hats accepted and not ended; read when first asked for, where nobody brought them."""
        return self._hats if hasattr(self, "_hats") else self.wears(self._own_hats())

    def wears(self, hats) -> list:
        """Take these as the hats worn, read by whoever shows them."""
        self._hats = list(hats)
        return self._hats

    def _own_hats(self) -> list:
        from .hat import Hat

        return list(Hat.objects.visible_to(System("hats of one membership")).worn().filter(membership=self))

    @property
    def powers(self) -> frozenset[str]:
        """What this member may do beyond taking part; nothing unless active."""
        return self.powers_worn if self.is_active else frozenset()

    @property
    def powers_worn(self) -> frozenset[str]:
        """What the hats of this member carry, also while they rest."""
        return frozenset().union(*(hat.powers for hat in self.hats_worn))

    def may(self, power: str) -> bool:
        """Whether one of this member's hats carries that power."""
        return power in self.powers

    # ---- verbs ----
    @classmethod
    @transaction.atomic
    def enter(cls, community, person, *, by, at, brought_by="", invited_by=None) -> "Membership":
        """Become an active member, again or for the first time. Asking twice changes nothing."""
        row, new = cls._row(community, person, status=cls.Status.ACTIVE, since=at, joined_at=at)
        if new or row._turn(cls.Status.ACTIVE, at, reason="", farewell="", paused_until=None):
            if brought_by or invited_by:
                row._set(brought_by=brought_by, invited_by=invited_by)
            community.record("membership-joined", by=by, about=row, at=at)
        return row

    @classmethod
    @transaction.atomic
    def join(cls, community, person, *, at, brought_by="") -> "Membership":
        """Walk into an open community; `ValidationError` where the door is not open to this person."""
        from terreau.community.rules import can_walk_in

        row = cls._locked(community, person)
        if row is not None and row.status in cls.AMONG_US:
            return row
        if not can_walk_in(community, row):
            raise ValidationError(_("Ici, on entre sur demande\u00a0: écrivez ce qui vous amène."))
        return cls.enter(community, person, by=person, at=at, brought_by=brought_by)

    @classmethod
    @transaction.atomic
    def ask(cls, community, person, *, at, brought_by="") -> "Membership":
        """Ask to come in; the people who admit are told. Members, and those who already asked, ask nothing more."""
        row, new = cls._row(community, person, status=cls.Status.REQUESTED, since=at)
        if not new and row.status in (cls.Status.ACTIVE, cls.Status.PAUSED, cls.Status.REQUESTED):
            return row
        if new or row._turn(cls.Status.REQUESTED, at):
            row._set(brought_by=brought_by)
            community.record("membership-asked", by=person, about=row, at=at)
        return row

    @classmethod
    @transaction.atomic
    def offer(cls, community, person, *, by, at) -> "Membership":
        """Invite somebody: a row that grants nothing until they come. Who was taken out asks by themself."""
        row, new = cls._row(community, person, status=cls.Status.INVITED, since=at)
        if new or row._turn(cls.Status.INVITED, at, only_from=[cls.Status.LEFT]):
            community.record("membership-offered", by=by, about=row, at=at)
        return row

    @transaction.atomic
    def admit(self, *, by, at):
        """Answer a request by yes. A request taken back meanwhile stays taken back."""
        if self._turn(self.Status.ACTIVE, at, only_from=[self.Status.REQUESTED], reason="", farewell=""):
            self.community.record("membership-joined", by=by, about=self, at=at)

    @transaction.atomic
    def withdraw(self, *, at):
        """Take one's request back: whoever had been taken out still is."""
        before = self.Status.REMOVED if self.was_taken_out else self.Status.LEFT
        if self._turn(before, at, only_from=[self.Status.REQUESTED]):
            self.community.record("membership-withdrawn", by=self.person, about=self, at=at)

    @transaction.atomic
    def refuse(self, *, by, at, reason: str):
        """Answer a request by no, with a reason the person sees."""
        if self._turn(self.Status.REMOVED, at, only_from=[self.Status.REQUESTED], reason=reason):
            self.community.record("membership-refused", by=by, about=self, at=at)

    @transaction.atomic
    def choose_involvement(self, involvement: str, *, at):
        """« J’observe », « J’échange », « Je m’implique »: one's own choice, at any time."""
        mine = Membership.objects.filter(pk=self.pk).exclude(involvement=involvement)
        if mine.update(involvement=self.Involvement(involvement)):
            self.involvement = involvement
            self.community.record("involvement-chosen", by=self.person, about=self, at=at)

    @transaction.atomic
    def arrive(self, *, at):
        """The welcome page has done its work; it steps aside."""
        if Membership.objects.filter(pk=self.pk, arrived_here_at=None).update(arrived_here_at=at):
            self.arrived_here_at = at
            self.community.record("member-arrived", by=self.person, about=self, at=at)

    # ---- helpers of the verbs ----
    @classmethod
    def of(cls, community, person) -> "Membership | None":
        """This person's row here, whatever its status; None when there is none."""
        return cls._one(cls.objects.visible_to(System("one membership each")), community, person)

    @classmethod
    def _locked(cls, community, person) -> "Membership | None":
        return cls._one(cls.objects.visible_to(System("one membership each")).select_for_update(), community, person)

    @staticmethod
    def _one(rows, community, person) -> "Membership | None":
        found = rows.filter(community=community, person=person).first()
        if found is not None:
            found.community, found.person = community, person
        return found

    @classmethod
    def _row(cls, community, person, **fresh) -> tuple["Membership", bool]:
        return find_or_make(
            lambda: cls._locked(community, person),
            lambda: cls.objects.create(community=community, person=person, **fresh),
        )

    def _turn(self, status: str, at, *, only_from=None, **also) -> bool:
        if status == self.Status.ACTIVE and self.joined_at is None:
            also["joined_at"] = at
        rows = Membership.objects.filter(pk=self.pk).exclude(status=status)
        if only_from is not None:
            rows = rows.filter(status__in=only_from)
        if not rows.update(status=status, since=at, **also):
            return False
        self.status, self.since = status, at
        for field, value in also.items():
            setattr(self, field, value)
        return True

    def _set(self, **fields) -> None:
        Membership.objects.filter(pk=self.pk).update(**fields)
        for field, value in fields.items():
            setattr(self, field, value)
