"""Finding what a page is about: absent and not theirs to read are the same."""

import re
from datetime import date

from terreau.community.viewing import enter_invited, nothing_here
from terreau.ui.keys import key_in

from .. import rules
from ..asked import dated, one_series, single
from ..models import Gathering

_DATED = re.compile(r"(\d{4}-\d\d-\d\d)-([a-z0-9]{12})\Z")


def find_gathering(request, slug: str, handle: str):
    """The community, the viewer's membership and the date: « 2026-01-15-<series> », or the key of a single one."""
    community, membership = enter_invited(request, slug)
    found = gathering_for(request.viewer, community, handle)
    if found is None:
        nothing_here(request.viewer)
    return community, membership, found


def gathering_for(viewer, community, handle: str) -> Gathering | None:
    """The date of that name, if this viewer may read it."""
    return _dated(viewer, community, handle) or _single(viewer, community, handle)


def _single(viewer, community, handle: str) -> Gathering | None:
    key = key_in(handle)
    return single(viewer, community, key) if key else None


def _dated(viewer, community, handle: str) -> Gathering | None:
    match = _DATED.match(handle)
    day = _day(match[1]) if match else None
    if match is None or day is None:
        return None
    row = dated(viewer, community, match[2], day)
    if row is not None:
        return row
    series = one_series(viewer, community, match[2])
    moment = series.moment_of(day) if series is not None else None  # no row stands for it: it was looked for above
    return Gathering.untouched(series, day, moment) if moment is not None else None


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def find_series(request, slug: str, key: str):
    """The community, the viewer's membership and the series, with how the viewer joined it (`my_way`)."""
    community, membership = enter_invited(request, slug)
    series = one_series(request.viewer, community, key_in(key) or "-")
    if series is None:
        nothing_here(request.viewer)
    return community, membership, series


def tends(request, membership, gathering) -> bool:
    """Whether the viewer prepares this date, which was found for them."""
    person = request.viewer.person
    preparers = {person.pk} if person is not None and getattr(gathering, "prepares", False) else set()
    return rules.can_tend(person, membership, gathering, preparers)


def takes_part(request, membership, gathering) -> bool:
    """Whether the viewer is a member, or a guest of its circle."""
    return rules.takes_part(membership, gathering.circle, request.viewer.circles)
