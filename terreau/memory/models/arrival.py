"""Something a community brings with it: looked at, shown with everything that is wrong, done, undone."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

HELD_FOR = timedelta(seconds=60)
WHY = System("carrying an arrival")


class Interrupted(Exception):
    """Somebody stopped this arrival, or another worker took it over: what was done until here stays."""


class ArrivalQuerySet(Readable):
    def for_viewer(self, viewer):
        """Those of the communities where the viewer looks after archives."""
        return self.filter(community__in=viewer.communities_where("archive"))


class Arrival(models.Model):
    """One list, archive or history on its way into a community."""

    class Kind(models.TextChoices):
        MEMBERS = "members", _("Une liste de membres")
        MBOX = "mbox", _("Des archives de courriels")
        HISTORY = "history", _("Une histoire de participation")
        CALENDAR = "calendar", _("Un calendrier")
        LINKS = "links", _("Une liste de liens")
        FOLDER = "folder", _("Un dossier de documents")

    class State(models.TextChoices):
        RECEIVED = "received", _("En lecture")
        LOOKED = "looked", _("À vérifier")
        RUNNING = "running", _("En cours")
        STOPPED = "stopped", _("Arrêtée en chemin")
        DONE = "done", _("Terminée")
        UNDOING = "undoing", _("En cours d’annulation")
        UNDONE = "undone", _("Annulée")
        FAILED = "failed", _("Interrompue par un ennui")

    MOVING = (State.RECEIVED, State.RUNNING, State.UNDOING)
    STARTS_FROM = (State.LOOKED, State.STOPPED, State.FAILED)
    UNDOES_FROM = (State.DONE, State.STOPPED, State.FAILED)

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="arrivals", db_index=False)
    key = KeyField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RECEIVED)
    options = models.JSONField(default=dict, blank=True)  # what was chosen: columns, circle, who is a member already
    findings = models.JSONField(default=dict, blank=True)  # what looking found: counts, examples, how it was understood
    marker = models.JSONField(default=dict, blank=True)  # where to go on after a stop
    counts = models.JSONField(default=dict, blank=True)  # what came in, or went out again
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    brought_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    holder = models.CharField(max_length=32, blank=True)
    held_until = models.DateTimeField(null=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["community", "-id"], name="arrivals_of_community")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.key}"

    def get_absolute_url(self):
        return reverse("memory:arrival", args=[self.community.slug, self.key])

    @property
    def is_moving(self) -> bool:
        """Whether the worker has something to do with it."""
        return self.state in self.MOVING

    @property
    def is_blocked(self) -> bool:
        """Whether nothing of it can come in as it stands."""
        return self.state == self.State.LOOKED and not self.total

    # ---- verbs ----
    @classmethod
    @transaction.atomic
    def bring(cls, community, kind: str, files: list[tuple[str, Any]], *, by, at, options=None) -> "Arrival":
        """Take in files, given as (name, `files.File`): they will be looked at, and nothing more."""
        from .beside import ArrivalFile

        arrival = cls.objects.create(
            community=community,
            kind=cls.Kind(kind),
            started_by=by,
            brought_at=at,
            moved_at=at,
            options=options or {},
        )
        ArrivalFile.objects.bulk_create(
            ArrivalFile(arrival=arrival, file=file, name=name, place=place)
            for place, (name, file) in enumerate(files)
        )  # fmt: skip
        community.record("arrival-brought", by=by, about=arrival, at=at, kind=kind)
        return arrival

    @transaction.atomic
    def correct(self, options: dict, *, by, at) -> bool:
        """Look again, understanding the file otherwise. False once it has started."""
        options = {**self.options, **options}
        if not self._turn(self.State.RECEIVED, at, only_from=[self.State.LOOKED], options=options, marker={}):
            return False
        self.community.record("arrival-corrected", by=by, about=self, at=at)
        return True

    @transaction.atomic
    def looked(self, findings: dict, *, total: int, at) -> None:
        """Everything was read; it waits for somebody's word."""
        kept = {"findings": findings, "total": total, "done": 0, "marker": {}, "trouble": ""}
        if self._turn(self.State.LOOKED, at, only_from=[self.State.RECEIVED], **kept):
            self.community.record("arrival-looked", by=None, about=self, at=at, total=total)

    @transaction.atomic
    def start(self, *, by, at, options: dict | None = None) -> bool:
        """Let it in, or go on after a stop. Two tabs start it once: False in the second."""
        also = {"options": {**self.options, **options}} if options else {}
        if self.is_blocked or not self._turn(self.State.RUNNING, at, only_from=self.STARTS_FROM, trouble="", **also):
            return False
        self.community.record("arrival-started", by=by, about=self, at=at)
        return True

    @transaction.atomic
    def stop(self, *, by, at) -> bool:
        """Stop after the batch in hand: what is in stays in, and it can go on or be undone."""
        if not self._turn(self.State.STOPPED, at, only_from=[self.State.RUNNING], holder="", held_until=None):
            return False
        self.community.record("arrival-stopped", by=by, about=self, at=at)
        return True

    @transaction.atomic
    def finish(self, *, at) -> None:
        """Everything that could come in is in: one line in the journal for all of it."""
        found = {name: said for name, said in self.findings.items() if name not in ("examples", "people")}
        also = {"marker": {}, "done": self.total, "findings": found}  # titles and names were for checking only
        if self._turn(self.State.DONE, at, only_from=[self.State.RUNNING], **also):
            self.community.record("arrival-done", by=self.started_by, about=self, at=at, **self.counts)

    @transaction.atomic
    def undo(self, *, by, at) -> bool:
        """Take back out what came in and nobody has made their own since."""
        fresh = {"marker": {}, "counts": {}, "done": 0, "trouble": ""}
        if not self._turn(self.State.UNDOING, at, only_from=self.UNDOES_FROM, **fresh):
            return False
        self.community.record("arrival-undoing", by=by, about=self, at=at)
        return True

    @transaction.atomic
    def undone(self, *, at) -> None:
        """What could be taken out is out."""
        if self._turn(self.State.UNDONE, at, only_from=[self.State.UNDOING], marker={}):
            self.community.record("arrival-undone", by=self.started_by, about=self, at=at, **self.counts)

    @transaction.atomic
    def fail(self, trouble: str, *, at) -> None:
        """Something broke: what was done until here stays, and it can go on or be undone."""
        if self._turn(self.State.FAILED, at, only_from=self.MOVING, trouble=trouble[:300]):
            self.community.record("arrival-failed", by=None, about=self, at=at)

    @transaction.atomic
    def withdraw(self, *, by, at) -> bool:
        """Give it up before anything came in: the file goes, and what was read of it."""
        free = Arrival.objects.visible_to(WHY).filter(pk=self.pk, state__in=[self.State.LOOKED, self.State.RECEIVED])
        if not free.delete()[0]:
            return False
        self.community.record("arrival-withdrawn", by=by, about=self.community, at=at, kind=self.kind)
        return True

    # ---- carried by one worker at a time ----
    def hold(self, at: datetime) -> bool:
        """Take it in hand; False while another worker has it."""
        mine = secrets.token_hex(16)
        free = Q(held_until=None) | Q(held_until__lt=at) | Q(holder="")
        if not Arrival.objects.filter(free, pk=self.pk).update(holder=mine, held_until=at + HELD_FOR):
            return False
        self.holder, self.held_until = mine, at + HELD_FOR
        return True

    def let_go(self) -> None:
        """Leave it to whoever comes next."""
        Arrival.objects.filter(pk=self.pk, holder=self.holder).update(holder="", held_until=None)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction of work; `marker`, `counts` and `done` are kept with it. `Interrupted` when it is over."""
        with transaction.atomic():
            yield
            mine = Arrival.objects.filter(pk=self.pk, state=self.state, holder=self.holder)
            kept = {"marker": self.marker, "counts": self.counts, "done": self.done}
            if not mine.update(**kept, held_until=timezone.now() + HELD_FOR):
                raise Interrupted

    def count(self, name: str, number: int = 1) -> None:
        """Add to what came in (or went out)."""
        if number:
            self.counts[name] = self.counts.get(name, 0) + number

    def _turn(self, state: str, at, *, only_from, **also) -> bool:
        rows = Arrival.objects.filter(pk=self.pk, state__in=only_from)
        if not rows.update(state=state, moved_at=at, **also):
            return False
        self.state, self.moved_at = state, at
        for field, value in also.items():
            setattr(self, field, value)
        return True
