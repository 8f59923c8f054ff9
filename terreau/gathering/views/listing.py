"""« Rencontres »: what comes, the rhythm, and what came out of those that were."""

from dataclasses import dataclass

from django.db.models import CharField, DateField, Value
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from terreau.community.asking import Within
from terreau.community.viewing import enter_invited
from terreau.spine.asking import columns, instance

from ..asked import dates_in, dates_past, series_in
from ..models import DateSearch, Gathering, MemoryText, QuietPeriod, Series
from ..occasions import FAR, GOING_ON, merge, my_answer
from ..season import in_words

COMING = 6
LATER = 12  # folded; the others stand on the page of their series
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
    community, membership = enter_invited(request, slug)
    at = timezone.now()
    circle = _circle(request, community)
    quiet, searches = _announced(request, community, circle, at)
    series, lines = _ahead(request, community, circle, quiet, at)
    context = {
        "membership": membership,
        "circle": circle,
        "circles": request.viewer.circles_in(community),
        "may_call": membership is not None or bool(request.viewer.circles_to_write_in(community)),
        "lines": lines[:COMING],
        "later": lines[COMING : COMING + LATER],
        "series": [(one, ahead) for one in series if (ahead := _next(lines, one))],
        "searches": searches,
        "quiet": in_words(quiet, community.day(at)),
        "past": past(request, community, circle, at, 1),
    }
    return render(request, "gathering/gatherings_page.html", context)


@require_safe
def before(request, slug):
    """All that were, a page at a time."""
    community, _membership = enter_invited(request, slug)
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
    within = {} if circle is None else {"circle": circle.pk}
    span = at - GOING_ON, at + FAR
    held = series_in(request.viewer, community, *span, **within)
    held.sort(key=lambda one: (not one.promised, one.first_day))
    rows = dates_in(request.viewer, community, *span, **within)
    dates = merge(held, rows, quiet, *span, community=community, limit=30)
    ahead = [date for date in dates if not date.is_over(at) and date.cancelled_at is None]
    return held, [Line(date, my_answer(date), bool(getattr(date, "waits", None))) for date in ahead]


def _announcements(viewer, *, community, today, **within):
    """The pauses to come, and the dates being looked for, as rows of one shape."""
    nothing, never = Value("", CharField()), (Value(None, DateField()), Value(None, DateField()))
    pauses = QuietPeriod.objects.visible_to(viewer).filter(community=community, to_day__gte=today).order_by()
    searches = DateSearch.objects.visible_to(viewer).filter(community=community, settled_at=None, **within).order_by()
    rows = pauses.values_list("name", "from_day", "to_day", nothing, "said_at")
    return rows.union(searches.values_list("title", *never, "key", "asked_at"), all=True)


_ANNOUNCED = Within(_announcements, with_hats=False)


def _announced(request, community, circle, at) -> tuple[list[QuietPeriod], list[DateSearch]]:
    """The pauses to come, and the dates that are being looked for, the latest first. One query."""
    within = {} if circle is None else {"circle": circle.pk}
    rows = _ANNOUNCED.ask(request.viewer, community, today=community.day(at), **within)
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

    def __init__(self, rows: list, number: int):
        super().__init__(rows[:A_PAGE])
        self.number, self.more = number, len(rows) > A_PAGE

    def has_previous(self) -> bool:
        """Whether there is a page before."""
        return self.number > 1

    def has_next(self) -> bool:
        """Whether there is a page after."""
        return self.more


def _texts(viewer, *, community, dates):
    rows = MemoryText.objects.visible_to(viewer).filter(community=community, memory__gathering__in=dates)
    return rows.order_by("language").values_list("memory__gathering", *columns(MemoryText))


_TEXTS = Within(_texts, with_hats=False)


def past(request, community, circle, at, number: int):
    """A page of what was, the latest first, with what came out. Two queries."""
    within = {} if circle is None else {"circle": circle.pk}
    number = max(number, 1)
    rows = dates_past(request.viewer, community, at, (number - 1) * A_PAGE, A_PAGE + 1, **within)
    page = Page(rows, number)
    said = _TEXTS.ask(request.viewer, community, dates=[row.pk for row in page]) if page else []
    texts = {date: instance(MemoryText, iter(row)) for date, *row in said}
    return page, [_remembered(row, texts.get(row.pk)) for row in page]


def _remembered(row: Gathering, text: MemoryText | None) -> Past:
    parts = ("learnings", "decisions", "to_try", "seen", "quotes")
    return Past(row, {part: text.lines(part)[:2] for part in parts if text.lines(part)} if text else {})
