"""What is written in a run: each with who may see it; what a person brought is theirs, and goes by itself."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext as _

from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

from .. import rules
from .participant import Participant
from .run import Run

MAX_WORDS = 4_000
MANY = 400  # captures of one person in one run
CHOSEN_FROM = ("card", "title", "insight")
MANY_CHOICES = 60
KEPT_FOR = timedelta(days=90)
UNSIGNED = "unsigned"
TURNING = System("what is turned over")


class CaptureQuerySet(Readable):
    def for_viewer(self, viewer):
        """One's own; what was let out; and, in the room, what its step shows to all, to one, or to all but one."""
        if viewer.person is None:
            return self.none()
        room = Participant.objects.visible_to(viewer).here().filter(person=viewer.person)
        mine = Q(author=viewer.person)
        shown = Q(sees="all") | Q(sees="owner", run__owner=viewer.person)
        shown |= Q(sees="others") & (~Q(run__owner=viewer.person) | Q(run__owner=None))
        let_out = Q(shared_at__isnull=False, run__in=Run.objects.visible_to(viewer))
        return self.filter(mine | let_out | (Q(run__in=room.values("run")) & shown))

    def of(self, run: Run):
        """Those of one run, as they were written."""
        return self.filter(run=run).order_by("pk")


class Capture(models.Model):
    """A few words written at a step.

    `sees`: me, all, owner (and who wrote it), others (all but the owner), together and seed (nobody yet); or unsigned,
    once it is let out of the room without a name.
    """

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    run = models.ForeignKey(Run, models.CASCADE, related_name="captures")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="captures")
    key = KeyField()
    step = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=12)
    sees = models.CharField(max_length=8)
    text = models.TextField()
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)  # None: kept by who wrote it
    shared_at = models.DateTimeField(null=True)  # let out of the room, by who wrote it
    form_key = models.CharField(max_length=32, blank=True)

    objects = CaptureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=LessThanOrEqual(Length("text"), MAX_WORDS), name="a_capture_has_an_end"),
            models.UniqueConstraint(
                fields=["run", "author", "form_key"], condition=~Q(form_key=""), name="one_capture_a_form"
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="captures_by_end")]

    def __str__(self):
        return f"{self.run_id} · {self.step} · {self.note}"

    @classmethod
    @transaction.atomic
    def write(
        cls, run: Run, *, by, at, text: str, seed=False, step: int | None = None, form_key=""
    ) -> "Capture | None":
        """Write at the present step; `seed` parks it in the germoir. The same form sent twice writes once."""
        step = run.state.step if step is None else step
        here = run.format.steps[step]
        alone = rules.notes_for_oneself(run, by.pk, here)
        seed = seed and here.parks and not alone
        mine = cls.objects.visible_to(TURNING).filter(run=run, author=by)
        if mine.count() >= MANY:
            raise ValidationError(
                _("C’est beaucoup pour une seule séance\u00a0: gardez le reste sur papier."), code="many"
            )
        try:
            with transaction.atomic():
                made = cls.objects.create(
                    community_id=run.community_id,
                    run=run,
                    author=by,
                    step=step,
                    note="seed" if seed else here.note or "view",
                    sees="seed" if seed else "me" if alone else _who_sees(run, step),
                    text=text,
                    at=at,
                    expires_at=at + KEPT_FOR,
                    form_key=form_key,
                )
        except IntegrityError:
            return None
        run.beat()
        return made

    @classmethod
    def turn_over(cls, run: Run, step: int) -> None:
        """What was written in silence is dealt to all together; what the group said without the person reaches them."""
        cls.objects.filter(run=run, step=step, sees__in=["together", "others"]).update(sees="all")

    @classmethod
    def sprout(cls, run: Run) -> None:
        """The time of the germoir has come: what was parked is there for everyone."""
        cls.objects.filter(run=run, sees="seed").update(sees="all")

    @classmethod
    def close(cls, run: Run) -> None:
        """At the end nothing stays face down, but a seed whose time never came: it stays with who wrote it."""
        cls.objects.filter(run=run, sees__in=["together", "others"]).update(sees="all")
        cls.objects.filter(run=run, sees="seed").update(sees="me")

    @transaction.atomic
    def answer(self, at) -> None:
        """The question was answered."""
        if Capture.objects.filter(pk=self.pk, answered_at=None).update(answered_at=at):
            self.run.beat()

    @transaction.atomic
    def sow(self) -> None:
        """It was advice rather than a question: to the germoir."""
        if Capture.objects.filter(pk=self.pk).exclude(note="seed").update(note="seed", answered_at=None, sees="seed"):
            self.run.beat()

    @transaction.atomic
    def keep(self, keeps: bool, *, at) -> None:
        """Keep one's own words, or let them go ninety days from now."""
        Capture.objects.filter(pk=self.pk).update(expires_at=None if keeps else at + KEPT_FOR)

    @transaction.atomic
    def erase(self) -> None:
        """Take one's own words away, now."""
        if Capture.objects.filter(pk=self.pk).delete()[0]:
            self.run.beat()

    @transaction.atomic
    def share(self, *, by, at, signed=True) -> None:
        """Let these words out of the room, into the memory of whoever follows, with the name of who wrote them or not.

        Only who wrote them does.
        """
        sees = self.sees if signed else UNSIGNED
        if Capture.objects.filter(pk=self.pk, shared_at=None).update(shared_at=at, expires_at=None, sees=sees):
            act = "learning-shared" if signed else "learning-shared-unsigned"
            self.run.community.record(act, by=by, about=self, at=at)


def _who_sees(run: Run, step: int) -> str:
    """Whom the step says; once its cards were turned over, what is added lies open as they do."""
    sees = run.format.steps[step].sees
    turned = sees == "together" and (step < run.state.step or run.state.revealed)
    return "all" if sees == "room" or turned else sees


class VoteQuerySet(Readable):
    def for_viewer(self, viewer):
        """One's own, only ever: what all said is counted, and shown when everybody has."""
        return self.filter(person=viewer.person) if viewer.person else self.none()


class Vote(models.Model):
    """A choice at a step, for one turn of it; forgotten when the step is done anew or the run ends."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    run = models.ForeignKey(Run, models.CASCADE, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    step = models.PositiveSmallIntegerField()
    again = models.PositiveSmallIntegerField()
    choice = models.CharField(max_length=24)  # the number of a choice, or the key of a capture

    objects = VoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "step", "again", "person", "choice"], name="one_dot_on_a_choice")
        ]

    def __str__(self):
        return f"{self.run_id} · {self.step} · {self.choice}"

    @classmethod
    @transaction.atomic
    def cast(cls, run: Run, person, choices: list[str]) -> None:
        """What this person chooses now, in place of what they chose before; at most the step's dots."""
        state, step = run.state, run.step
        there = cls.objects.filter(run=run, person=person, step=state.step, again=state.again)
        there.delete()
        known = set(choices_of(run))
        chosen = [choice for choice in dict.fromkeys(choices) if choice in known][: step.dots]
        place = {"community_id": run.community_id, "run": run, "step": state.step, "again": state.again}
        cls.objects.bulk_create([cls(person=person, choice=choice, **place) for choice in chosen])
        run.beat()


def choices_of(run: Run) -> list[str]:
    """What one may choose at the present step: its own choices, else what was written before."""
    step = run.step
    if step.choices:
        return [str(number) for number in range(len(step.choices))]
    rows = Capture.objects.visible_to(TURNING).filter(run=run, sees="all", step__lt=run.state.step)
    rows = rows.filter(note__in=CHOSEN_FROM)
    return list(rows.order_by("pk").values_list("key", flat=True)[:MANY_CHOICES])


def forget_votes(run: Run) -> None:
    """When a run ends, who chose what is forgotten."""
    Vote.objects.filter(run=run).delete()
