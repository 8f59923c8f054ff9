"""Finding what a page is about: absent and not theirs to read are the same."""

import re
from datetime import date

from django.utils import timezone

from terreau.community.viewing import enter, nothing_here
from terreau.ui.keys import key_in

from .. import rules
from ..models import Gathering, Series
from ..occasions import rows_of

_DATED = re.compile(r"(\d{4}-\d\d-\d\d)-([a-z0-9]{12})\Z")


def enter_gatherings(request, slug: str):
    """The community and the viewer's membership; also for guests of one of its circles."""
    community, membership = enter(request, slug)
    if membership is None and community.pk not in request.viewer.guest_communities:
        request.community = None
        nothing_here(request.viewer)
    return community, membership


def find_gathering(request, slug: str, handle: str):
    """The community, the viewer's membership and the date: « 2026-01-15-<series> », or the key of a single one."""
    community, membership = enter_gatherings(request, slug)
    found = gathering_for(request.viewer, community, handle)
    if found is None:
        nothing_here(request.viewer)
    return community, membership, found


def gathering_for(viewer, community, handle: str) -> Gathering | None:
    """The date of that name, if this viewer may read it."""
    return _dated(viewer, community, handle) or _single(viewer, community, handle)


def _single(viewer, community, handle: str) -> Gathering | None:
    key = key_in(handle)
    row = _with_memory(rows_of(viewer, community)).filter(key=key, series=None).first() if key else None
    if row is not None:
        row.community = community
    return row


def _with_memory(rows):
    """The same, each with its memory: whoever reads a date reads what came out of it."""
    return rows.select_related("memory__published_by")


def _dated(viewer, community, handle: str) -> Gathering | None:
    match = _DATED.match(handle)
    day = _day(match[1]) if match else None
    if match is None or day is None:
        return None
    row = _with_memory(rows_of(viewer, community)).filter(series__key=match[2], original_day=day).first()
    if row is not None:
        row.community = row.series.community = community
        row.series.circle = row.circle
        return row
    series = (
        Series.objects.visible_to(viewer).filter(community=community, key=match[2]).select_related("circle").first()
    )
    if series is None:
        return None
    series.community = community
    moment = series.moment_of(day)  # no row stands for it: it was looked for above
    return Gathering.untouched(series, day, moment) if moment is not None else None


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def find_series(request, slug: str, key: str):
    """The community, the viewer's membership and the series."""
    community, membership = enter_gatherings(request, slug)
    rows = Series.objects.visible_to(request.viewer).filter(community=community, key=key_in(key) or "-")
    series = rows.select_related("circle").first()
    if series is None:
        nothing_here(request.viewer)
    series.community = community
    return community, membership, series


def tends(request, membership, gathering) -> bool:
    """Whether the viewer prepares this date, which was found for them."""
    person = request.viewer.person
    preparers = {person.pk} if person is not None and getattr(gathering, "prepares", False) else set()
    return rules.can_tend(person, membership, gathering, preparers)


def takes_part(request, membership, gathering) -> bool:
    """Whether the viewer is a member, or a guest of its circle."""
    return rules.takes_part(membership, gathering.circle, request.viewer.circles)


def circles_to_call(request, community) -> list:
    """The circles of the community in which the viewer may call, by name."""
    return [circle for circle in request.viewer.circles_in(community) if circle.ended_at is None]


def today_in(community) -> date:
    """The day it is where the community counts its days."""
    return timezone.now().astimezone(community.zone).date()
