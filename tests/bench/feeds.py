"""What a subscribed calendar costs: five hundred dates, then nothing new."""

import time
import urllib.error
import urllib.request
from datetime import timedelta
from statistics import median

from .stage import say, stage

EVENTS, TURNS = 500, 30
SMALL = {"people": 200, "communities": 1, "long": 2, "short": 10}


def measure(_names: list[str]) -> dict[str, float]:
    """`gathering.feed_ms`: the whole calendar, each time of another member; `gathering.feed_304_ms`: had already."""
    with stage("sqlite", **SMALL) as made:
        path, *others = made.inside("feeds.calendar")["paths"]
        with made.serving() as server:
            say("gathering.feed")
            _status, etag, body = _get(server.url + path)
            if body.count(b"BEGIN:VEVENT") != EVENTS:
                raise RuntimeError(f"{body.count(b'BEGIN:VEVENT')} events in a calendar of {EVENTS}")
            whole = median(_timed(server.url + other, {}, 200) for other in others)
            same = median(_timed(server.url + path, {"If-None-Match": etag}, 304) for _ in range(TURNS))
    return {"gathering.feed_ms": whole, "gathering.feed_304_ms": same}


def _timed(url: str, headers: dict[str, str], expected: int) -> float:
    began = time.perf_counter()
    status, _etag, _body = _get(url, headers)
    if status != expected:
        raise RuntimeError(f"{status} instead of {expected}")
    return 1000 * (time.perf_counter() - began)


def _get(url: str, headers: dict[str, str] | None = None) -> tuple[int, str, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=60) as answer:
            return answer.status, answer.headers["ETag"], answer.read()
    except urllib.error.HTTPError as other:
        return other.code, "", b""


def calendar() -> dict:
    """Make the dates inside the installation, half of them a series with each date touched, and the address."""
    from datetime import UTC, datetime

    from django.urls import reverse
    from django.utils import timezone

    from terreau.gathering.models import CalendarFeed, Gathering, Series

    from . import places

    at, community = timezone.now(), places.first()
    people = places.members(TURNS + 1)
    person = people[0]
    words = {
        "intention": "Se voir, se dire où l’on en est, et repartir avec une chose à essayer.",
        "place": "Salle B-204",
    }
    first = datetime(at.year - 1, 2, 3, 12, 15)
    series = Series.call(
        community, by=person, at=at, rule="FREQ=DAILY", first_local=first, title="Chaque jour", **words
    )
    begin = datetime(at.year - 1, 1, 5, 17, tzinfo=UTC)
    shared = {"community": community, "called_by": person, "called_at": at, "changed_at": at}
    alone = [
        Gathering(starts_at=begin + timedelta(days=day), title=f"Rencontre du jour {day}", **shared, **words)
        for day in range(EVENTS // 2)
    ]
    moments = series.moments(begin, at + timedelta(days=900), EVENTS - EVENTS // 2 - 1)
    touched = [
        Gathering(
            series=series, original_day=one.astimezone(series.tz).date(), starts_at=one + timedelta(hours=1),
            moved_at=at, title=series.title, **shared,
        )
        for one in moments
    ]  # fmt: skip
    Gathering.objects.bulk_create(alone + touched)
    feeds = [CalendarFeed.get(one, at=at, community=community) for one in people]
    return {"paths": [reverse("gathering:feed", args=[feed.token]) for feed in feeds]}


KINDS = [(("gathering.feed",), measure)]
