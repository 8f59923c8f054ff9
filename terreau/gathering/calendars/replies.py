"""Answers that calendar programs send by mail (iTIP REPLY, RFC 5546 3.2.3): read from a message, no database here."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.utils import parseaddr
from hashlib import sha256

MOST_BYTES = 5_000_000  # of a whole message
MOST_CALENDAR = 200_000  # bytes of its calendar part
MOST_PARTS = 50
TAKEN = {"ACCEPTED", "DECLINED", "TENTATIVE"}


class NoReply(ValueError):
    """This message holds no answer to a gathering; the message says why, for whoever looks after the mail."""


@dataclass(frozen=True)
class Reply:
    """Who says what to which date. `original` is the RECURRENCE-ID, None for a whole series or a single gathering."""

    uid: str
    address: str
    sender: str
    said: str  # ACCEPTED, DECLINED, TENTATIVE
    original: datetime | date | None
    sent_at: datetime | None
    mark: str


def reply_of(raw: bytes) -> Reply:
    """The answer in one RFC 5322 message; `NoReply` when there is none that can be read."""
    if len(raw) > MOST_BYTES:
        raise NoReply(f"more than {MOST_BYTES} bytes")
    try:
        message = message_from_bytes(raw, policy=policy.default)
        sender = parseaddr(str(message.get("From", "")).replace("\0", ""))[1].casefold()[:254]
        body = _calendar_part(message)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as broken:
        raise NoReply(f"not a message: {type(broken).__name__}") from broken
    if body is None:
        raise NoReply("no text/calendar part")
    return _read(body, sender)


def _calendar_part(message) -> bytes | None:
    """The first calendar in the message, decoded."""
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            return None
        named = (part.get_filename() or "").lower().endswith(".ics")
        if part.get_content_type() in ("text/calendar", "application/ics") or (named and not part.is_multipart()):
            found = part.get_payload(decode=True)
            return found if isinstance(found, bytes) else None
    return None


def _read(body: bytes, sender: str) -> Reply:
    import icalendar  # with the first reply: four megabytes that a server nobody answers by calendar never holds

    if len(body) > MOST_CALENDAR:
        raise NoReply(f"a calendar of more than {MOST_CALENDAR} bytes")
    try:
        calendar = icalendar.Calendar.from_ical(body.decode("utf-8", "replace").replace("\0", ""))
        events = calendar.walk("VEVENT")
        if str(calendar.get("METHOD", "")).upper() != "REPLY":
            raise NoReply("a calendar that is no reply")
        if len(events) != 1:
            raise NoReply(f"{len(events)} events in a reply")
        return _answer(events[0], sender)
    except NoReply:
        raise
    except Exception as broken:  # whatever a parser of other people's code meets in hostile bytes
        raise NoReply(f"a calendar that cannot be read: {type(broken).__name__}") from broken


def _answer(event, sender: str) -> Reply:
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    if len(attendees) != 1:
        raise NoReply(f"{len(attendees)} attendees in a reply")
    said = str(attendees[0].params.get("PARTSTAT", "")).upper()
    address = str(attendees[0]).strip()
    address = address[7:] if address.lower().startswith("mailto:") else address
    uid = str(event.get("UID", ""))[:200]
    if said not in TAKEN or not uid or "@" not in address:
        raise NoReply(f"nothing is said: {said[:20] or 'no PARTSTAT'}")
    original = event["RECURRENCE-ID"].dt if "RECURRENCE-ID" in event else None
    stamp = event["DTSTAMP"].dt if "DTSTAMP" in event else None
    sent_at = stamp.replace(tzinfo=stamp.tzinfo or UTC) if isinstance(stamp, datetime) else None
    facts = repr((uid, address.casefold(), said, str(original), str(sent_at)))
    mark = sha256(facts.encode("utf-8", "replace")).hexdigest()
    return Reply(uid, address.casefold()[:254], sender, said, original, sent_at, mark)
