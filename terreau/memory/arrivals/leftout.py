"""Mails that nobody meant the community to read: thrown away, drafts, unwanted, or written by a machine."""

import re
from collections.abc import Mapping

from .charsets import header_text
from .subjects import TAG

EXPUNGED = 0x0008  # X-Mozilla-Status: deleted, and still in the file until the folder is compacted
LABELS = {
    "mbox-thrown-away": {"trash", "bin", "corbeille"},
    "mbox-draft": {"drafts", "draft", "brouillons", "brouillon"},
    "mbox-unwanted": {"spam"},
}
AUTOMATIC = re.compile(
    r"\s*(?:réponse automatique|automatic reply|auto(?:matic)?[ -]?reply|out of (?:the )?office|absence du bureau"
    r"|message d['’]absence)(?: ?:|\s*\Z)",
    re.IGNORECASE,
)
BOUNCED = re.compile(rb"(?i)(?:^|[<\s\"])mailer-daemon(?:@|\b)")


def left_out(headers: Mapping[str, bytes], subject: str) -> str | None:
    """The kind of problem that keeps a mail out of the memory of a community; None for all the others."""
    return _by_its_folder(headers) or _by_its_machine(headers, subject)


def _by_its_folder(headers: Mapping[str, bytes]) -> str | None:
    status = headers.get("x-mozilla-status", b"")
    if re.fullmatch(rb"[0-9a-fA-F]{1,4}", status) and int(status, 16) & EXPUNGED:
        return "mbox-thrown-away"
    if labels := headers.get("x-gmail-labels"):
        here = {label.strip().casefold() for label in header_text(labels[:2000]).split(",")}
        return next((kind for kind, names in LABELS.items() if here & names), None)
    return "mbox-unwanted" if headers.get("x-spam-flag", b"").lower() == b"yes" else None


def _by_its_machine(headers: Mapping[str, bytes], subject: str) -> str | None:
    if b"delivery-status" in headers.get("content-type", b"") or BOUNCED.search(headers.get("from", b"")[:500]):
        return "mbox-bounced"
    if headers.get("auto-submitted", b"").lower().startswith(b"auto-replied"):
        return "mbox-automatic"
    if "x-autoreply" in headers or "x-autorespond" in headers or headers.get("precedence", b"") == b"auto_reply":
        return "mbox-automatic"
    at = 0
    while found := TAG.match(subject, at):
        at = found.end()
    return "mbox-automatic" if AUTOMATIC.match(subject, at) else None
