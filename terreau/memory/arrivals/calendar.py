"""A calendar somebody exported (RFC 5545), read event by event: one that is badly written does not hold the others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from .problems import Problem, problem

MOST_BYTES = 10_000_000
MOST_EVENTS = 2_000
LONGEST = 60 * 24 * 3  # minutes
YEARS = range(1990, 2101)
_LINK = re.compile(r"https://[^\s<>\"]{4,480}")
_TAG = re.compile(r"<[^<>]{1,200}>")


@dataclass
class Event:
    """One event, or one changed date of a series. `start` is on the wall, in `zone`; other moments are aware."""

    line: int
    uid: str
    title: str
    start: datetime
    zone: ZoneInfo
    minutes: int = 60
    rule: str = ""
    left_out: list[datetime] = field(default_factory=list)
    original: datetime | None = None
    cancelled: bool = False
    intention: str = ""
    place: str = ""
    link: str = ""


@dataclass
class Sheet:
    """Everything that was read: events by their place in the file, problems, and the time zones nobody knows."""

    events: list[Event] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)


class _Refused(Exception):
    def __init__(self, why: Problem) -> None:
        self.why = why


def read_calendar(data: bytes, *, here: ZoneInfo, zones: dict[str, str]) -> Sheet:
    """The events of a file; `zones` says what its unknown time zones are, and the others are read as `here`."""
    sheet = Sheet()
    text = data.decode("utf-8-sig", "replace").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    if "BEGIN:VCALENDAR" not in text[:5_000].upper():
        sheet.problems.append(problem("calendar-not-one"))
        return sheet
    count = text.upper().count("BEGIN:VEVENT")
    if count > MOST_EVENTS or not count:
        kind = "calendar-too-big" if count else "calendar-empty"
        sheet.problems.append(problem(kind, found=count, limit=MOST_EVENTS))
        return sheet
    reader = _Reader(here, zones, sheet)
    for line, block in _blocks(text):
        try:
            sheet.events.append(reader.event(line, block))
        except _Refused as refused:
            sheet.problems.append(refused.why)
        except Exception:  # whatever the parser meets in somebody else's bytes
            sheet.problems.append(problem("calendar-broken", line))
    return sheet


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Each VEVENT with the line it begins on."""
    held: list[str] = []
    begun = 0
    for number, line in enumerate(text.split("\n"), 1):
        name = line.strip().upper()
        if name == "BEGIN:VEVENT":
            held, begun = [line], number
        elif begun:
            held.append(line)
            if name == "END:VEVENT":
                yield begun, "\r\n".join(held) + "\r\n"
                held, begun = [], 0
    if begun:
        yield begun, "BEGIN:VEVENT"


class _Reader:
    """Events of one file, with what is known of its time zones."""

    def __init__(self, here: ZoneInfo, zones: dict[str, str], sheet: Sheet) -> None:
        self.here, self.chosen, self.sheet = here, zones, sheet
        self.known: dict[str, ZoneInfo] = {}

    def event(self, line: int, block: str) -> Event:
        """One event; `_Refused` with what keeps it out."""
        from icalendar import Event as Read  # with the first calendar that arrives: four megabytes

        read = Read.from_ical(block)
        title = _flat(read.get("SUMMARY", ""), 140) or "…"
        start, zone = self._start(read, line, title)
        event = Event(line, str(read.get("UID", "")).strip() or f"{title}|{start}", title, start, zone)
        event.minutes = self._minutes(read, start)
        event.cancelled = str(read.get("STATUS", "")).upper() == "CANCELLED"
        event.intention = _flat(_TAG.sub(" ", str(read.get("DESCRIPTION", ""))), 400)
        event.place, event.link = _where(read)
        if "RECURRENCE-ID" in read:
            event.original = self._moment(read["RECURRENCE-ID"], read["RECURRENCE-ID"].params, line)
        elif "RRULE" in read:
            rules = read["RRULE"] if isinstance(read["RRULE"], list) else [read["RRULE"]]
            event.rule = ";".join(one.to_ical().decode() for one in rules)
            left_out = [(one, item.params) for item in _each(read.get("EXDATE")) for one in item.dts]
            event.left_out = [self._moment(one, params, line) for one, params in left_out]
        if "RDATE" in read:
            self.sheet.problems.append(problem("calendar-extra-dates", line, title=title))
        return event

    def _start(self, read, line: int, title: str) -> tuple[datetime, ZoneInfo]:
        if "DTSTART" not in read:
            raise _Refused(problem("calendar-no-start", line, title=title))
        when = read["DTSTART"].dt
        if not isinstance(when, datetime):
            raise _Refused(problem("calendar-all-day", line, title=title))
        if when.year not in YEARS:
            raise _Refused(problem("calendar-year", line, title=title, year=when.year))
        return self._wall(read["DTSTART"], line)

    def _minutes(self, read, start: datetime) -> int:
        if "DURATION" in read:
            lasts = read["DURATION"].dt
        elif "DTEND" in read and isinstance(read["DTEND"].dt, datetime):
            lasts = self._wall(read["DTEND"], 0)[0] - start
        else:
            lasts = timedelta(hours=1)
        return max(5, min(LONGEST, int(lasts.total_seconds() // 60)))

    def _wall(self, value, line: int) -> tuple[datetime, ZoneInfo]:
        """A moment on the wall, and where that wall is."""
        when = value.dt
        if not isinstance(when, datetime):
            return datetime.combine(when, datetime.min.time()), self.here
        name = str(value.params.get("TZID", ""))
        if not name and when.tzinfo is not None:
            return when.astimezone(UTC).replace(tzinfo=None), ZoneInfo("UTC")
        return when.replace(tzinfo=None), self._zone(name, line) if name else self.here

    def _moment(self, value, params, line: int) -> datetime:
        """The moment that an EXDATE or a RECURRENCE-ID names; a whole day is its first instant here."""
        when = getattr(value, "dt", value)
        if not isinstance(when, datetime):
            return datetime.combine(when, datetime.min.time(), self.here)
        name = str(params.get("TZID", ""))
        if not name and when.tzinfo is not None:
            return when
        return when.replace(tzinfo=self._zone(name, line) if name else self.here)

    def _zone(self, name: str, line: int) -> ZoneInfo:
        """The time zone of that name, as the world calls it, as Windows does, or as somebody said; else `here`."""
        if name not in self.known:
            found = self.chosen.get(name) or _named(name)
            if found is None or name in self.chosen:
                self.sheet.zones.append(name[:80])
            if found is None:
                self.sheet.problems.append(problem("calendar-zone-unknown", line, zone=name))
            self.known[name] = ZoneInfo(found) if found else self.here
        return self.known[name]


def _named(name: str) -> str | None:
    """The usual name of a time zone; some programs put their own before it."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    world = available_timezones()
    for one in (name, WINDOWS_TO_OLSON.get(name, ""), "/".join(name.split("/")[-2:]), "/".join(name.split("/")[-3:])):
        if one in world:
            return one
    return None


def _each(value) -> list:
    return value if isinstance(value, list) else [value] if value is not None else []


def _flat(text: object, most: int) -> str:
    return " ".join(str(text).split())[:most].strip()


def _where(read) -> tuple[str, str]:
    """The place and the link; a place that is an address of the web is the link."""
    place = _flat(read.get("LOCATION", ""), 200)
    said = [place, *(str(read.get(name, "")) for name in ("CONFERENCE", "X-GOOGLE-CONFERENCE", "URL"))]
    links = [found[0] for one in said if (found := _LINK.search(one))]
    return ("" if _LINK.search(place) else place), (links[0][:500] if links else "")
