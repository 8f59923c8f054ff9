"""An address as people type it, made clean or refused."""

import re
import unicodedata

LONGEST = 254
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
STRAY = " \t\u00a0\u202f<>\"'()[].,;:"
TURNED = re.compile(r"([^\W\d_][\w'’ -]{0,40}),\s*([^\W\d_][\w'’. -]{0,40}?)(\s*\([^()]{1,40}\))?")
AFTER_A_NAME = frozenset("md dr dre phd inf ing cpa me mba msc rn jr sr fils pere m mme mlle prof".split())
SPLIT = re.compile(r"[\s;,/|]+")


def clean(written: str) -> str | None:
    """The address in `written`, lower case, NFC, without `mailto:`, brackets and stray marks; else None."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", written[: 4 * LONGEST])).strip(STRAY).casefold()
    text = text.removeprefix("mailto:").split("?", 1)[0]
    local, at, domain = text.rpartition("@")
    if not at or len(text) > LONGEST or len(local) > 64 or not LOCAL.fullmatch(local):
        return None
    labels = domain.split(".")
    if len(labels) < 2 or not all(LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        return None
    return text


def named(written: str) -> tuple[str, str]:
    """`(name, rest)` of « Jeanne Roy <jeanne@example.org> »; the name is empty when there is none."""
    found = re.fullmatch(r"\s*\"?([^<>\"]{0,200})\"?\s*<([^<>]{1,600})>[\s;,.]*", written[:1000])
    return (found[1].strip(" ,'\""), found[2]) if found else ("", written)


def first_of(written: str) -> tuple[str | None, int]:
    """The first clean address of a cell, and how many the cell holds."""
    if alone := clean(written):
        return alone, 1
    found = [address for piece in SPLIT.split(written[:2000]) if "@" in piece and (address := clean(piece))]
    return (found[0] if found else None), len(found)


def turned(name: str) -> str:
    """« Roy, Jeanne » turned round; « Roy, Ph. D. » is left alone."""
    found = TURNED.fullmatch(name)
    if not found or re.sub(r"[. ]", "", found[2]).casefold() in AFTER_A_NAME:
        return name
    return f"{found[2]} {found[1]}{found[3] or ''}"


def name_from(address: str) -> str:
    """A name to call somebody by while they have none: `jeanne.roy@…` → Jeanne Roy."""
    words = re.findall(r"[^\W\d_]+", address.split("@", 1)[0])
    return " ".join(word.capitalize() for word in words[:4]) or address.split("@", 1)[0]
