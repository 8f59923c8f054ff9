"""Reading back what is written for calendar programs, with other people's code."""

from datetime import UTC, datetime

import icalendar
import recurring_ical_events


def read(lines) -> icalendar.Calendar:
    """The calendar, by a strict parser: every line in its place, folded, known, complete; no error in any part."""
    raw = lines if isinstance(lines, bytes) else lines.encode()
    text = raw.decode("utf-8")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    calendar = icalendar.Calendar.from_ical(raw)
    for part in calendar.walk():
        assert part.errors == [], part.errors
        for name in {"VCALENDAR": ("VERSION", "PRODID"), "VEVENT": ("UID", "DTSTAMP", "DTSTART")}.get(part.name, ()):
            assert name in part, (part.name, name)
    named = {str(one["TZID"]) for one in calendar.walk("VTIMEZONE")}
    for event in calendar.walk("VEVENT"):
        for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
            zone = event[name].params.get("TZID") if name in event else None
            assert zone is None or str(zone) in named, (name, zone)
    return calendar


def dates(lines, after: datetime, before: datetime, *, cancelled=False) -> list[tuple[datetime, str]]:
    """When each takes place (universal time) and what it is called, as a calendar program works it out."""
    found = recurring_ical_events.of(read(lines)).between(after, before)
    kept = [one for one in found if (one.get("STATUS") == "CANCELLED") == cancelled]
    return sorted((one.start.astimezone(UTC), str(one["SUMMARY"])) for one in kept)


def event_on(lines, day: datetime):
    """The one VEVENT of that day."""
    (found,) = recurring_ical_events.of(read(lines)).at(day.date())
    return found
