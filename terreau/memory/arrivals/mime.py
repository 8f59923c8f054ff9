"""The parts of a mail, by a small parser of our own: bounded in depth, parts and headers, never raising."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from . import charsets

DEEPEST = 12
MOST_PARTS = 300
MOST_OF_HEADERS = 200_000  # bytes of headers looked at
MOST_HEADERS = 600
LONGEST_VALUE = 20_000

HEADERS_END = re.compile(rb"\n[ \t]*\n")
PARAMETER = re.compile(r';\s*([\w!#$%&\'*+.^`|~-]{1,60})\s*=\s*("(?:[^"\\]|\\.){0,2000}"?|[^;\s]{0,2000})')


@dataclass(slots=True)
class Part:
    """One part: its headers (lower-case names, the first value wins), its undecoded body, what was odd."""

    headers: dict[str, bytes]
    body: bytes
    odd: set[str] = field(default_factory=set)
    type: str = "text/plain"
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def disposition(self) -> str:
        """inline, attachment or empty."""
        return _token(self.headers.get("content-disposition", b""))

    @property
    def file_name(self) -> str:
        """The name its sender gave it, still undecoded when RFC 2047 words were used."""
        return parameters(self.headers.get("content-disposition", b"")).get("filename") or self.parameters.get(
            "name", ""
        )

    def decoded(self) -> bytes:
        """The body out of base64 or quoted-printable; what cannot be decoded is kept as it stands."""
        encoding = _token(self.headers.get("content-transfer-encoding", b""))
        if encoding == "base64":
            return self._base64()
        if encoding == "quoted-printable":
            return binascii.a2b_qp(self.body)
        return self.body

    def _base64(self) -> bytes:
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", self.body.split(b"=", 1)[0] if b"=" in self.body[:-8] else self.body)
        whole = len(kept) - len(kept) % 4
        if len(kept) % 4 == 1:
            self.odd.add("encoding")
        tail = kept[whole:] if len(kept) % 4 > 1 else b""
        if not kept and self.body.strip():
            self.odd.add("encoding")
            return self.body
        return binascii.a2b_base64(kept[:whole] + tail + b"=" * (-len(tail) % 4))


class Leaf(NamedTuple):
    """A part that holds something, and the number of the alternative it belongs to (0: none)."""

    part: Part
    choice: int


def unix_lines(data: bytes) -> bytes:
    """`data` with \\n line ends, whichever it had."""
    if b"\r" not in data:
        return data
    return data.replace(b"\r\n", b"\n") if b"\n" in data else data.replace(b"\r", b"\n")


def read_part(data: bytes) -> Part:
    """Headers and body of `data`, whose lines end in \\n; lines that are no headers open the body."""
    start = data[: MOST_OF_HEADERS + 4]
    found = HEADERS_END.search(start)
    odd = set()
    if start[:1] == b"\n":
        block, body = b"", data
    elif found:
        block, body = data[: found.start()], data[found.end() :]
    elif len(data) > MOST_OF_HEADERS:
        odd.add("headers")
        later = HEADERS_END.search(data)
        block, body = start, data[later.end() :] if later else b""
    else:
        block, body = data, b""
    headers, stray = _headers(block, odd)
    part = Part(headers, stray + body, odd)
    part.type, part.parameters = _content_type(headers.get("content-type", b""))
    return part


def leaves(part: Part, choice: int = 0, depth: int = 0, count: list[int] | None = None) -> Iterator[Leaf]:
    """What holds something, in order; beyond DEEPEST or MOST_PARTS a part is given whole, unopened."""
    count = [0] if count is None else count
    pieces = _pieces(part) if part.type.startswith("multipart/") else None
    if pieces and (depth >= DEEPEST or count[0] + len(pieces) > MOST_PARTS):
        part.odd.add("deep")
        part.type, pieces = "application/octet-stream", None
    if not pieces:
        if part.type.startswith("multipart/"):
            part.type = "text/plain"  # it says it has parts and shows none: its words still count
        count[0] += 1
        yield Leaf(part, choice)
        return
    if part.type == "multipart/alternative":
        choice = count[0] + 1
    for piece in pieces:
        inner = read_part(piece)
        if part.type == "multipart/digest" and "content-type" not in inner.headers:
            inner.type = "message/rfc822"
        yield from leaves(inner, choice, depth + 1, count)


def parameters(value: bytes) -> dict[str, str]:
    """The parameters of a header such as Content-Type, RFC 2231 pieces joined and decoded."""
    text = value[:LONGEST_VALUE].decode("utf-8", "surrogateescape")
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, raw in PARAMETER.findall(text):
        written = re.sub(r"\\(.)", r"\1", raw.strip('"')) if raw.startswith('"') else raw
        if found := re.fullmatch(r"([^*]+)(?:\*(\d{1,3}))?(\*?)", name.lower()):
            if found[2] or found[3]:
                pieces.setdefault(found[1], {})[int(found[2] or 0)] = (written, bool(found[3]))
            else:
                plain.setdefault(found[1], written)
    for name, numbered in pieces.items():
        plain[name] = _rfc2231([numbered[key] for key in sorted(numbered)])
    return plain


def _rfc2231(pieces: list[tuple[str, bool]]) -> str:
    charset, joined = "utf-8", b""
    for index, (written, encoded) in enumerate(pieces):
        if encoded and index == 0 and written.count("'") >= 2:
            charset, _, written = written.split("'", 2)
        raw = written.encode("utf-8", "surrogateescape")
        joined += unquote_to_bytes(raw) if encoded else raw
    return charsets.decode(joined, charset).text


def _headers(block: bytes, odd: set[str]) -> tuple[dict[str, bytes], bytes]:
    """Name → value with continuations unfolded; and, when a line is no header, what follows as stray body."""
    headers: dict[str, bytes] = {}
    lines = block[:MOST_OF_HEADERS].split(b"\n")
    name, count = "", 0
    for index, line in enumerate(lines):
        if line[:1] in (b" ", b"\t") and name:
            if len(headers[name]) < LONGEST_VALUE:
                headers[name] += b" " + line.strip()
            continue
        key, colon, value = line.partition(b":")
        if not colon or not re.fullmatch(rb"[!-9;-~]{1,76}[ \t]*", key):
            if line.startswith((b">From ", b"From ")) or not line.strip():
                name = ""
                continue
            return headers, b"\n".join(lines[index:]) + b"\n\n"
        count += 1
        if count > MOST_HEADERS:
            odd.add("headers")
            return headers, b""
        name = key.strip().decode("ascii").lower()
        if name in headers:
            name += f"\0{count}"  # a repeated header: kept apart, the first one stays the one that is read
        headers[name] = value.strip()[:LONGEST_VALUE]
    return headers, b""


def _pieces(part: Part) -> list[bytes]:
    """The bytes between boundaries; empty when there is no boundary to cut at."""
    boundary = part.parameters.get("boundary", "").encode("utf-8", "surrogateescape").rstrip()[:200]
    if not boundary:
        return []
    marks = re.compile(rb"(?m)^--" + re.escape(boundary) + rb"(--)?[ \t]*$\n?")
    pieces, start = [], -1
    for found in marks.finditer(part.body):
        if start >= 0:
            pieces.append(part.body[start : found.start()].removesuffix(b"\n"))
        start = -1 if found[1] else found.end()
        if found[1] or len(pieces) > MOST_PARTS:
            break
    if start >= 0:
        pieces.append(part.body[start:])  # never closed: the rest is the last part
    return pieces


def _content_type(value: bytes) -> tuple[str, dict[str, str]]:
    kind = _token(value)
    return (kind if re.fullmatch(r"[\w.+-]{1,60}/[\w.+-]{1,80}", kind) else "text/plain"), parameters(value)


def _token(value: bytes) -> str:
    return value.split(b";", 1)[0].decode("latin-1").strip().strip('"').lower()[:150]
