"""What a long series costs: ten years of weeks, three hundred people who joined it once."""

from datetime import timedelta

from .load import Ask
from .stage import asked, say, stage

PEOPLE, YEARS = 300, 10
SMALL = {"people": 1_000, "communities": 2, "long": 10, "short": 90}


def measure(_names: list[str]) -> dict[str, float]:
    """`gathering.series_p95_ms`: the series, its next date, one five years ago and the list, signed in, two at once."""
    with stage("sqlite", **SMALL) as made:
        found = made.inside("gathering.long_series")
        with made.serving() as server:
            asks = [Ask(path, {"Cookie": cookie}) for path in found["paths"] for cookie in found["cookies"]]
            say("gathering.series")
            asked(made, server, asks, clients=2, requests=60)
            seen, cpu_ms = asked(made, server, asks, clients=2, requests=400)
    if found["rows"] != found["touched"]:
        raise RuntimeError(f"{found['rows']} rows for {found['touched']} dates that somebody touched")
    return {"gathering.series_p95_ms": seen.at(0.95), "gathering.series_cpu_ms": cpu_ms}


def long_series() -> dict:
    """Make the series inside the installation, and say who may ask for what."""
    from django.conf import settings
    from django.utils import timezone

    from terreau.gathering.models import Gathering, Series, SeriesAnswer

    from . import places
    from .inside import _signed_in

    at, community = timezone.now(), places.first()
    people = places.members(PEOPLE)
    first = (at - timedelta(weeks=52 * YEARS)).astimezone(community.zone).replace(hour=12, minute=15, tzinfo=None)
    words = {"rule": "FREQ=WEEKLY", "first_local": first.replace(second=0, microsecond=0), "title": "Chaque semaine"}
    series = Series.call(community, by=people[0], at=at - timedelta(weeks=52 * YEARS), **words)
    for person in people:
        SeriesAnswer.join(series, person, at=at - timedelta(weeks=52 * YEARS))
    dates = series.moments(at, at + timedelta(days=30))
    soon = Gathering.untouched(series, dates[0].astimezone(series.tz).date(), dates[0])
    for person in people[:100]:
        soon.answer("not" if person.pk % 3 else "online", person=person, at=at)
    past = series.moments(at - timedelta(weeks=260), at, 1)[0]
    then = Gathering.untouched(series, past.astimezone(series.tz).date(), past)
    name = settings.SESSION_COOKIE_NAME
    listing = f"/c/{community.slug}/rencontres/"
    return {
        "paths": [series.get_absolute_url(), soon.get_absolute_url(), then.get_absolute_url(), listing],
        "cookies": [f"{name}={client.cookies[name].value}" for client in _signed_in(4)],
        "rows": Gathering.objects.filter(series=series).count(),
        "touched": 1,
    }


KINDS = [(("gathering.series",), measure)]
