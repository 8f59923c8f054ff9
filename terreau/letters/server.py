"""Handing a letter to the mail server, and what becomes of it when the server is away, slow, or says no."""

import smtplib
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from terreau.spine.outbox import Later

AWAY = "mail server: "  # how every trouble of the server begins, so that the state page tells them from waiting
PAUSES = [timedelta(seconds=seconds) for seconds in (5, 30, 120, 300)]


class RefusedForGood(Exception):
    """The server will never take this letter: no such mailbox, or not this text."""


@dataclass
class _Door:
    """Knocking again at a dead server costs twenty seconds each time: after a failure nobody does for a while."""

    failures: int = 0
    closed_until: datetime | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def failed(self, at: datetime) -> datetime:
        with self.lock:
            self.closed_until = at + PAUSES[min(self.failures, len(PAUSES) - 1)]
            self.failures += 1
            return self.closed_until

    def opened(self) -> None:
        with self.lock:
            self.failures, self.closed_until = 0, None


door = _Door()


def wait_while_away(at: datetime) -> None:
    """Raises `Later` while nobody knocks: asked before a letter is even written."""
    if door.closed_until is not None and at < door.closed_until:
        raise Later(AWAY + "still away", due_at=door.closed_until)


def hand_over(message, *, at: datetime) -> None:
    """Give `message` to the server. Raises `Later` while it is away or busy, `RefusedForGood` when it says never."""
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        _no(next(iter(refused.recipients.values())), refused)
    except smtplib.SMTPDataError as refused:
        _no((refused.smtp_code, refused.smtp_error), refused)
    except (smtplib.SMTPException, OSError) as away:  # also a sender or a password it does not take: ours to mend
        raise Later(AWAY + said(away), due_at=door.failed(at)) from away
    door.opened()


def _no(answer: tuple[int, bytes | str], error: Exception) -> None:
    """This letter, this mailbox: never when the code begins with 5, later when it begins with 4."""
    door.opened()
    if answer[0] >= 500:
        raise RefusedForGood(_in_words(answer)) from error
    raise Later(AWAY + _in_words(answer)) from error


def said(error: Exception) -> str:
    """The literal answer of the server, or what happened instead of one."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _in_words((error.smtp_code, error.smtp_error))
    return f"{type(error).__name__}: {error}"


def _in_words(answer: tuple[int, bytes | str]) -> str:
    code, text = answer
    return f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
