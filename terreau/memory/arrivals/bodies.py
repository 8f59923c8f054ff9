"""What a mail says and carries: one text, and its attachments."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby

from . import charsets, mime
from .authors import mailbox
from .flowed import unflowed
from .html_text import html_to_text

LONGEST_TEXT = 20_000  # characters, what a page shows of one message; a longer text goes on in a file beside it
MOST_ATTACHMENTS = 60
DEEPEST_MAIL = 2  # mails inside mails whose words are shown
HEADING = ("from", "date", "subject")
ENCRYPTED = frozenset(("application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"))
NOISE = frozenset(("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"))
EXTENSIONS = {"message/rfc822": ".eml", "text/html": ".html", "text/plain": ".txt", "text/calendar": ".ics",
              "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "application/pdf": ".pdf"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file a mail carried."""

    name: str
    type: str
    data: bytes


@dataclass(slots=True)
class Body:
    """Text, attachments, and what was odd: (kind, about) pairs."""

    text: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    odd: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def say(self, kind: str, **about: str) -> None:
        """Note an oddity once per kind."""
        if all(kind != said for said, _ in self.odd):
            self.odd.append((kind, about))


def read_body(part: mime.Part, depth: int = 0) -> Body:
    """The words of a mail (plain text when offered, else its HTML as text) and what it carries."""
    body, texts = Body(), []
    for _, group in groupby(mime.leaves(part), key=lambda leaf: leaf.choice):
        leaves = list(group)
        chosen = _chosen(leaves)
        for leaf in leaves:
            if leaf in chosen:
                texts.append(_words(leaf.part, body))
            elif leaf.part.type == "message/rfc822" and depth < DEEPEST_MAIL:
                texts.append(_inner_mail(leaf.part, body, depth))
            elif not _is_text(leaf.part):
                _attach(leaf.part, body)
            _say_oddities(leaf.part, body)
            if leaf.part.type in ENCRYPTED:
                body.say("mbox-encrypted")
    body.text = "\n\n".join(filter(None, (text.strip("\n") for text in texts))).rstrip()
    _shorten(body)
    if not body.text.strip() and all(kind != "mbox-encrypted" for kind, _ in body.odd):
        body.say("mbox-text-missing")
    return body


def _chosen(leaves: list[mime.Leaf]) -> list[mime.Leaf]:
    """The leaves to read as words: all that are text, or of an alternative the plain one, else the HTML."""
    texts = [leaf for leaf in leaves if _is_text(leaf.part)]
    if texts and texts[0].choice:
        plain = [leaf for leaf in texts if leaf.part.type == "text/plain" and leaf.part.body.strip()]
        return plain or [leaf for leaf in texts if leaf.part.type == "text/html"][:1] or texts[:1]
    plain = [leaf for leaf in texts if leaf.part.type != "text/html" and leaf.part.body.strip()]
    return plain or texts


def _is_text(part: mime.Part) -> bool:
    if part.disposition == "attachment" or part.file_name:
        return False
    return part.type in ("text/plain", "text/html", "text/enriched", "text/richtext", "text", "message/delivery-status")


def _words(part: mime.Part, body: Body) -> str:
    raw = part.decoded()
    said = part.parameters.get("charset", "")
    if part.type == "text/html" and not said and (found := re.search(rb"charset=[\"']?([\w-]{2,30})", raw[:2000])):
        said = found[1].decode()
    read = charsets.decode(raw, said)
    if read.instead and said:
        body.say("mbox-charset-guessed", charset=said, used=read.instead)
    if part.type in ("text/html", "text/enriched", "text/richtext"):
        return html_to_text(read.text)
    if part.parameters.get("format", "").lower() == "flowed":
        return unflowed(read.text, part.parameters.get("delsp", "").lower() == "yes")
    return read.text


def _inner_mail(part: mime.Part, body: Body, depth: int) -> str:
    """A mail passed on as an attachment: its heading and words as a quote, its files among ours."""
    inner = mime.read_part(mime.unix_lines(part.decoded()).lstrip(b"\n"))
    held = read_body(inner, depth + 1)
    body.attachments += held.attachments[: MOST_ATTACHMENTS - len(body.attachments)]
    heading = [f"{name.capitalize()}: {_heading(name, inner)}" for name in HEADING if name in inner.headers]
    return "\n".join(f"> {line}".rstrip() for line in [*heading, "", *held.text.split("\n")])


def _heading(name: str, mail: mime.Part) -> str:
    """A line of the heading of a mail passed on; people are named, not their addresses."""
    return mailbox(mail.headers[name]).name if name == "from" else charsets.header_text(mail.headers[name])


def _attach(part: mime.Part, body: Body) -> None:
    if part.type in NOISE or len(body.attachments) >= MOST_ATTACHMENTS:
        return
    data = part.decoded()
    if not data:
        return
    name = clean_name(charsets.header_text(part.file_name.encode("utf-8", "surrogateescape")))
    number = len(body.attachments) + 1
    body.attachments.append(Attachment(name or f"piece-{number}{EXTENSIONS.get(part.type, '')}", part.type, data))


def clean_name(name: str) -> str:
    """A file's name without folders, control or direction marks; at most 120 characters, its ending kept."""
    name = re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069<>:\"|?*]", "", name[:1000])
    name = re.split(r"[/\\]", name)[-1].strip(" .")
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: 119 - len(ending)]}.{ending}" if dot and stem and len(ending) < 12 else name[:120]


def _say_oddities(part: mime.Part, body: Body) -> None:
    kinds: dict[str, Callable[[], None]] = {
        "encoding": lambda: body.say("mbox-encoding-broken"),
        "deep": lambda: body.say("mbox-parts-deep"),
        "headers": lambda: body.say("mbox-headers-cut"),
    }
    for odd in sorted(part.odd):
        kinds[odd]()


def _shorten(body: Body) -> None:
    if len(body.text) > LONGEST_TEXT:
        whole = body.text.encode("utf-8", "replace")
        body.attachments.insert(0, Attachment("message-entier.txt", "text/plain", whole))
        body.text = body.text[:LONGEST_TEXT].rstrip() + "\n\n[…]"
        body.say("mbox-text-cut")
