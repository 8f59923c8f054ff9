"""The one door by which mail comes in: one message at a time, from a command today, from LMTP later."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from terreau.gathering.calendars.replies import MOST_BYTES, NoReply, reply_of
from terreau.gathering.calendars.taking import take
from terreau.practice import by_mail

log = logging.getLogger("terreau.letters")


@dataclass(frozen=True)
class Received:
    """What became of a message: taken, kept with a reason, or left aside."""

    outcome: str  # taken, kept, left
    said: str


def receive(file: BinaryIO, *, at: datetime) -> Received:
    """Take one RFC 5322 message of at most 5 MB. Whatever is in it, this never fails; the same twice is taken once."""
    raw = file.read(MOST_BYTES + 1)
    if thanks := by_mail.thanks_in(raw):
        return _thanks(thanks, at)
    try:
        reply = reply_of(raw)
    except NoReply as none:
        log.info("a message was left aside: %s", none)
        return Received("left", str(none))
    taken = take(reply, at=at)
    return Received("kept" if taken.kept else "taken", taken.what)


def _thanks(thanks: by_mail.Thanks, at: datetime) -> Received:
    try:
        return Received("taken", by_mail.take(thanks, at=at))
    except by_mail.NotThanks as none:
        log.info("a message was left aside: %s", none)
        return Received("left", str(none))
