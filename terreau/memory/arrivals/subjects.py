"""Subjects without what mail tools put before them."""

import re

from .fold import fold

LONGEST = 300
REPLY = re.compile(
    r"\s*(?:re|ré|rép|rep|réf|ref|réponse|aw|antw|sv|tr|fwd?|wg|rv|enc)"
    r"\s{0,3}\.?(?:\s{0,3}(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3}|\d{1,2}))?\s{0,3}[:：]",
    re.IGNORECASE,
)
WARNED = frozenset(("EXT", "EXTERNE", "EXTERNAL", "EXTERNAL EMAIL", "COURRIEL EXTERNE"))  # by an employer's mail server
TAG = re.compile(r"\s*\[([^\[\]]{1,60})\]")
WAS = re.compile(r"\s*[(\[](?:was|était|ex|anciennement)\s?:.{0,300}[)\]]\s*\Z", re.IGNORECASE)


def is_reply(subject: str) -> bool:
    """Whether a « Re : », « TR : », « Fwd: »… stands before it, behind any [list] tags."""
    at = 0
    while found := TAG.match(subject, at):
        at = found.end()
    return bool(REPLY.match(subject, at))


def tags(subject: str) -> list[str]:
    """The [tags] that lead a subject, between any reply marks."""
    found, at = [], 0
    while match := TAG.match(subject, at) or REPLY.match(subject, at):
        if match.re is TAG:
            found.append(match[1])
        at = match.end()
    return found


def title(subject: str, list_tags: frozenset[str] = frozenset()) -> str:
    """The subject as a title: reply marks gone, and the tags in `list_tags` (the list's own)."""
    at, kept = 0, ""
    while match := TAG.match(subject, at) or REPLY.match(subject, at):
        if match.re is TAG and match[1] not in list_tags and match[1].strip().upper() not in WARNED:
            kept += f"[{match[1]}] "
        at = match.end()
    rest = subject[at:].strip()
    return (kept + rest)[:LONGEST].strip() if rest else subject.strip()[:LONGEST]


def key(subject: str) -> str:
    """What two subjects of one conversation share: no marks, no tags, no accents, single spaces."""
    at = 0
    while match := TAG.match(subject, at) or REPLY.match(subject, at):
        at = match.end()
    rest = WAS.sub("", subject[at : at + LONGEST])
    return re.sub(r"\s+", " ", fold(rest)).strip(" .!?-")
