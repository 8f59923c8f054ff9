"""What a subscribed calendar holds, read as its owner may read at that moment."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from hashlib import sha256

from django.db.models import Count, Max, Q, Sum
from django.utils.translation import gettext as _

from terreau.community.models import Circle, Community

from ..models import CalendarFeed, Gathering, QuietPeriod, Series
from ..recurrence import on_the_clock
from .answers import Mine, mine
from .events import Written, of_gathering, of_series
from .memo import written
from .writing import calendar

MOST_ROWS = 3_000
FORMAT = 1  # raised when the same gatherings are written otherwise


class Feed:
    """One calendar as its owner reads it now: what of the house it covers, its mark, its lines."""

    def __init__(self, feed: CalendarFeed, viewer, at: datetime, *, series: Series | None = None):
        self.feed, self.viewer, self.only = feed, viewer, series
        self.floor = date(at.year - 1, 1, 1)  # older gatherings stay on their pages
        self.communities = self._communities()

    @property
    def is_open(self) -> bool:
        """Whether its owner still belongs where it comes from."""
        if self.feed.circle is not None:
            return Circle.objects.visible_to(self.viewer).filter(pk=self.feed.circle_id).exists()
        return self.feed.community is None or bool(self.communities)

    @property
    def name(self) -> str:
        """What calendar programs call it."""
        if self.feed.circle is not None:
            names = {"circle": self.feed.circle.name, "community": self.feed.community.called}
            return _("%(circle)s · %(community)s") % names
        return self.feed.community.called if self.feed.community else _("Mes rencontres")

    @property
    def is_mine(self) -> bool:
        """Whether it holds only what its owner goes to, wherever it is."""
        return self.feed.community_id is None

    def _communities(self) -> dict[int, Community]:
        viewer, feed = self.viewer, self.feed
        held = {pk: membership.community for pk, membership in viewer.memberships.items()}
        if feed.circle_id and feed.circle_id in viewer.circles and feed.community is not None:
            held[feed.community.pk] = feed.community
        if self.is_mine:
            held.update(Community.objects.visible_to(viewer).in_bulk(viewer.guest_communities))
            return held
        return {pk: community for pk, community in held.items() if pk == feed.community_id}

    # ---- what it covers ----
    @cached_property
    def _series(self) -> dict[int, Series]:
        rows = Series.objects.visible_to(self.viewer).filter(community__in=list(self.communities)).going(self.floor)
        rows = rows.filter(circle=self.feed.circle_id) if self.feed.circle_id else rows
        return {one.pk: one for one in (rows.filter(pk=self.only.pk) if self.only else rows)}

    @property
    def _rows(self):
        since = datetime(self.floor.year, 1, 1, tzinfo=UTC)
        rows = Gathering.objects.visible_to(self.viewer).filter(community__in=list(self.communities))
        rows = rows.filter(Q(starts_at__gte=since) | Q(original_day__gte=self.floor))
        rows = rows.filter(circle=self.feed.circle_id) if self.feed.circle_id else rows
        return rows.filter(series=self.only) if self.only else rows

    @cached_property
    def _quiet(self) -> list[QuietPeriod]:
        return list(QuietPeriod.objects.visible_to(self.viewer).filter(community__in=list(self.communities)))

    @cached_property
    def _answers(self) -> Mine:
        return mine(self.viewer, self.communities)

    def mark(self) -> str:
        """What changes whenever its lines change: one question about the dates, and what is small, whole."""
        facts = [
            FORMAT,
            self.floor,
            self.name,
            self.viewer.person.language,
            sorted((one.pk, one.slug, one.called, one.time_zone) for one in self.communities.values()),
            sorted((one.pk, one.sequence, one.changed_at) for one in self._series.values()),
            self._rows.aggregate(n=Count("pk"), at=Max("changed_at"), sequence=Sum("sequence"), last=Max("pk")),
            sorted((one.pk, one.from_day, one.to_day) for one in self._quiet),
            self._answers.facts,
        ]
        return sha256(repr(facts).encode()).hexdigest()

    def lines(self) -> str:
        """The whole calendar."""
        by_series: dict[int | None, list[Gathering]] = defaultdict(list)
        for row in self._rows.defer("details").order_by("-starts_at")[:MOST_ROWS]:
            row.community = self.communities[row.community_id]
            by_series[row.series_id].append(row)
        events = list(self._alone(by_series.pop(None, [])))
        over = by_series.keys() - self._series.keys()
        ended = Series.objects.visible_to(self.viewer).filter(pk__in=over) if over else []
        for series in [*self._series.values(), *ended]:
            series.community = self.communities[series.community_id]
            events += self._one_series(series, by_series[series.pk])
        return calendar(events, name=self.name, first_year=self.floor.year)

    def _about(self, thing) -> str:
        return self.communities[thing.community_id].called if self.is_mine and len(self.communities) > 1 else ""

    def _alone(self, rows: list[Gathering]) -> Iterator[Written]:
        answers = self._answers
        for row in rows:
            if answers.comes(row) or not self.is_mine:
                yield written(row, answers.comes(row), answers.waits(row), self._about(row))

    def _one_series(self, series: Series, rows: list[Gathering]) -> Iterator[Written]:
        """The rule, and the dates that say something of their own."""
        answers, quiet = self._answers, self._quiet
        joined, carried = answers.joined.get(series.pk), answers.carries(series)
        whole = not self.is_mine or joined is not None or carried
        since = joined if self.is_mine and joined is not None and not carried else None
        start = self._first_date(series, since) if whole else None
        if start is not None:
            left_out = _quiet_dates(series, rows, [one for one in quiet if one.community_id == series.community_id])
            declined = {_wall(series, row) for row in rows if self.is_mine and answers.declined(row)}
            busy = joined is not None or carried
            kept = {one for one in left_out | declined if one >= start}
            yield of_series(series, start, kept, busy=busy, about=self._about(series)).written
        for row in rows:
            row.series = series
            event = self._date(series, row, start)
            if event is not None:
                yield event

    def _first_date(self, series: Series, since: datetime | None) -> datetime | None:
        """The first date it shows, on the wall: never before the floor, nor before its owner joined."""
        begin = datetime(self.floor.year, 1, 1, tzinfo=UTC)
        found = series.moments(max(begin, since) if since else begin, _FAR, 1)
        return datetime.combine(found[0].date(), series.at_time) if found else None

    def _date(self, series: Series, row: Gathering, start: datetime | None) -> Written | None:
        """A touched date, when it differs from what the rule says of it, or when the rule is not shown."""
        answers, day = self._answers, row.original_day
        comes, stands = answers.comes(row), day is not None and series.moment_of(day) is not None
        if (self.is_mine and not comes) or (not stands and row.cancelled_at is not None):
            return None
        busy = series.pk in answers.joined or answers.carries(series)
        own = row.moved_at or row.detached_at or row.cancelled_at or comes != busy or answers.waits(row)
        if start is not None and stands and _wall(series, row) >= start and not own:
            return None
        if stands:
            return written(row, comes, answers.waits(row), self._about(row))
        event = of_gathering(row, busy=comes, waiting=answers.waits(row), about=self._about(row))
        event.original, event.uid = None, row.uid  # the rule has no such date any more: it stands alone
        return event.written


_FAR = datetime(9999, 1, 1, tzinfo=UTC)


def _wall(series: Series, row: Gathering) -> datetime:
    """The date of its series that a row stands for, on the wall."""
    return datetime.combine(row.original_day or series.first_day, series.at_time)


def _quiet_dates(series: Series, rows: list[Gathering], quiet: list[QuietPeriod]) -> set[datetime]:
    """The dates that nobody touched within quiet periods, on the wall."""
    touched, found = {row.original_day for row in rows}, set()
    for period in quiet:
        first, last = (datetime.combine(day, series.at_time) for day in (period.from_day, period.to_day))
        after, before = on_the_clock(first, series.tz), on_the_clock(last, series.tz) + timedelta(minutes=1)
        days = {moment.date() for moment in series.moments(after, before)}
        found |= {datetime.combine(day, series.at_time) for day in days - touched}
    return found
