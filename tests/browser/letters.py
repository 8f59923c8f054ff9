"""The mail of a server without a mail server: real `.eml` files, as its worker writes them."""

import re
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.browser.following import PATIENCE

PAUSE = 0.1  # seconds between two looks


def wait_for(look: Callable[[], object], what: str, within: float = PATIENCE):
    """What `look` finds, as soon as it finds something; AssertionError after `within` seconds."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(PAUSE)
    raise AssertionError(f"waited {within:.0f} s for {what}")


class Mailbox:
    """The letters of a data folder."""

    def __init__(self, data: Path):
        self.folder = data / "mail"

    def letters_to(self, address: str) -> list[EmailMessage]:
        """Every letter to this address, the oldest first."""
        if not self.folder.is_dir():
            return []
        read = [
            message_from_bytes(path.read_bytes(), policy=policy.default)
            for path in sorted(self.folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        ]
        return [letter for letter in read if address in str(letter["To"])]

    def wait(self, address: str, *, about: str = "", after: int = 0) -> EmailMessage:
        """The next letter to this address whose subject says `about`, once more than `after` of them came."""

        def look():
            found = [letter for letter in self.letters_to(address) if about in str(letter["Subject"])]
            return found[-1] if len(found) > after else None

        return wait_for(look, f"a letter « {about} » to {address}")


def text_of(letter: EmailMessage) -> str:
    """The text part."""
    return letter.get_body(("plain",)).get_content()


def link_in(letter: EmailMessage, part: str) -> str:
    """The address in the letter whose path begins with `part`."""
    found = re.search(rf"https?://\S*?{re.escape(part)}\S*", text_of(letter))
    assert found, text_of(letter)
    return found[0]


def code_in(letter: EmailMessage) -> str:
    """The six digits."""
    found = re.search(r"(?<!\d)(\d{3}) ?(\d{3})(?!\d)", text_of(letter))
    assert found, text_of(letter)
    return found[1] + found[2]
