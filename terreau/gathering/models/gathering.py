"""A gathering: one date. Alone, or a date of a series that somebody touched."""

from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.community.models.once import find_or_make
from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField, new_key

from .answering import Answering
from .described import WORDS, Described, new_uid
from .rights import readable_by

TOUCHED = System("the row of a date")


class GatheringQuerySet(Readable):
    def for_viewer(self, viewer):
        """Those of the viewer's communities and circles."""
        return self.filter(readable_by(viewer))

    def between(self, after: datetime, before: datetime):
        """Beginning in that span."""
        return self.filter(starts_at__gte=after, starts_at__lt=before)


class Gathering(Answering, Described):
    """One date.

    A date of a series has a row only once somebody touched it; it is addressed by its series and its original day
    (the RECURRENCE-ID), wherever it was moved. Until it is detached, its words are those of its series. A date nobody
    touched is the same thing without a row: `Gathering.untouched(series, day, moment)`, whose `pk` is None.
    """

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="gatherings", db_index=False)
    circle = models.ForeignKey("community.Circle", models.CASCADE, null=True, related_name="gatherings")
    key = KeyField()
    series = models.ForeignKey("gathering.Series", models.CASCADE, null=True, related_name="dates", db_index=False)
    original_day = models.DateField(null=True)  # local, in the zone of the series
    starts_at = models.DateTimeField()
    uid = models.CharField(max_length=80, unique=True, default=new_uid, editable=False)  # used when it has no series
    sequence = models.PositiveIntegerField(default=0)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    moved_at = models.DateTimeField(null=True)
    detached_at = models.DateTimeField(null=True)  # from then on its words are its own
    cancelled_at = models.DateTimeField(null=True)
    cancelled_why = models.CharField(max_length=300, blank=True)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["community", "starts_at"], name="gatherings_of_community"),
            models.Index(fields=["community", "circle", "starts_at"], name="gatherings_of_circle"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "original_day"], name="one_row_for_a_date"),
            models.CheckConstraint(
                condition=Q(series=None, original_day=None) | Q(series__isnull=False, original_day__isnull=False),
                name="a_date_of_a_series_has_a_day",
            ),
        ]

    def __str__(self):
        return self.words.title

    def get_absolute_url(self):
        return reverse("gathering:gathering", args=[self.community.slug, self.handle])

    @property
    def handle(self) -> str:
        """Its name in an address: its key, or the day and the key of its series (« 2026-01-15-abc… »)."""
        return f"{self.original_day}-{self.series.key}" if self.series_id else self.key

    # ---- what it is ----
    @property
    def words(self) -> Described:
        """What it says of itself: its own words, or those of its series."""
        return self.series if self.series is not None and self.detached_at is None else self

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + self.words.lasts

    @property
    def local_start(self) -> datetime:
        """When it begins, on the clock of its community."""
        return self.starts_at.astimezone(self.series.tz if self.series_id else self.community.zone)

    @property
    def local_end(self) -> datetime:
        """When it ends, on the clock of its community."""
        return self.ends_at.astimezone(self.local_start.tzinfo)

    @property
    def day(self) -> date:
        """The day it takes place, for its community."""
        return self.local_start.date()

    @property
    def is_touched(self) -> bool:
        """Whether a row exists for it."""
        return self.pk is not None

    def is_over(self, at: datetime) -> bool:
        """Whether it has ended."""
        return self.ends_at <= at

    @property
    def calendar_uid(self) -> str:
        """The UID its calendars know it by."""
        return self.series.uid if self.series_id else self.uid

    @property
    def original_moment(self) -> datetime | None:
        """When it would take place had nobody moved it: the RECURRENCE-ID; None outside a series."""
        if self.series is None or self.original_day is None:
            return None
        return self.series.moment_of(self.original_day) or self.starts_at

    # ---- made ----
    @classmethod
    def untouched(cls, series, day: date, moment: datetime) -> "Gathering":
        """A date of a series as it follows from the rule, without any row; its key and UID come with a row."""
        return cls(
            key="",
            uid="",
            community=series.community,
            circle=series.circle,
            series=series,
            original_day=day,
            starts_at=moment,
            called_by_id=series.called_by_id,
            called_at=series.called_at,
            changed_at=series.changed_at,
        )

    @classmethod
    @transaction.atomic
    def call(cls, community, *, by, at, starts_at: datetime, circle=None, **words) -> "Gathering":
        """Call a single gathering."""
        times = {"starts_at": starts_at, "called_at": at, "changed_at": at}
        made = cls.objects.create(community=community, circle=circle, called_by=by, **times, **words)
        community.record("gathering-called", by=by, about=made, at=at)
        return made

    @transaction.atomic
    def touched(self, at: datetime) -> "Gathering":
        """The row of this date, made when it does not exist yet; locked until the transaction ends."""
        if self.pk is None:
            mine = {"series": self.series, "original_day": self.original_day}
            rows = Gathering.objects.visible_to(TOUCHED).filter(**mine)
            self.changed_at = at
            row, _new = find_or_make(lambda: rows.first(), lambda: self._inserted())
            self.pk, self.key = row.pk, row.key
        rows = Gathering.objects.visible_to(TOUCHED).select_for_update(of=("self",))
        row = rows.select_related("series", "community", "circle").get(pk=self.pk)
        if row.series_id:
            row.series.community, row.series.circle = row.community, row.circle
        return row

    def _inserted(self) -> "Gathering":
        self.key, self.uid = new_key(), new_uid()
        self.save(force_insert=True)
        return self

    # ---- changed ----
    @transaction.atomic
    def move(self, starts_at: datetime, *, by, at):
        """Take it to another moment. The same moment changes nothing."""
        row = self.touched(at)
        if row.starts_at == starts_at:
            return
        row._change(at, starts_at=starts_at, moved_at=at)
        self.starts_at, self.moved_at = starts_at, at
        self.community.record("gathering-moved", by=by, about=row, at=at)

    @transaction.atomic
    def cancel(self, *, by, at, why: str = ""):
        """It will not take place. Asking twice changes nothing."""
        row = self.touched(at)
        if row.cancelled_at is None:
            row._change(at, cancelled_at=at, cancelled_why=why[:300])
            self.cancelled_at, self.cancelled_why = at, why[:300]
            self.community.record("gathering-cancelled", by=by, about=row, at=at)

    @transaction.atomic
    def restore(self, *, by, at):
        """It takes place after all. Asking twice changes nothing."""
        row = self.touched(at)
        if row.cancelled_at is not None:
            row._change(at, cancelled_at=None, cancelled_why="")
            self.cancelled_at, self.cancelled_why = None, ""
            self.community.record("gathering-restored", by=by, about=row, at=at)

    @transaction.atomic
    def describe(self, *, by, at, **words):
        """Change the words of this date only; a date of a series is then detached from the words of its series."""
        row = self.touched(at)
        if row.cancelled_at is not None:
            raise ValidationError(_("Cette rencontre est annulée\u00a0: remettez-la d’abord à l’agenda."))
        now = {name: getattr(row.words, name) for name in WORDS}
        changed = sorted(name for name, value in words.items() if now[name] != value)
        if not changed:
            return
        detached = {"detached_at": row.detached_at or at} if row.series_id else {}
        row._change(at, **{**now, **words}, **detached)
        for name, value in {**now, **words, **detached}.items():
            setattr(self, name, value)
        self.community.record("gathering-described", by=by, about=row, at=at, fields=changed)

    def _change(self, at: datetime, **fields) -> None:
        """Write these fields; calendars take a change only with a higher SEQUENCE (RFC 5546 2.1.4)."""
        Gathering.objects.filter(pk=self.pk).update(**fields, changed_at=at, sequence=F("sequence") + 1)
        for name, value in fields.items():
            setattr(self, name, value)
