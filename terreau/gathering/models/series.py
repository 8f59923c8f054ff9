"""A series: one thing, joined once, whose dates follow from a rule."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

from ..recurrence import RuleRefused, expand, is_a_date, on_the_clock, read_rule
from .described import WORDS, Described, new_uid
from .rights import readable_by

SEVERAL = System("the dates of a series")
FURTHEST_END = date(2199, 12, 31)


def rule_of(text: str, first_local: datetime, zone: ZoneInfo) -> str:
    """The rule as it is kept; ValidationError with its reason when it cannot be a series'."""
    try:
        return read_rule(text, first_local, zone).text
    except RuleRefused as refused:
        raise ValidationError({"rule": str(refused)}) from refused


class SeriesQuerySet(Readable):
    def for_viewer(self, viewer):
        """Those of the viewer's communities and circles."""
        return self.filter(readable_by(viewer))

    def going(self, today: date):
        """Those that may still have a date."""
        return self.filter(models.Q(last_day=None) | models.Q(last_day__gte=today))


class Series(Described):
    """A rhythm. Its dates are computed; a row exists only for a date somebody touched."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="series", db_index=False)
    circle = models.ForeignKey("community.Circle", models.CASCADE, null=True, related_name="series")
    key = KeyField()
    rule = models.CharField(max_length=300)  # RFC 5545, the value of RRULE
    first_day = models.DateField()
    at_time = models.TimeField()  # on the wall, in `zone`
    zone = models.CharField(max_length=60)
    last_day = models.DateField(null=True)  # no date after this one
    promised = models.BooleanField(default=False)  # the rhythm one may count on
    uid = models.CharField(max_length=80, unique=True, default=new_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    follows = models.OneToOneField("self", models.SET_NULL, null=True, related_name="followed_by")

    objects = SeriesQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "last_day"], name="series_of_community")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(rule=""), name="a_series_has_a_rule"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("gathering:series", args=[self.community.slug, self.key])

    # ---- when ----
    @property
    def tz(self) -> ZoneInfo:
        """The time zone in which its clock is read."""
        return ZoneInfo(self.zone)

    @property
    def first_local(self) -> datetime:
        """Its first date, as the clock on the wall says it (naive)."""
        return datetime.combine(self.first_day, self.at_time)

    @property
    def rule_now(self) -> str:
        """The rule, ended where the series was ended (RFC 5545: UNTIL in UTC, and no COUNT beside it)."""
        if self.last_day is None:
            return self.rule
        parts = [part for part in self.rule.split(";") if part.split("=")[0].upper() not in ("UNTIL", "COUNT")]
        last = min(self.last_day, FURTHEST_END)  # what no rule can say is as good as for ever
        ended = datetime.combine(last, time(23, 59, 59), self.tz).astimezone(ZoneInfo("UTC"))
        return ";".join([*parts, f"UNTIL={ended:%Y%m%dT%H%M%SZ}"])

    def moments(self, after: datetime, before: datetime, limit: int = 500) -> list[datetime]:
        """Its computed dates from `after` to `before` (aware), whether or not any was touched."""
        return expand(self.rule_now, self.first_local, self.tz, after, before, limit)

    def moment_of(self, day: date) -> datetime | None:
        """The moment it takes place on that local day, or None when it has no date then."""
        wall = datetime.combine(day, self.at_time)
        if not is_a_date(self.rule_now, self.first_local, self.tz, wall):
            return None
        return on_the_clock(wall, self.tz)

    @property
    def joins_as_one(self) -> bool:
        """Whether it is joined once for all; where places are counted each date is answered by itself."""
        return self.capacity is None and self.slot_minutes is None and not self.sort.leaves_no_trace

    # ---- verbs ----
    @classmethod
    @transaction.atomic
    def call(cls, community, *, by, at, rule: str, first_local: datetime, circle=None, **words) -> "Series":
        """Begin a series. `first_local` is naive, on the wall; ValidationError on an impossible rule."""
        rule = rule_of(rule, first_local, community.zone)
        made = cls.objects.create(
            community=community,
            circle=circle,
            rule=rule,
            first_day=first_local.date(),
            at_time=first_local.time(),
            zone=community.time_zone,
            called_by=by,
            called_at=at,
            changed_at=at,
            **words,
        )
        community.record("series-called", by=by, about=made, at=at)
        return made

    @transaction.atomic
    def describe(self, *, by, at, **words):
        """Change its words on every date that was not detached. The same words change nothing."""
        changed = [name for name, value in words.items() if getattr(self, name) != value]
        if not changed:
            return
        for name in changed:
            setattr(self, name, words[name])
        self.changed_at = at
        self.save(update_fields=[*changed, "changed_at"])
        self._next_sequence()
        self.community.record("series-described", by=by, about=self, at=at, fields=sorted(changed))

    @transaction.atomic
    def end(self, last_day: date, *, by, at):
        """No date after that day. Asking twice changes nothing."""
        mine = Series.objects.filter(pk=self.pk).filter(models.Q(last_day=None) | models.Q(last_day__gt=last_day))
        if mine.update(last_day=last_day, changed_at=at):
            self.last_day, self.changed_at = last_day, at
            self._next_sequence()
            for row in self._dates_after(last_day):
                row.cancel(by=by, at=at)
            self.community.record("series-ended", by=by, about=self, at=at)

    def _dates_after(self, last_day: date):
        from .gathering import Gathering

        rows = Gathering.objects.visible_to(SEVERAL).filter(series=self, original_day__gt=last_day, cancelled_at=None)
        return list(rows.filter(moved_at=None).select_related("community", "series"))

    @transaction.atomic
    def change_rhythm(self, *, by, at, rule: str, first_local: datetime) -> "Series":
        """From `first_local` on another rhythm: a series that follows, with the same words, link and people."""
        from .joining import SeriesAnswer

        rule_of(rule, first_local, self.tz)
        rows = Series.objects.visible_to(SEVERAL).select_for_update().select_related("community")
        current = rows.get(pk=self.pk)
        if Series.objects.visible_to(SEVERAL).filter(follows=current).exists():
            raise ValidationError(_("Ce rythme a déjà été changé\u00a0: voyez la série qui le suit."), code="followed")
        words = {name: getattr(current, name) for name in WORDS}
        following = Series.call(
            current.community,
            by=by,
            at=at,
            rule=rule,
            first_local=first_local,
            circle=current.circle,
            promised=current.promised,
            follows=current,
            **words,
        )
        SeriesAnswer.carry_over(current, following, at)
        current.end(first_local.date() - timedelta(days=1), by=by, at=at)
        return following

    def _next_sequence(self) -> None:
        """Calendars take a change only with a higher SEQUENCE (RFC 5546 2.1.4)."""
        Series.objects.filter(pk=self.pk).update(sequence=F("sequence") + 1)
        self.sequence += 1
