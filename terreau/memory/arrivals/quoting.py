"""A mail's text in its pieces: own words, quote, signature, the list's footer. Joined again they are the text."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a piece of a mail is."""

    OWN = "own"
    QUOTE = "quote"
    SIGNATURE = "signature"
    FOOTER = "footer"


class Piece(NamedTuple):
    """A run of whole lines of one kind."""

    kind: Kind
    text: str


LOOKED_AT = 400  # characters of a line that patterns see
LONGEST_SIGNATURE = 14
LONGEST_FOOTER = 16

QUOTED = re.compile(r"\s{0,3}(?:>|&gt;|\|\s)")
ATTRIBUTION = re.compile(
    r"\W{0,4}(?:"
    r"(?:le|on|am|el|op|il|em|en date du?|dans (?:le|un|son) (?:message|courriel)) .{4,330}?"
    r"(?:a écrit|ont écrit|a écrite?|écrivait|écrit|wrote|writes|schrieb|escribió|schreef|ha scritto|escreveu)\s*[:.…]*"
    r"|\S.{2,200} (?:a écrit|écrivait|wrote|writes)\s?:"
    r"|(?:selon|quoting|citando) .{3,200}:"
    r"|\d{4}[-/]\d\d?[-/]\d\d?,? .{0,40}<[^<>]{3,120}>\s?:"
    r")\W{0,3}\Z",
    re.IGNORECASE | re.DOTALL,
)
BEGINS_ATTRIBUTION = re.compile(r"\W{0,4}(?:le|on|am|el|en|dans|selon|quoting|\d{4}[-/])\b", re.IGNORECASE)
ORIGINAL = re.compile(
    r"[-_*=\s]{0,60}(?:message d['’]origine|message original|original message|message transféré|message réexpédié"
    r"|forwarded message|message transmis|courriel original|mensaje original|ursprüngliche nachricht"
    r"|début du message (?:transféré|réexpédié)|begin forwarded message|message suivi)\s?:?[-_*=\s]{0,40}\Z",
    re.IGNORECASE,
)
FROM_LINE = re.compile(r"\W{0,4}(?:de|from|von|expéditeur|da)\W{0,4}:", re.IGNORECASE)
OTHER_HEADER = re.compile(
    r"\W{0,4}(?:envoyé|envoyée|sent|date|à|a|to|pour|cc|copie à|objet|subject|sujet|destinataires?|an|gesendet|betreff"
    r"|répondre à|reply-to|importance)(?: le)?\W{0,4}:",
    re.IGNORECASE,
)
RULE = re.compile(r"\s*[_=*-]{8,200}\s*\Z")
SIGNED = re.compile(r"-- ?\s?\Z")
DEVICE = re.compile(
    r"\W{0,3}(?:envoyé (?:de|depuis|à partir d|avec)|sent (?:from|via|with)|télécharger outlook|obtenez outlook"
    r"|get outlook|provenance : courrier|envoyée? par mon|von meinem .{1,30} gesendet|message envoyé depuis)",
    re.IGNORECASE,
)
NEXT_PART = re.compile(r"-{8,30} (?:next part|section suivante|partie suivante) -{8,30}\s*\Z")
FOOTER_WORDS = re.compile(
    r"mailing list|liste de diffusion|listinfo|unsubscribe|désabonn|désinscri|se désabonner|vous recevez ce message"
    r"|you received this message|google groups|groupes? google|pour vous désinscrire|list archives|mailman|sympa",
    re.IGNORECASE,
)


def pieces(text: str) -> list[Piece]:
    """`text` cut into pieces, in order; `"".join(piece.text for piece in pieces(text)) == text`, always."""
    lines = text.splitlines(keepends=True)
    kinds = [Kind.OWN] * len(lines)
    seen = [line[:LOOKED_AT].rstrip("\r\n") for line in lines]
    end = _mark_footer(seen, kinds)
    _mark_scrubs(seen, kinds, end)
    _mark_quotes(seen, kinds, end)
    _mark_signatures(seen, kinds, end)
    _spread_blanks(seen, kinds)
    if not any(kind is Kind.OWN and line.strip() for kind, line in zip(kinds, seen, strict=True)):
        kinds = [Kind.OWN if kind is Kind.QUOTE else kind for kind in kinds]  # a bare forward: that is the message
    return _runs(lines, kinds)


def own_words(text: str) -> str:
    """Only what the author wrote, for a summary or a measure of length."""
    return "".join(piece.text for piece in pieces(text) if piece.kind is Kind.OWN).strip()


def _mark_footer(seen: Sequence[str], kinds: list[Kind]) -> int:
    """Mark the list's footers at the end; the index where they begin."""
    end = len(seen)
    for _ in range(3):  # lists that feed lists add one each
        start = _footer_start(seen, end)
        if start is None:
            break
        end = start
    kinds[end:] = [Kind.FOOTER] * (len(seen) - end)
    return end


def _footer_start(seen: Sequence[str], end: int) -> int | None:
    for index in range(end - 1, max(-1, end - 1 - LONGEST_FOOTER), -1):
        if RULE.match(seen[index]) or SIGNED.match(seen[index]):
            body = "\n".join(seen[index + 1 : end])
            return index if FOOTER_WORDS.search(body) and not QUOTED.match(seen[index]) else None
    return None


def _mark_scrubs(seen: Sequence[str], kinds: list[Kind], end: int) -> None:
    """What an archiver wrote where it took a part of the mail away."""
    for index in range(end):
        if NEXT_PART.match(seen[index]):
            stop = next((at for at in range(index + 1, end) if not seen[at].strip()), end)
            if any("scrubbed" in line for line in seen[index + 1 : stop]):
                kinds[index:stop] = [Kind.FOOTER] * (stop - index)


def _mark_quotes(seen: Sequence[str], kinds: list[Kind], end: int) -> None:
    at = 0
    while at < end:
        if kinds[at] is not Kind.OWN:
            at += 1
        elif QUOTED.match(seen[at]):
            kinds[at] = Kind.QUOTE
            at += 1
        elif _original(seen, at, end):
            kinds[at:end] = [Kind.QUOTE] * (end - at)
            return
        elif height := _attribution(seen, at, end):
            kinds[at : at + height] = [Kind.QUOTE] * height
            at += height
            if not _followed_by_quote(seen, at, end):
                kinds[at:end] = [Kind.QUOTE] * (end - at)
                return
        else:
            at += 1


def _original(seen: Sequence[str], at: int, end: int) -> bool:
    """Whether everything from here on is the message answered or passed on, as Outlook and others paste it."""
    line = seen[at]
    if ORIGINAL.match(line) and ("-" in line or "_" in line or ":" in line or _header_block(seen, at + 1, end)):
        return True
    if RULE.match(line) and at + 1 < end:
        return _header_block(seen, at + 1, end)
    return bool(FROM_LINE.match(line)) and _header_block(seen, at, end)


def _header_block(seen: Sequence[str], at: int, end: int) -> bool:
    window = [line for line in seen[at : min(at + 14, end)] if line.strip()][:9]
    if not window or not (FROM_LINE.match(window[0]) or OTHER_HEADER.match(window[0])):
        return False
    return sum(bool(OTHER_HEADER.match(line)) for line in window) >= 2


def _attribution(seen: Sequence[str], at: int, end: int) -> int:
    """How many lines (1 to 4) from `at` say whose words follow; 0 when they do not."""
    if not seen[at].strip() or len(seen[at]) > 300:
        return 0
    if ATTRIBUTION.match(seen[at]):
        sure = re.search(r"\d|@", seen[at])
        return 1 if sure or _followed_by_quote(seen, at + 1, end) else 0
    if not BEGINS_ATTRIBUTION.match(seen[at]):
        return 0
    for height in (2, 3, 4):
        rows = seen[at : min(at + height, end)]
        if len(rows) < height or not rows[-1].strip() or QUOTED.match(rows[-1]):
            return 0
        joined = " ".join(row.strip() for row in rows)
        if ATTRIBUTION.match(joined) and re.search(r"\d", joined):
            return height
    return 0


def _followed_by_quote(seen: Sequence[str], at: int, end: int) -> bool:
    written = next((line for line in seen[at : min(at + 4, end)] if line.strip()), "")
    return bool(QUOTED.match(written)) or not written


def _mark_signatures(seen: Sequence[str], kinds: list[Kind], end: int) -> None:
    for index in range(end):
        if kinds[index] is not Kind.OWN:
            continue
        if DEVICE.match(seen[index]) and len(seen[index]) < 120:
            kinds[index] = Kind.SIGNATURE
        elif SIGNED.match(seen[index]):
            stop = index + 1
            while stop < end and kinds[stop] is Kind.OWN:
                stop += 1
            written = sum(bool(line.strip()) for line in seen[index + 1 : stop])
            if 0 < written <= LONGEST_SIGNATURE:
                kinds[index:stop] = [Kind.SIGNATURE] * (stop - index)


def _spread_blanks(seen: Sequence[str], kinds: list[Kind]) -> None:
    """Blank lines between two lines of a quote belong to it."""
    last = None
    for index, line in enumerate(seen):
        if not line.strip():
            continue
        if last is not None and index - last > 1 and kinds[last] is kinds[index] is not Kind.OWN:
            kinds[last + 1 : index] = [kinds[index]] * (index - last - 1)
        last = index


def _runs(lines: Sequence[str], kinds: Sequence[Kind]) -> list[Piece]:
    runs: list[tuple[Kind, list[str]]] = []
    for kind, line in zip(kinds, lines, strict=True):
        if not runs or runs[-1][0] is not kind:
            runs.append((kind, []))
        runs[-1][1].append(line)
    return [Piece(kind, "".join(held)) for kind, held in runs]
