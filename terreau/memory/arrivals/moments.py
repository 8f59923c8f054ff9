"""When a mail was sent, whatever its Date says."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_tz

from .charsets import header_text
from .dates import read_date

EARLIEST = datetime(1975, 1, 1, tzinfo=UTC)
WIDEST_ZONE = 14 * 3600 + 1
CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:hH](\d\d)(?::(\d\d))?")
ZONE = re.compile(r"(?:GMT|UTC)?\s*([+-])(\d\d):?(\d\d)\b")


def read_moment(written: str) -> datetime | None:
    """The instant meant by a Date header, in UTC; a missing or impossible zone counts as UTC. None when unreadable."""
    written = written[:200].strip()
    if not written:
        return None
    try:
        parts = None if re.match(r"\d{4}-", written) else parsedate_tz(written)
    except Exception:  # the standard parser raises various errors on forged dates
        parts = None
    try:
        if parts:
            zone = parts[9] or 0
            shift = timedelta(seconds=zone if abs(zone) < WIDEST_ZONE else 0)
            second = min(parts[5], 59)
            return datetime(*parts[:5], second, tzinfo=UTC) - shift
        return _in_words(written)
    except (ValueError, OverflowError, TypeError):
        return None


def _in_words(written: str) -> datetime | None:
    """Dates no standard knows: « jeu. 4 déc. 2014 12:15:00 +0100 », 2014-12-04T12:15:00Z."""
    clock, zone = CLOCK.search(written), ZONE.search(written)
    before = written[: clock.start()] if clock else written
    day: date | None = read_date(re.sub(r"^\W*[^\W\d]{2,9}\.?,?\s+(?=\d)", "", before.rstrip(" ,T")))
    if day is None:
        return None
    hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (12, 0, 0)
    moment = datetime(day.year, day.month, day.day, hour, minute, min(second, 59), tzinfo=UTC)
    if zone and int(zone[2]) <= 14:
        shift = timedelta(hours=int(zone[2]), minutes=int(zone[3]))
        moment -= shift if zone[1] == "+" else -shift
    return moment


def sent_at(headers: Mapping[str, bytes], envelope: bytes, as_of: datetime) -> tuple[datetime | None, str]:
    """`(moment, oddity)`: by Date; else by the last relay's stamp or the envelope. oddity is "", missing or odd."""
    written = header_text(headers.get("date", b"")[:300])
    moment = read_moment(written)
    if moment and EARLIEST <= moment <= as_of + timedelta(days=1):
        return moment, ""
    oddity = "odd" if written else "missing"
    received = headers.get("received", b"")[:2000].rpartition(b";")[2]
    for other in (received, b" ".join(envelope.split()[-5:]), b" ".join(envelope.split()[-6:])):
        moment = read_moment(header_text(other))
        if moment and EARLIEST <= moment <= as_of + timedelta(days=1):
            return moment, oddity
    return None, oddity
