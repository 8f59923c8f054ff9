"""Somebody in the room of a run: their role, and what is only true while it lasts."""

import random

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from terreau.community.models import Membership, Seat
from terreau.community.models.once import find_or_make
from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

from .run import Run

ROOM = System("who is in the room")


class ParticipantQuerySet(Readable):
    def for_viewer(self, viewer):
        """Those who are in the runs the viewer may know of; where one went out without a noise is nobody's business."""
        own = Q(person=viewer.person) if viewer.person else Q(pk=None)
        return self.filter(Q(run__in=Run.objects.visible_to(viewer)) & (Q(left_at=None) | own))

    def here(self):
        """Who came in and did not go out."""
        return self.filter(left_at=None)

    def still_welcome(self):
        """Who is here and still of the community, or of the circle where the run is held."""
        member = Membership.objects.visible_to(ROOM).active()
        member = member.filter(community=OuterRef("community"), person=OuterRef("person"))
        seated = Seat.objects.visible_to(ROOM).taken(timezone.now())
        seated = seated.filter(circle=OuterRef("run__circle"), person=OuterRef("person"))
        guests = seated.filter(guest_until__isnull=False)
        among_all = Q(run__circle=None) | Q(run__circle__is_private=False)
        welcome = (among_all & Exists(member)) | (Exists(seated) & Exists(member)) | Exists(guests)
        return self.here().filter(welcome)


class Participant(models.Model):
    """One person in one run. `listens` and `asked_at` are wiped when it ends: they were only ever of the moment."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    run = models.ForeignKey(Run, models.CASCADE, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="run_places")
    key = KeyField()
    role = models.CharField(max_length=20, blank=True)
    drives = models.BooleanField(default=False)
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    listens = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "person"], name="one_place_in_a_run")]

    def __str__(self):
        return f"{self.person_id} · {self.run_id}"

    @classmethod
    @transaction.atomic
    def come_in(cls, run: Run, person, *, at) -> "Participant":
        """Enter the room, having read the ground rules; coming back is the same. Asking twice changes nothing."""
        rows = cls.objects.visible_to(ROOM).filter(run=run, person=person)
        one, new = find_or_make(
            rows.first,
            lambda: cls.objects.create(community_id=run.community_id, run=run, person=person, came_at=at),
        )
        if new or cls.objects.filter(pk=one.pk).exclude(left_at=None).update(left_at=None):
            one.left_at = None
            run.beat()
        return one

    @transaction.atomic
    def go_out(self, *, at) -> None:
        """Leave without a noise: access ends at once. What one brought stays one's own."""
        if Participant.objects.filter(pk=self.pk, left_at=None).update(left_at=at, asked_at=None, listens=False):
            self.left_at = at
            if self.run.floor == self.pk:
                self.run.give_floor(None)
            self.run.beat()

    @transaction.atomic
    def hold(self, role: str) -> None:
        """Take or be given a role; the one who brings something is one person."""
        form = self.run.format
        if role and role not in form.roles:
            return
        if role and role == form.owner:
            others = Participant.objects.filter(run=self.run, role=role).exclude(pk=self.pk)
            others.update(role="")
            Run.objects.filter(pk=self.run_id).update(owner=self.person_id)
        elif self.role == form.owner and form.owner:
            Run.objects.filter(pk=self.run_id, owner=self.person_id).update(owner=None)
        Participant.objects.filter(pk=self.pk).update(role=role)
        self.role = role
        self.run.beat()

    @transaction.atomic
    def listen(self, listens: bool) -> None:
        """« J’écoute aujourd’hui », or no longer: of this moment only."""
        if Participant.objects.filter(pk=self.pk).exclude(listens=listens).update(listens=listens, asked_at=None):
            self.listens = listens
            if listens and self.run.floor == self.pk:
                self.run.give_floor(None)
            self.run.beat()

    @transaction.atomic
    def ask(self, at) -> None:
        """Ask to speak, or, with None, let it be."""
        which = Participant.objects.filter(pk=self.pk, asked_at__isnull=at is not None)
        if which.update(asked_at=at, listens=False):
            self.asked_at = at
            self.run.beat()

    @transaction.atomic
    def take_floor(self) -> None:
        """Speak now; the hand comes down."""
        Participant.objects.filter(pk=self.pk).update(asked_at=None)
        self.run.give_floor(self)
        self.run.beat()

    @transaction.atomic
    def pass_on(self) -> None:
        """Hand the turn on, having spoken or not: the same gesture, so that nobody can tell, and nothing is kept."""
        Participant.objects.filter(pk=self.pk).exclude(asked_at=None).update(asked_at=None)
        if self.run.floor in (None, self.pk):
            self.run.give_floor(_after(self))
        self.run.beat()

    @transaction.atomic
    def hand_over(self, other: "Participant") -> None:
        """Let somebody else who is here drive the run."""
        if other.left_at is None and other.pk != self.pk:
            Participant.objects.filter(pk=other.pk).update(drives=True)
            Participant.objects.filter(pk=self.pk).update(drives=False)
            self.run.beat()

    @classmethod
    @transaction.atomic
    def take_the_wheel(cls, one: "Participant") -> bool:
        """Drive a run that nobody here drives any more."""
        if cls.objects.visible_to(ROOM).here().filter(run=one.run, drives=True).exists():
            return False
        cls.objects.filter(pk=one.pk).update(drives=True)
        one.run.beat()
        return True


def _after(one: Participant) -> Participant | None:
    """Who speaks next in the circle: the next one here who does not only listen; None when the round is over."""
    rows = Participant.objects.visible_to(ROOM).here().filter(run=one.run, listens=False)
    return rows.filter(pk__gt=one.pk).order_by("pk").first()


def draw(run: Run) -> None:
    """Draw who brings something among those here who do not only listen."""
    owner = run.format.owner
    rows = list(Participant.objects.visible_to(ROOM).here().filter(run=run, listens=False))
    if owner and rows:
        chosen = random.SystemRandom().choice(rows)
        chosen.run = run
        chosen.hold(owner)


def whose_turn(run: Run) -> Participant | None:
    """In a cohort, who among those here has gone longest without bringing anything."""
    rows = list(Participant.objects.visible_to(ROOM).here().filter(run=run, listens=False).order_by("pk"))
    if run.cohort_id is None or not rows:
        return None
    past = Run.objects.visible_to(ROOM).filter(cohort=run.cohort_id, owner__isnull=False, ended_at__isnull=False)
    last: dict[int, int] = {}
    for turn, owner in enumerate(past.order_by("ended_at", "pk").values_list("owner_id", flat=True), 1):
        last[owner] = turn
    return min(rows, key=lambda one: (last.get(one.person_id, 0), one.pk))
