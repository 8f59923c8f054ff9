"""Whole calendars: of a feed, of one date, of one series, of an invitation."""

from collections.abc import Iterable

from django.utils.translation import get_language

from .clocks import timezone_lines
from .events import Written
from .lines import line, text

PRODUCT = "-//Terreau//Rencontres//FR"
EVERY = "PT4H"  # how often calendar programs are asked to come again


def calendar(events: Iterable[Written], *, name: str = "", first_year: int, method: str = "") -> str:
    """A VCALENDAR with the clocks its events are read on. `first_year` is the earliest one they need."""
    events = list(events)
    said = [line("BEGIN", "VCALENDAR"), line("VERSION", "2.0"), line("PRODID", PRODUCT), line("CALSCALE", "GREGORIAN")]
    if method:
        said.append(line("METHOD", method))
    if name:
        said += [line("NAME", text(name)), line("X-WR-CALNAME", text(name))]
        said += [line("REFRESH-INTERVAL;VALUE=DURATION", EVERY), line("X-PUBLISHED-TTL", EVERY)]
        said.append(line("X-WR-CALDESC", text(f"Terreau · {name} · {get_language()}")))
    first_year = min([first_year, *(event.year for event in events)])
    said += [timezone_lines(key, first_year) for key in sorted({event.zone for event in events} - {"UTC"})]
    return "".join([*said, *(event.lines for event in events), line("END", "VCALENDAR")])
