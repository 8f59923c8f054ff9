"""« Rencontres »: what comes, the rhythm, and what came out of those that were."""

from dataclasses import dataclass

from django.db.models import CharField, DateField, Value
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..models import DateSearch, Gathering, MemoryText, QuietPeriod, Series
from ..occasions import FAR, GOING_ON, in_span, merge, my_answer, rows_of, series_of
from ..season import in_words
from .finding import circles_to_call, enter_gatherings

COMING = 6
A_PAGE = 12


@dataclass(frozen=True)
class Line:
    """One date in a list, with what the viewer answered."""

    gathering: Gathering
    answer: str
    waits: bool = False


@require_safe
def gatherings(request, slug):
    """The place « Rencontres »."""
    community, membership = enter_gatherings(request, slug)
    at = timezone.now()
    circle = _circle(request, community)
    quiet, searches = _announced(request, community, circle, at)
    series, lines = _ahead(request, community, circle, quiet, at)
    context = {
        "membership": membership,
        "circle": circle,
        "circles": request.viewer.circles_in(community),
        "may_call": membership is not None or bool(circles_to_call(request, community)),
        "lines": lines[:COMING],
        "more": len(lines) > COMING,
        "series": [(one, ahead) for one in series if (ahead := _next(lines, one))],
        "searches": searches,
        "quiet": in_words(quiet, at.astimezone(community.zone).date()),
        "past": past(request, community, circle, at, 1),
    }
    return render(request, "gathering/gatherings_page.html", context)


@require_safe
def before(request, slug):
    """All that were, a page at a time."""
    community, _membership = enter_gatherings(request, slug)
    given = request.GET.get("page", "1")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 1
    circle = _circle(request, community)
    context = {"past": past(request, community, circle, timezone.now(), number), "circle": circle}
    return render(request, "gathering/past_page.html", context)


def _circle(request, community):
    """The circle asked for, among those where the viewer sits."""
    asked = request.GET.get("cercle", "")
    return next((one for one in request.viewer.circles_in(community) if one.key == asked), None)


def _ahead(request, community, circle, quiet, at):
    """The series going on, and the lines of the dates to come."""
    today = at.astimezone(community.zone).date()
    series = series_of(request.viewer, community).going(today)
    since = at - GOING_ON
    rows = rows_of(request.viewer, community).filter(in_span(since, at + FAR))
    if circle is not None:
        series, rows = series.filter(circle=circle), rows.filter(circle=circle)
    held = list(series.order_by("-promised", "first_day"))
    dates = merge(held, list(rows), quiet, since, at + FAR, community=community, limit=30)
    ahead = [date for date in dates if not date.is_over(at) and date.cancelled_at is None]
    return held, [Line(date, my_answer(date), bool(getattr(date, "waits", None))) for date in ahead]


def _announced(request, community, circle, at) -> tuple[list[QuietPeriod], list[DateSearch]]:
    """The pauses to come, and the dates that are being looked for, the latest first. One query."""
    today, nothing = at.astimezone(community.zone).date(), Value("", CharField())
    pauses = QuietPeriod.objects.visible_to(request.viewer).filter(community=community, to_day__gte=today)
    searches = DateSearch.objects.visible_to(request.viewer).filter(community=community, settled_at=None)
    searches = searches.filter(circle=circle) if circle is not None else searches
    never = Value(None, DateField()), Value(None, DateField())
    rows = (
        pauses.order_by()
        .values_list("name", "from_day", "to_day", nothing, "said_at")
        .union(searches.order_by().values_list("title", *never, "key", "asked_at"), all=True)
    )
    quiet, found = [], []
    for name, first, last, key, said_at in rows:
        if key:
            found.append(DateSearch(community=community, title=name, key=key, asked_at=said_at))
        else:
            quiet.append(QuietPeriod(name=name, from_day=first, to_day=last))
    found.sort(key=lambda one: one.asked_at, reverse=True)
    return sorted(quiet, key=lambda one: one.from_day), found[:COMING]


def _next(lines: list[Line], series: Series) -> Line | None:
    return next((line for line in lines if line.gathering.series_id == series.pk), None)


@dataclass(frozen=True)
class Past:
    """A date that was, and what came out of it."""

    gathering: Gathering
    said: dict[str, list[str]]


class Page(list):
    """A page of rows: whether another comes before or after it, without counting all of them."""

    number = 1
    more = False

    def has_previous(self) -> bool:
        """Whether there is a page before."""
        return self.number > 1

    def has_next(self) -> bool:
        """Whether there is a page after."""
        return self.more


def _page(rows, number: int) -> Page:
    start = (max(number, 1) - 1) * A_PAGE
    found = list(rows[start : start + A_PAGE + 1])
    page = Page(found[:A_PAGE])
    page.number, page.more = max(number, 1), len(found) > A_PAGE
    return page


def past(request, community, circle, at, number: int):
    """A page of what was, the latest first, with what came out. Two queries."""
    rows = rows_of(request.viewer, community).filter(starts_at__lt=at, cancelled_at=None).exclude(kind="cafe")
    rows = rows.exclude(series__kind="cafe").select_related("series", "circle", "memory").order_by("-starts_at", "-pk")
    if circle is not None:
        rows = rows.filter(circle=circle)
    page = _page(rows, number)
    texts = MemoryText.objects.visible_to(request.viewer).filter(memory__gathering__in=[row.pk for row in page])
    by_gathering = {text.memory.gathering_id: text for text in texts.select_related("memory").order_by("language")}
    return page, [_remembered(row, community, by_gathering.get(row.pk)) for row in page]


def _remembered(row: Gathering, community, text: MemoryText | None) -> Past:
    row.community = community
    if row.series_id:
        row.series.community = community
    parts = ("learnings", "decisions", "to_try", "seen", "quotes")
    return Past(row, {part: text.lines(part)[:2] for part in parts if text.lines(part)} if text else {})
