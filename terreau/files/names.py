"""The name a file is given back with: readable, and harmless wherever it is saved or shown."""

import re
import unicodedata
from pathlib import PurePath

LONGEST = 120  # characters, extension included
_LONGEST_BYTES = 240  # most file systems stop at 255
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")


def clean_name(given: str, *, suffix: str) -> str:
    """`given` without path, control or direction characters, in NFC, at most 120 characters.

    `suffix` (".pdf") completes a name that has no extension.
    """
    visible = "".join(map(_safe, unicodedata.normalize("NFC", given[-1000:].replace("\\", "/"))))
    last = " ".join(visible.rsplit("/", 1)[-1].split()).strip(". ")
    found = _SUFFIX.search(last)
    stem, kept = (last[: found.start()], found.group()) if found else (last, "")
    stem = stem.rstrip(". ") or "fichier"
    ending = kept or suffix
    stem = f"_{stem}" if _RESERVED.fullmatch(stem) else stem
    return _cut(stem, ending) + ending


def with_suffix(name: str, suffix: str) -> str:
    """`name` ending as its content says, so that a JPEG called « a.png » is saved as « a.jpg »."""
    if suffix == ".jpg" and PurePath(name).suffix.lower() in (".jpg", ".jpeg"):
        return name
    stem = name[: -len(PurePath(name).suffix)] if PurePath(name).suffix else name
    return _cut(stem, suffix) + suffix


def _safe(character: str) -> str:
    """The character; a space for a control or a line, nothing for what hides or turns the text around."""
    if character in '<>:"|?*':
        return "_"
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    return "" if category in ("Cf", "Cs", "Co", "Cn") else character


def _cut(stem: str, ending: str) -> str:
    stem = stem[: LONGEST - len(ending)]
    raw = stem.encode()[: _LONGEST_BYTES - len(ending)]
    return raw.decode(errors="ignore").rstrip(". ") or "fichier"
