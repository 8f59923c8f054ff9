"""Mail without a mail server: each letter becomes a file that any mail program opens."""

import os
from email import message_from_binary_file
from email.message import Message
from email.utils import getaddresses
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


def folder() -> Path:
    """Where letters are put while no mail server is set."""
    return Path(settings.DATA) / "mail"


class Outbox(BaseEmailBackend):
    """Writes `data/mail/DATE-HASH.eml`: whole or not at all, on the disk when it says so."""

    def send_messages(self, email_messages) -> int:
        """Write each message; how many were written."""
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            self._write(message.message())
        return len(email_messages)

    def _write(self, message: Message) -> Path:
        """The same letter sent again takes the place of the first: its name comes from its Message-ID."""
        mark = sha256(str(message["Message-ID"]).encode()).hexdigest()[:12]
        place = folder() / f"{timezone.now():%Y%m%dT%H%M%SZ}-{mark}.eml"
        for earlier in folder().glob(f"*-{mark}.eml"):
            place = earlier
        draft = folder() / f"{mark}.part"
        with open(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            file.write(message.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, place)
        handle = os.open(folder(), os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        return place


def forget(address: str | None) -> None:
    """Delete the letters kept here for somebody who left."""
    for path in folder().glob("*.eml") if address else ():
        with path.open("rb") as file:
            to = message_from_binary_file(file)["To"] or ""
        if any(written == address for _name, written in getaddresses([str(to)])):
            path.unlink(missing_ok=True)
