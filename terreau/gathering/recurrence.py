"""Dates that come back, on the clock of the community.

A series keeps its wall clock: Tuesday 12:15 stays 12:15 whatever daylight saving does. No date is stored until
somebody touches it; dates are computed here each time, from one rule (RFC 5545) and the first date.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from .recurrence_rule import Rule, RuleRefused, last_wall
from .recurrence_rule import read_rule as read_text
from .recurrence_walk import HORIZON, Walk

__all__ = ["HORIZON", "MOST_DATES", "Rule", "RuleRefused", "expand", "is_a_date", "on_the_clock", "read_rule"]

MOST_DATES = 5_000


def expand(
    rule: str,
    first_local: datetime,
    zone: ZoneInfo,
    after: datetime | None = None,
    before: datetime | None = None,
    limit: int = MOST_DATES,
) -> list[datetime]:
    """The dates of a series from `after` (included) to `before` (excluded), at most `limit`, in the community's zone.

    `first_local` is the first date on the wall clock, without zone. An empty rule has this date only. A date that the
    clock skips keeps the hour it had before the change, and an hour that comes twice is the first (RFC 5545, 3.3.5).
    """
    found: list[datetime] = []
    for wall in _walls(rule, first_local, zone, after):
        if len(found) >= limit:
            break
        when = on_the_clock(wall, zone)
        if before is not None and when >= before:
            break
        if after is None or when >= after:
            found.append(when)
    return found


def on_the_clock(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment that this wall clock means there: see `expand` for the nights of a change."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)


def is_a_date(rule: str, first_local: datetime, zone: ZoneInfo, wall: datetime) -> bool:
    """Whether the series has a date at this wall clock: what an address may name before any row exists."""
    if wall.time() != first_local.time() or not timedelta(0) <= wall - first_local <= HORIZON:
        return False
    since = on_the_clock(wall, zone) - timedelta(days=1)
    return any(one == wall for one in _until(_walls(rule, first_local, zone, since), wall))


def read_rule(text: str, first_local: datetime | None = None, zone: ZoneInfo | None = None) -> Rule:
    """The rule that `text` says. Raises `RuleRefused` with a reason that a person can read.

    With the first date (wall clock), a rule that ends before it or that never falls on any date is refused too.
    """
    rule = read_text(text)
    if first_local is None:
        return rule
    zone = zone or ZoneInfo("UTC")
    if not expand(rule.without_end().text, first_local, zone, limit=1):
        raise RuleRefused(_("Cette règle ne tombe sur aucune date."))
    if not expand(rule.text, first_local, zone, limit=1):
        raise RuleRefused(_("La série se termine avant sa première date."))
    return rule


def _walls(rule: str, first_local: datetime, zone: ZoneInfo, after: datetime | None) -> Iterator[datetime]:
    """The dates on the wall clock, from a day before `after` on."""
    if not rule:
        yield first_local
        return
    walk, last = _walk(rule, first_local, zone.key)
    since = first_local.date()
    if after is not None:
        since = max(since, after.astimezone(zone).date() - timedelta(days=1))
    for day in walk.days(since):
        wall = datetime.combine(day, first_local.time())
        if last is not None and wall > last:
            return
        yield wall


def _until(walls: Iterator[datetime], last: datetime) -> Iterator[datetime]:
    for wall in walls:
        if wall > last:
            return
        yield wall


@lru_cache(maxsize=512)
def _walk(rule: str, first_local: datetime, zone_key: str) -> tuple[Walk, datetime | None]:
    read = read_text(rule)
    until = read.get("UNTIL")
    return Walk(read, first_local.date()), last_wall(until, ZoneInfo(zone_key)) if until else None
