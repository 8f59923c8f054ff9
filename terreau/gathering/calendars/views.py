"""Calendars: what programs fetch, one date as a file, and the page where a person gets and takes back addresses."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_POST, require_safe

from terreau.community.models import Circle, Community
from terreau.community.viewer import Viewer
from terreau.community.viewing import one
from terreau.ui.answers import see_other

from ..models import CalendarFeed
from ..views.finding import find_gathering, find_series
from .events import of_gathering
from .feeds import Feed
from .shelf import shelf_of
from .writing import calendar

TYPE = "text/calendar; charset=utf-8"


@login_not_required
@require_safe
def feed(request, token):
    """A subscribed calendar, for whoever holds its address: as its owner may read at this moment, in their language.

    404 once it was taken back or renewed, or its owner no longer belongs; 304 when nothing changed in it.
    """
    found, at = CalendarFeed.of_token(token), timezone.now()
    if found is None or not found.person.is_active:
        raise Http404
    person = found.person
    with translation.override(person.language), timezone.override(person.zone):
        read = Feed(found, Viewer(person, locale=person.language), at)
        if not read.is_open:
            raise Http404
        found.note(read.mark(), at)
        etag, changed = f'"{found.mark[:32]}"', int(found.changed_at.timestamp())
        answer = get_conditional_response(request, etag, changed)
        if answer is None:
            answer = _file(read.lines(), "terreau.ics")
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(changed)
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def gathering_file(request, slug, handle):
    """One date, to put in any calendar."""
    _community, _membership, found = find_gathering(request, slug, handle)
    return _file(calendar([of_gathering(found).written], first_year=found.local_start.year), f"{found.day}.ics")


@require_safe
def series_file(request, slug, key):
    """A series whole, to put in any calendar once."""
    community, _membership, found = find_series(request, slug, key)
    shown = CalendarFeed(person=request.viewer.person, community=community, circle=found.circle)
    return _file(Feed(shown, request.viewer, timezone.now(), series=found).lines(), f"{found.key}.ics")


@require_safe
def mine(request):
    """Each calendar one may subscribe to, with its address once it was asked for."""
    context = {"shelf": shelf_of(request.viewer), "tab": "calendars"}
    return render(request, "gathering/calendars/mine_page.html", context)


@require_POST
def making(request):
    """Ask for the address of one calendar."""
    viewer, at = request.viewer, timezone.now()
    slug, key = request.POST.get("community", "")[:80], request.POST.get("circle", "")[:12]
    community = circle = None
    if key:
        circle = one(Circle.objects.visible_to(viewer).select_related("community"), key=key)
        community = circle.community
    elif slug:
        community = one(
            Community.objects.visible_to(viewer).filter(pk__in=viewer.communities), slug=slug.replace("\0", "")
        )
    made = CalendarFeed.get(viewer.person, at=at, community=community, circle=circle)
    return _back(made)


@require_POST
def renewing(request, key):
    """Change the address: whoever held the one before holds nothing any more."""
    found = one(CalendarFeed.objects.visible_to(request.viewer), key=key)
    found.renew(at=timezone.now())
    return _back(found)


@require_POST
def taking_back(request, key):
    """No address any more."""
    found = one(CalendarFeed.objects.visible_to(request.viewer), key=key)
    found.take_back(at=timezone.now())
    return see_other("gathering:calendars")


def _back(feed: CalendarFeed):
    answer = see_other("gathering:calendars")
    answer["Location"] += f"#agenda-{feed.key}"
    return answer


def _file(lines: str, name: str) -> HttpResponse:
    answer = HttpResponse(lines, content_type=TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
