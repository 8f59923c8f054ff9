"""What is read in a text before it is kept: its first line, the names called in it. No database."""

import re
import unicodedata
from html import unescape

from django.utils.html import strip_tags

from terreau.ui import rich

MAX_TEXT = 20_000  # characters a person may send at once
MAX_KEPT = 100_000  # characters kept of an archived message
MAX_TITLE = 160
MAX_CALL = 140
MENTIONS = 20  # names looked for in one message
NAME_WORDS = 5  # words in the longest name looked for
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
_MARKS = re.compile(r"^[\s>#*\-+]{1,20}|[*`]{1,3}")
_SCHEME = re.compile(r"https?://(?:www\.)?")


def tidy(text: str) -> str:
    """The text as it is kept: one way of writing accents and line ends, no control characters, nothing at the edges."""
    return unicodedata.normalize("NFC", rich.tidy(text))


def read_aloud(shown: str) -> str:
    """The words of a message as it is shown, without its marks."""
    return unescape(strip_tags(shown)).strip()


def opening_of(text: str, limit: int = MAX_TITLE) -> str:
    """The first line that says something, without its marks: what a thread without a title is called."""
    for line in text[: 20 * limit].split("\n"):
        said = _SCHEME.sub("", _MARKS.sub("", _LINK.sub(r"\1", line[:2_000]))).strip()
        if any(letter.isalnum() for letter in said):
            return cut(" ".join(said.split()), limit)
    return ""


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ended at a word with « … » when something is missing."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    if " " in kept[limit // 2 :]:
        kept = kept.rsplit(" ", 1)[0]
    return kept.rstrip(" ,;:.") + "…"


def names_called(text: str) -> set[str]:
    """Every beginning of up to five words after an « @ »: among them are the names of those called."""
    found: set[str] = set()
    for after in re.findall(r"(?<!\w)@(?=\w)([^\n@]{1,120})", text)[:MENTIONS]:
        words = after.split(" ")[:NAME_WORDS]
        for count in range(1, len(words) + 1):
            name = " ".join(words[:count])
            found |= {name, name.rstrip(".,;:!?…)»’'\u00a0")}
    return found - {""}
