"""A calendar on its way: its events become gatherings and series, by the verbs of the room of gatherings."""

from collections import defaultdict
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone

from terreau.community.models import Circle, Hat
from terreau.gathering.models import Gathering, Presence, Series, SeriesAnswer
from terreau.gathering.recurrence import RuleRefused, expand, on_the_clock, read_rule
from terreau.spine.outbox import without_followers

from ..arrivals.calendar import Event, Sheet, read_calendar
from ..arrivals.problems import Problem, problem
from ..models import Arrival, ArrivalProblem, ArrivedRows
from ..models.arrival import WHY
from .carrier import Carrier, Deadline, carries

ROWS = ArrivedRows.Kind
A_FEW = 50  # events in one transaction
FIRST_DATES = 8  # shown in the preview


class _Plan:
    """What a calendar brings: each event that can come in, with the changed dates of its series."""

    def __init__(self, sheet: Sheet, here: ZoneInfo) -> None:
        self.sheet, self.here = sheet, here
        self.problems: list[Problem] = list(sheet.problems)
        self.events: dict[str, Event] = {}
        self.changed: dict[str, list[Event]] = defaultdict(list)
        for event in sheet.events:
            self._sort(event)
        for uid, changed in self.changed.items():
            if uid not in self.events:
                self.problems += [problem("calendar-date-lost", one.line, title=one.title) for one in changed]
        self.problems.sort(key=lambda one: one.line)

    def _sort(self, event: Event) -> None:
        if event.original is not None:
            self.changed[event.uid].append(event)
            return
        kind = "calendar-twice" if event.uid in self.events else "calendar-cancelled" if event.cancelled else ""
        refused = problem(kind, event.line, title=event.title) if kind else self._settle(event) if event.rule else None
        if refused is not None:
            self.problems.append(refused)
        else:
            self.events[event.uid] = event

    def _settle(self, event: Event) -> Problem | None:
        """Put a series on the clock of the community; what keeps it out, if anything."""
        first = on_the_clock(event.start, event.zone).astimezone(self.here).replace(tzinfo=None)
        if first.date() != event.start.date():
            return problem("calendar-clock", event.line, title=event.title, zone=event.zone.key)
        try:
            event.rule = read_rule(event.rule, first, self.here).text
        except RuleRefused as why:
            return problem("calendar-rule", event.line, title=event.title, why=why)
        begins = expand(event.rule, first, self.here, limit=1)[0].replace(tzinfo=None)
        if begins.date() != first.date():
            self.problems.append(problem("calendar-first-off", event.line, title=event.title))
        event.start, event.zone = datetime.combine(begins.date(), first.time()), self.here
        return None


@carries(Arrival.Kind.CALENDAR)
class CalendarCarrier(Carrier):
    """Nobody is written to, and no address of anybody comes in."""

    def look(self, deadline: Deadline) -> bool:
        """Read the calendar, and compare it with what is here already."""
        plan = self._plan()
        held = self._held(list(plan.events))
        fresh = [event for uid, event in plan.events.items() if uid not in held]
        with self.arrival.batch():
            self.forget_problems(while_carrying=False)
            ArrivalProblem.write(self.arrival, (("", one) for one in plan.problems))
        self.arrival.looked(self._findings(plan, fresh, len(held)), total=len(fresh), at=timezone.now())
        return True

    def let_in(self, deadline: Deadline) -> bool:
        """Events after the last one that came in, fifty in one transaction."""
        plan = self._plan()
        waiting = [event for event in plan.events.values() if event.line > self.arrival.marker.get("line", 0)]
        for start in range(0, len(waiting), A_FEW):
            some = waiting[start : start + A_FEW]
            with without_followers(), self.arrival.batch():
                self._bring_in(some, plan)
                self.arrival.marker = {"line": some[-1].line}
            if deadline:
                return False
        return True

    def take_out(self, deadline: Deadline) -> bool:
        """Series and gatherings to which nobody has said anything since."""
        for kind, model in ((ROWS.SERIES, Series), (ROWS.GATHERING, Gathering)):
            for some in ArrivedRows.after(self.arrival, kind, self.arrival.marker.get(kind, 0)):
                with self.arrival.batch():
                    rows = model.objects.visible_to(WHY).filter(pk__in=some.ids)
                    kept = self._made_their_own(model, some.ids)
                    gone = rows.exclude(pk__in=kept).delete()[1].get(model._meta.label, 0)
                    self.arrival.count("gatherings_out", gone)
                    self.arrival.count("gatherings_kept", len(kept))
                    self.arrival.marker = {**self.arrival.marker, kind: some.pk}
                if deadline:
                    return False
        return True

    # ---- in ----
    def _plan(self) -> _Plan:
        (brought,) = self.files
        with self.open(brought) as stream:
            sheet = read_calendar(stream.read(), here=self.community.zone, zones=self.arrival.options.get("zones", {}))
        return _Plan(sheet, self.community.zone)

    def _uid(self, uid: str) -> str:
        """The UID here of an event of elsewhere: the same each time it comes into this community."""
        return sha256(f"{self.community.pk}|{uid}".encode("utf-8", "replace")).hexdigest()[:40] + "@arrived.terreau"

    def _held(self, uids: list[str]) -> set[str]:
        """Which of these events came here before."""
        by_uid = {self._uid(uid): uid for uid in uids}
        found: set[str] = set()
        marks = list(by_uid)
        for start in range(0, len(marks), 500):
            for model in (Series, Gathering):
                rows = model.objects.visible_to(WHY).filter(uid__in=marks[start : start + 500])
                found |= {by_uid[mark] for mark in rows.values_list("uid", flat=True)}
        return found

    def _findings(self, plan: _Plan, fresh: list[Event], already: int) -> dict:
        shown = sorted(fresh, key=lambda one: one.start)[-FIRST_DATES:]
        moments = [on_the_clock(one.start, one.zone).timestamp() for one in fresh]
        return {
            "series": sum(1 for one in fresh if one.rule),
            "gatherings": sum(1 for one in fresh if not one.rule),
            "already": already,
            "zones": plan.sheet.zones,
            "dates": [[one.title, int(on_the_clock(one.start, one.zone).timestamp()), one.rule] for one in shown],
            "first": int(min(moments)) if moments else None,
            "last": int(max(moments)) if moments else None,
        }

    def _bring_in(self, events: list[Event], plan: _Plan) -> None:
        held = self._held([one.uid for one in events])
        by, circle, at = self._by(), self._circle(), timezone.now()
        series, single = [], []
        for event in events:
            if event.uid in held:
                self.arrival.count("already")
            elif event.rule:
                series.append(self._series_in(event, plan, by, circle, at))
            else:
                single.append(self._single_in(event, by, circle, at))
            self.arrival.done += event.uid not in held
        ArrivedRows.write(self.arrival, ROWS.SERIES, [one.pk for one in series])
        ArrivedRows.write(self.arrival, ROWS.GATHERING, [one.pk for one in single])
        self.arrival.count("series", len(series))
        self.arrival.count("gatherings", len(single))

    def _single_in(self, event: Event, by, circle, at) -> Gathering:
        moment = on_the_clock(event.start, event.zone)
        words = {**_words(event), "uid": self._uid(event.uid)}
        return Gathering.call(self.community, by=by, at=at, starts_at=moment, circle=circle, **words)

    def _series_in(self, event: Event, plan: _Plan, by, circle, at) -> Series:
        words = {**_words(event), "uid": self._uid(event.uid)}
        made = Series.call(
            self.community, by=by, at=at, rule=event.rule, first_local=event.start, circle=circle, **words
        )
        lost = []
        for moment in event.left_out:
            if (date := _date_of(made, moment)) is not None:
                date.cancel(by=by, at=at)
        for changed in plan.changed.get(event.uid, ()):
            if not self._change(made, changed, by, at):
                lost.append(("", problem("calendar-date-lost", changed.line, title=changed.title)))
        ArrivalProblem.write(self.arrival, lost, while_carrying=True)
        return made

    def _change(self, series: Series, changed: Event, by, at) -> bool:
        """One date moved, cancelled or said otherwise; False when the series has no such date."""
        if changed.original is None or (date := _date_of(series, changed.original)) is None:
            return False
        if changed.cancelled:
            date.cancel(by=by, at=at)
            return True
        date.move(on_the_clock(changed.start, changed.zone), by=by, at=at)
        try:
            date.describe(by=by, at=at, **_words(changed))
        except ValidationError:  # a date both left out and changed stays left out
            return False
        return True

    def _by(self):
        """In whose name: whoever brought it, else the first who coordinates."""
        if self.arrival.started_by is not None:
            return self.arrival.started_by
        hats = Hat.objects.visible_to(WHY).worn().filter(community=self.community, kind=Hat.Kind.COORDINATION)
        return hats.select_related("membership__person").order_by("pk")[0].membership.person

    def _circle(self) -> Circle | None:
        key = self.arrival.options.get("circle")
        return Circle.objects.visible_to(WHY).filter(community=self.community, key=key).first() if key else None

    # ---- out ----
    def _made_their_own(self, model, ids: list[int]) -> set[int]:
        """Those to which somebody answered since."""
        if model is Series:
            joined = SeriesAnswer.objects.visible_to(WHY).filter(series__in=ids)
            said = Presence.objects.visible_to(WHY).filter(gathering__series__in=ids)
            return set(joined.values_list("series", flat=True)) | set(said.values_list("gathering__series", flat=True))
        said = Presence.objects.visible_to(WHY).filter(gathering__in=ids)
        return set(said.values_list("gathering", flat=True))


def _date_of(series: Series, moment: datetime) -> Gathering | None:
    """The date of a series that a file means by this moment."""
    day = moment.astimezone(series.tz).date()
    found = series.moment_of(day)
    return Gathering.untouched(series, day, found) if found is not None else None


def _words(event: Event) -> dict:
    mode = "hybrid" if event.link and event.place else "online" if event.link else "here"
    words = {"title": event.title, "intention": event.intention, "minutes": event.minutes}
    return {**words, "kind": "other", "mode": mode, "place": event.place, "link": event.link}
