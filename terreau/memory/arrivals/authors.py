"""Who wrote a mail, when lists hide, rewrite or obfuscate it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from . import addresses
from .charsets import decode, header_text
from .fold import fold

ANGLE = re.compile(r"<\s*([^<>]{1,300})\s*>")
OBFUSCATED = re.compile(r"([\w.+'-]{1,64})\s+(?:at|chez|arobase)\s+([\w.-]{3,200})", re.IGNORECASE)
MASKED = re.compile(r"\s*[\[(](?:at|a|arobase|chez)[\])]\s*", re.IGNORECASE)
DOTTED = re.compile(r"\s*[\[(](?:dot|point)[\])]\s*", re.IGNORECASE)
COMMENT = re.compile(r"\(([^()]{1,200})\)")
VIA = re.compile(r"\s+(?:via|par la liste|pour la liste)\s+.{1,120}\Z", re.IGNORECASE)
DIRECTORY = re.compile(r"(?i)/o=.*/cn=([^/]{1,120})\Z")  # how an Exchange server names its own
NOBODY = re.compile(r"(?i)(?:undisclosed|unlisted|destinataires)[- ](?:recipients|inconnus|masqués)\s?:?\s?;?")
LONGEST_NAME = 120


class Author(NamedTuple):
    """A name to show, the address that tells who it is (empty when unknown), and whether the list hid the address."""

    name: str
    address: str
    hidden: bool = False


def author_of(headers: Mapping[str, bytes], envelope: bytes = b"") -> Author:
    """The author by From, put right when a list took its place; else by Sender or the archive's envelope."""
    for header in ("from", "sender"):
        if value := headers.get(header, b"").strip():
            found = mailbox(value)
            if found.name or found.address:
                return _unlisted(found, headers)
    sender = envelope.removeprefix(b"From ").split(b"  ", 1)[0].decode("latin-1")
    address = addresses.clean(_plain(sender)) or addresses.clean(sender.split(" ", 1)[0])
    return Author(shown_name("", address or ""), address or "")


def mailbox(value: bytes) -> Author:
    """Name and address of one mailbox; the address is read before encoded words are, so that none can forge it."""
    raw = decode(value[:4000]).text
    angles = list(ANGLE.finditer(raw))
    if angles:
        address = addresses.clean(_plain(angles[0][1]))
        name = header_text(raw[: angles[0].start()].encode("utf-8", "replace"))
        name = name or header_text(" ".join(COMMENT.findall(raw)).encode())
    else:
        comment = COMMENT.search(raw)
        bare = COMMENT.sub(" ", raw)
        address, _ = addresses.first_of(_plain(bare))
        name = header_text((comment[1] if comment else "" if address else bare).encode("utf-8", "replace"))
    return Author(shown_name(name, address or ""), address or "")


def shown_name(name: str, address: str) -> str:
    """A name fit to be read by others: no quotes, no address in it, « Roy, Jeanne » turned round."""
    name = re.sub(r"[\s\"“”]+", " ", name[:400]).strip(" ,;")
    if inside := DIRECTORY.match(name):
        name = inside[1].strip()
    elif NOBODY.fullmatch(name):
        name = ""
    name = name[1:-1] if re.fullmatch(r"'.+'", name) else name
    if "@" in name or OBFUSCATED.fullmatch(name):
        name = re.sub(r"\S+@\S+", " ", name) if " " in name.strip() and "@" in name else ""
        name = re.sub(r"\s+", " ", name).strip(" -,;()[]")
    name = addresses.turned(name)
    return (name or addresses.name_from(address))[:LONGEST_NAME].strip()


def _plain(written: str) -> str:
    """« jeanne at example.org », « jeanne [at] example [point] org » as an address again."""
    written = DOTTED.sub(".", MASKED.sub("@", written[:600]))
    return written if "@" in written else OBFUSCATED.sub(r"\1@\2", written)


def _unlisted(found: Author, headers: Mapping[str, bytes]) -> Author:
    """The person behind « Jeanne via Liste <liste@…> », when another header names them under the same name."""
    via = VIA.search(found.name)
    if not via or not _is_the_list(found.address, headers):
        return found
    name = shown_name(found.name[: via.start()], "")
    for header in ("x-original-from", "x-original-sender", "reply-to", "cc"):
        for value in headers.get(header, b"")[:4000].split(b",")[:10]:
            other = mailbox(value)
            same_name = fold(other.name) == fold(name)
            if other.address and other.address != found.address and (same_name or header.startswith("x-")):
                return Author(name or other.name, other.address)
    return Author(name or found.name, "", hidden=True)


def _is_the_list(address: str, headers: Mapping[str, bytes]) -> bool:
    """Whether an address is where the list receives: the one posted to, addressed, or of the list's domain."""
    said = b" ".join(headers.get(name, b"")[:4000] for name in ("list-post", "to", "cc", "list-id", "x-beenthere"))
    text = fold(decode(said).text)
    local, _, domain = address.partition("@")
    return bool(address) and (address in text or f"{local}.{domain}" in text)
