"""One mail of an archive, read: who, when, about what, in answer to what, its words and its files. Never raises."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from . import mime, subjects
from .authors import author_of
from .bodies import Attachment, read_body
from .charsets import header_text
from .leftout import left_out
from .mbox import MOST_OF_A_MESSAGE, RawMessage
from .moments import sent_at
from .problems import Problem, problem

ANGLED = re.compile(r"<\s*([^<>\s]{1,400})\s*>")
ADDRESS_LINE = re.compile(r"https?://[^\s<>\"']{4,480}")
MOST_CITED = 40


@dataclass(slots=True)
class Letter:
    """A mail as a community will read it. `sent_at` is UTC, or None when nothing tells."""

    number: int
    line: int
    identity: str
    message_id: str
    cited: tuple[str, ...]
    subject: str
    name: str
    address: str
    sent_at: datetime | None
    text: str
    old_address: str = ""
    list_tag: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_letter(raw: RawMessage, *, as_of: datetime) -> Letter | Problem:
    """The letter in `raw`, with what is odd about it; or why it cannot arrive. `as_of` bounds its date."""
    if not raw.data.strip():
        return problem("mbox-message-empty", raw.line)
    try:
        return _read(raw, as_of)
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError, ArithmeticError, MemoryError) as why:
        return problem("mbox-message-unreadable", raw.line, why=type(why).__name__)


def _read(raw: RawMessage, as_of: datetime) -> Letter | Problem:
    part = mime.read_part(mime.unix_lines(raw.data).lstrip(b"\n"))
    headers = part.headers
    subject = header_text(headers.get("subject", b""))[: subjects.LONGEST]
    if why := left_out(headers, subject):
        return problem(why, raw.line, subject=subject or "—")
    body = read_body(part)
    author = author_of(headers, raw.envelope)
    moment, oddity = sent_at(headers, raw.envelope, as_of)
    message_id = _own_id(headers)
    letter = Letter(
        number=raw.number,
        line=raw.line,
        identity=_identity(message_id, subject, author.address or author.name, headers, body.text),
        message_id=message_id,
        cited=_cited(headers, message_id),
        subject=subject,
        name=author.name,
        address=author.address,
        sent_at=moment,
        text=body.text,
        old_address=_old_address(headers),
        list_tag=_list_tag(headers),
        attachments=body.attachments,
    )
    say = [problem(kind, raw.line, **about) for kind, about in body.odd]
    say += [problem("mbox-message-cut", raw.line, limit=MOST_OF_A_MESSAGE // 1_000_000)] * raw.cut
    say += [problem("mbox-author-hidden", raw.line, name=author.name)] * author.hidden
    say += [problem("mbox-author-missing", raw.line)] * (not author.name and not author.address)
    say += [problem("mbox-id-missing", raw.line)] * (not message_id)
    if oddity:
        say.append(problem(f"mbox-date-{oddity}", raw.line, text=header_text(headers.get("date", b"")[:200])))
    letter.problems = say
    return letter


def _identity(message_id: str, subject: str, author: str, headers: Mapping[str, bytes], text: str) -> str:
    """The same for every copy of one mail: its identifier, subject and Date; else its author, Date and words."""
    said = [subjects.key(subject), header_text(headers.get("date", b"")[:200])]
    said = [message_id, *said] if message_id else ["", *said, author, re.sub(r"\s+", " ", text[:20_000])]
    return blake2b("\0".join(said).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _own_id(headers: Mapping[str, bytes]) -> str:
    written = header_text(headers.get("message-id", b"")[:1000])
    found = ANGLED.search(written)
    bare = found[1] if found else written
    return bare if re.fullmatch(r"[^\s<>]{3,400}", bare) else ""


def _cited(headers: Mapping[str, bytes], own: str) -> tuple[str, ...]:
    """What a mail answers: its references, what it is in reply to, the thread index of Outlook; oldest first."""
    everybody = header_text(b" ".join(headers.get(name, b"")[:2000] for name in ("to", "cc", "from"))).lower()
    references = ANGLED.findall(header_text(headers.get("references", b"")))
    reply_to = ANGLED.findall(header_text(headers.get("in-reply-to", b"")[:2000]))[-1:]
    found = list(dict.fromkeys([*references[:1], *references[-MOST_CITED:], *reply_to]))
    cited = [one for one in found if one != own and one.lower() not in everybody]
    index = re.sub(rb"\s", b"", headers.get("thread-index", b"")[:400])
    try:
        start = base64.b64decode(index, validate=True)[:22]
    except (binascii.Error, ValueError):
        start = b""
    return (*cited, f"thread-index:{start.hex()}") if len(start) == 22 else tuple(cited)


def _old_address(headers: Mapping[str, bytes]) -> str:
    """Where this very mail could be read before, if it says so."""
    for name in ("archived-at", "x-archived-at", "x-archive", "x-archive-url", "x-message-url"):
        if found := ADDRESS_LINE.search(header_text(headers.get(name, b"")[:2000])):
            return found[0]
    return ""


def _list_tag(headers: Mapping[str, bytes]) -> str:
    """The short name of the list, as its subjects carry it in brackets."""
    written = header_text(headers.get("list-id", b"")[:1000])
    found = re.search(r"<([\w-]{1,60})\.", written)
    return found[1] if found else ""
