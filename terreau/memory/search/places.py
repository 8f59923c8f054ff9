"""The number under which a document stands: shelf, community, second. One community is one stretch of numbers."""

from datetime import UTC, date, datetime, time, timedelta

SHELF = 1 << 62
COMMUNITY = 1 << 40
A_SECOND = 1 << 6  # documents of one second, before they take the next one
LAST_SECOND = (COMMUNITY // A_SECOND) - 1


def stretch(shelf: int, community: int, since: date | None = None, until: date | None = None, zone=UTC):
    """The first and the last number of a community's documents, between these days (both included)."""
    base = shelf * SHELF + community * COMMUNITY
    low = _second(datetime.combine(since, time.min, zone)) if since else 0
    high = _second(datetime.combine(until, time.max, zone) + timedelta(seconds=1)) if until else LAST_SECOND + 1
    return base + low * A_SECOND, base + high * A_SECOND - 1


def number(shelf: int, community: int, at: datetime) -> int:
    """The first number of that second."""
    return shelf * SHELF + community * COMMUNITY + _second(at) * A_SECOND


def moment(number: int) -> float:
    """The second a document stands at."""
    return (number % COMMUNITY) // A_SECOND


def community_of(number: int) -> int:
    """Its community."""
    return (number % SHELF) // COMMUNITY


def _second(at: datetime) -> int:
    return min(LAST_SECOND, max(0, int((at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())))
