"""Bytes and encoded words of a mail to text: by the charset it says, else the likeliest. Never raises."""

import base64
import binascii
import codecs
import re
from functools import lru_cache
from typing import NamedTuple

from .encodings import windows_text

# What mails write for a charset, and the superset that reads it without loss.
SAID = {
    "us-ascii": "utf-8", "ascii": "utf-8", "ansi_x3.4-1968": "utf-8", "unknown-8bit": "", "unknown": "",
    "8bit": "", "default": "", "default_charset": "", "x-unknown": "", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "iso8859-1": "cp1252", "iso-8859-8-i": "iso-8859-8", "windows-874": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
    "shift_jis": "cp932", "x-sjis": "cp932", "macintosh": "mac_roman", "x-mac-roman": "mac_roman",
    "unicode-1-1-utf-7": "utf-7", "utf8mb4": "utf-8", "cp-850": "cp850", "ansi": "cp1252",
}  # fmt: skip
TEXTUAL = re.compile(r"[A-Za-z0-9_.:-]{1,40}")
WORD = re.compile(r"=\?([\w.:+-]{1,40})(?:\*[\w-]{1,20})?\?([bBqQ])\?([^?]{0,2000})\?=")
BETWEEN_WORDS = re.compile(rf"({WORD.pattern})[ \t\r\n]+(?==\?[\w.:*+-]{{1,60}}\?[bBqQ]\?)")
ASCII_TOO = frozenset(("utf-8", "cp1252", "iso8859-15", "iso8859-1"))
QUIET = bytes([9, 10, *range(32, 127)])  # ASCII that needs no tidying
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")


class Read(NamedTuple):
    """Text, and the charset it was read as when that is not the one that was said."""

    text: str
    instead: str = ""


@lru_cache(maxsize=256)
def codec(said: str) -> str:
    """Python's name for a charset as mails write it, or empty when there is none that makes text."""
    name = said.strip().strip("\"'").lower()[:40]
    name = SAID.get(name, name)
    if not TEXTUAL.fullmatch(name):
        return ""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) and found.name not in ("idna", "punycode") else ""


def decode(data: bytes, said: str = "") -> Read:
    """`data` as text: as `said` when that fits, else UTF-8 when valid, else Windows-1252."""
    name = codec(said) if said else "utf-8"
    if name in ASCII_TOO and data.isascii() and not data.translate(None, QUIET):
        return Read(data.decode("ascii"))
    if name:
        try:
            return Read(tidy(data.decode(name)))
        except (UnicodeError, ValueError):
            pass
    try:
        return Read(tidy(data.decode("utf-8")), "UTF-8" if said else "")
    except UnicodeDecodeError:
        pass
    if name not in ("", "utf-8", "cp1252") and not data.isascii():
        return Read(tidy(data.decode(name, "replace")), said)
    return Read(tidy(windows_text(data)), "Windows-1252")


def tidy(text: str) -> str:
    """Line ends as \\n, control characters, lone surrogates and the byte-order mark gone."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = UNWANTED.sub("", text)
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if not text.isascii() else text


def header_text(value: bytes) -> str:
    """A header's value as one line of text, its RFC 2047 words decoded, raw accents guessed."""
    if not value:
        return ""
    if value.isascii() and b"=?" not in value and not value.translate(None, QUIET):
        return " ".join(value[:20_000].decode("ascii").split())
    text = decode(value[:20_000]).text
    if "=?" in text:
        text = _joined_words(BETWEEN_WORDS.sub(r"\1", text))
    return re.sub(r"\s+", " ", tidy(text)).strip()


def _joined_words(text: str) -> str:
    """Neighbouring words of one charset are decoded together: some tools cut inside a character."""
    out, at, pending, charset = [], 0, b"", ""
    for found in WORD.finditer(text):
        if pending and (found.start() != at or found[1].lower() != charset):
            out.append(decode(pending, charset).text)
            pending = b""
        out.append(text[at : found.start()])
        charset = found[1].lower()
        pending += _word_bytes(found[2], found[3])
        at = found.end()
    out.append(decode(pending, charset).text if pending else "")
    return "".join(out) + text[at:]


def _word_bytes(kind: str, written: str) -> bytes:
    raw = written.encode("utf-8", "replace")
    if kind in "qQ":
        return binascii.a2b_qp(raw.replace(b"_", b" "), header=True)
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4))
    except (binascii.Error, ValueError):
        return raw
