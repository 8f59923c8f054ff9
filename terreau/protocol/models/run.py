"""A run: one session of one format, and the log from which its course follows."""

from dataclasses import replace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from terreau.conversation.models import Draft
from terreau.spine import live
from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

from .. import engine, rules, shape

LOOKING = System("the course of a run")
MANY_FORMATS = 200
_formats: dict[tuple[str, int, str], shape.Format] = {}  # read once for all the runs that began with them


class RunQuerySet(Readable):
    def for_viewer(self, viewer):
        """Runs of the viewer's communities and circles; what is said in them has rights of its own."""
        return self.filter(viewer.within())

    def coming_first(self):
        """Those that go on, then those that wait, then the past, the nearest first."""
        return self.order_by(models.F("ended_at").desc(nulls_first=True), "-prepared_at", "-pk")


class Run(models.Model):
    """One session. It keeps the format as it was when it was prepared; `number` counts the lines of its log."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="runs", db_index=False)
    circle = models.ForeignKey("community.Circle", models.CASCADE, null=True, related_name="runs")
    cohort = models.ForeignKey("protocol.Cohort", models.SET_NULL, null=True, related_name="runs")
    key = KeyField()
    title = models.CharField(_("titre"), max_length=120, blank=True)
    format_slug = models.CharField(max_length=60)
    format_version = models.PositiveIntegerField()
    format_hash = models.CharField(max_length=16)
    definition = models.JSONField()
    origin_kind = models.CharField(max_length=60, blank=True)  # what it was prepared for, by a room above
    origin_id = models.BigIntegerField(null=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    number = models.PositiveIntegerField(default=0)  # lines in the log
    pulse = models.PositiveIntegerField(default=0)  # changes that screens must show, each numbered
    floor = models.BigIntegerField(null=True)  # who speaks now; wiped at each step, never kept

    objects = RunQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["community", "ended_at", "prepared_at"], name="runs_of_community"),
            models.Index(fields=["origin_kind", "origin_id"], name="runs_by_origin", condition=~Q(origin_kind="")),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("protocol:run", args=[self.community.slug, self.key])

    @property
    def format(self) -> shape.Format:
        """The format as it was when this run was prepared."""
        if not hasattr(self, "_format"):
            kept = (self.format_slug, self.format_version, self.format_hash)
            if kept not in _formats:
                if len(_formats) >= MANY_FORMATS:
                    _formats.clear()
                read = shape.read(self.definition, self.format_slug, self.format_slug)
                _formats[kept] = replace(read, version=self.format_version)
            self._format = _formats[kept]
        return self._format

    @property
    def name(self) -> str:
        """Its title, else the name of its format."""
        return self.title or str(self.format)

    # ---- the course ----
    @property
    def state(self) -> engine.State:
        """Where it stands, folded from its log; read once for each object."""
        if not hasattr(self, "_course"):
            rows = LogLine.objects.visible_to(LOOKING).filter(run=self).order_by("number")
            facts = [engine.Fact(*row) for row in rows.values_list("act", "at", "value")]
            self._course = self.folded(facts)
        return self._course

    def folded(self, facts) -> engine.State:
        """Where these facts lead in its format."""
        return engine.fold((step.minutes for step in self.format.steps), facts)

    def known(self, state: engine.State) -> None:
        """Somebody else has just read the log of this run."""
        self._course = state

    @property
    def step(self) -> shape.Step:
        """The step it stands on."""
        return self.format.steps[self.state.step]

    @classmethod
    @transaction.atomic
    def prepare(
        cls, community, form: shape.Format, *, by, at, circle=None, cohort=None, title="", origin=None
    ) -> "Run":
        """Prepare a session. Whoever does accepts its ground rules, comes in as others do, and drives it.

        `origin` is what a room above links it to.
        """
        from terreau.spine.subjects import kind_of

        from .participant import Participant

        run = cls.objects.create(
            community=community,
            circle=circle,
            cohort=cohort,
            title=title,
            format_slug=form.slug,
            format_version=form.version,
            format_hash=form.hash,
            definition=form.raw,
            origin_kind=kind_of(origin) if origin is not None else "",
            origin_id=origin.pk if origin is not None else None,
            prepared_by=by,
            prepared_at=at,
        )
        Participant.come_in(run, by, at=at)
        Participant.objects.filter(run=run, person=by).update(drives=True)
        community.record("run-prepared", by=by, about=run, at=at)
        return run

    @transaction.atomic
    def gesture(self, act: str, *, by, at, seen: int, **value) -> bool:
        """Drive the run by one gesture, if the log is as `seen`: a second click or a second person does nothing.

        Refused, with its reason, where it would undo what people live: trios are not mixed between two turns.
        """
        if act not in engine.allowed(self.state) or self.state.number != seen:
            return False
        if act == "group":
            self._refuse_mixing()
        if not Run.objects.filter(pk=self.pk, number=seen).update(number=seen + 1):
            return False
        LogLine.objects.create(
            community_id=self.community_id, run=self, number=seen + 1, act=act, at=at, by=by, value=value
        )
        before = self.state
        self._course = engine.follow(before, engine.Fact(act, at, value))
        self.number = seen + 1
        self._follow(before, act, by=by, at=at)
        self.beat()
        return True

    def _refuse_mixing(self) -> None:
        """Nobody goes elsewhere once a turn has begun."""
        from .participant import Participant

        if rules.groups_stay(self, Participant.objects.visible_to(LOOKING).here().filter(run=self).count()):
            raise ValidationError(
                _("Les tours ont commencé\u00a0: les groupes restent comme ils sont, pour que chacun ait le sien."),
                code="turns",
            )

    def _follow(self, before: engine.State, act: str, *, by, at) -> None:
        """What a gesture brings with it: cards are turned, the floor is free, the ends are written down."""
        from .capture import Capture

        if act == "begin":
            Run.objects.filter(pk=self.pk).update(begun_at=at)
            self.begun_at = at
            self.community.record("run-begun", by=by, about=self, at=at)
        if act == "reveal" or self.state.step != before.step or act == "end":
            Capture.turn_over(self, before.step)
        if self.state.step != before.step or act == "end":
            self.give_floor(None)
            self.lower_hands()
        if self.step.sprouts:
            Capture.sprout(self)
        if act == "end":
            self._close(by=by, at=at)

    def _close(self, *, by, at) -> None:
        from .capture import Capture, forget_votes
        from .participant import Participant

        Run.objects.filter(pk=self.pk).update(ended_at=at)
        self.ended_at = at
        Participant.objects.filter(run=self).update(listens=False)  # never kept
        Capture.close(self)
        places = [f"{self.key}.{step}" for step in range(len(self.format.steps))]
        Draft.objects.filter(community=self.community_id, place__in=places).delete()
        forget_votes(self)
        self.community.record("run-ended", by=by, about=self, at=at)

    # ---- what is live only ----
    def beat(self) -> None:
        """Tell every screen that something changed; nothing is said but that."""
        Run.objects.filter(pk=self.pk).update(pulse=models.F("pulse") + 1)
        live.changed("run", self.pk)

    def give_floor(self, participant) -> None:
        """Say who speaks; forgotten at the next step."""
        floor = participant.pk if participant is not None else None
        Run.objects.filter(pk=self.pk).update(floor=floor)
        self.floor = floor

    def lower_hands(self) -> None:
        """Forget who asked to speak."""
        from .participant import Participant

        Participant.objects.filter(run=self).exclude(asked_at=None).update(asked_at=None)


class LogLineQuerySet(Readable):
    def for_viewer(self, viewer):
        """The course of runs the viewer may know of."""
        return self.filter(run__in=Run.objects.visible_to(viewer))


class LogLine(models.Model):
    """One fact of a run's course: never changed, never taken away."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    run = models.ForeignKey(Run, models.CASCADE, related_name="log")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    value = models.JSONField(default=dict)

    objects = LogLineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_line_at_a_number")]

    def __str__(self):
        return f"{self.run_id} · {self.number} · {self.act}"


def _positions(runs: list[int]) -> dict[int, int]:
    return dict(Run.objects.visible_to(LOOKING).filter(pk__in=runs).values_list("pk", "pulse"))


def _listeners(runs: list[int]) -> dict[int, set[int]]:
    """Who may still hear of each run: in the room, and still of the community or the circle."""
    from .participant import Participant

    found: dict[int, set[int]] = {run: set() for run in runs}
    rows = Participant.objects.visible_to(LOOKING).still_welcome().filter(run__in=runs)
    for run, person in rows.values_list("run_id", "person_id"):
        found[run].add(person)
    return found


live.register("run", positions=_positions, listeners=_listeners)
