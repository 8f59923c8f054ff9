"""The words of a note without the signs of its markup, one line for each of its lines. No database."""

import re

_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})")
_UNDER_HEADS = re.compile(r"[ |:-]*-[ |:-]*")
_OPENING = re.compile(r"[ \t]*(?:(?:>|[-+*](?=[ \t])|#{1,6}(?=[ \t]))[ \t]*){1,20}")
_CELL = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEPT = re.compile(r"[\ue021-\ue07e]")
_PAIRED = [
    (re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}(?: \"[^\"\n]{0,200}\")?\)"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]{1,500})>"), r"\1"),
    (re.compile(r"(`{1,3})([^`\n]+)\1"), r"\2"),
    (re.compile(r"~~(?=\S)([^~\n]+)~~"), r"\1"),
    (re.compile(r"(\*{1,3})(?=\S)([^*\n]+)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=\S)([^_\n]+)(?<=\S)\1(?![\w_])"), r"\2"),
]
_ENDS = tuple(".!?…:;,")


def plain(source: str) -> str:
    """The same words, as they would be read aloud; the cells of a table told apart by « · »."""
    lines = source.split("\n")
    said, tabled = [], False
    for number, line in enumerate(lines):
        under = lines[number + 1] if number + 1 < len(lines) else ""
        if _heads(line, under):
            tabled = True
        elif "|" not in line:
            tabled = False
        if not _is_mark(line, tabled):
            said.append(_row(line) if tabled else _line(line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(said)).strip()


def on_one_line(text: str) -> str:
    """Plain words for a quotation: a line that ends without a stop is told apart from the next by « · »."""
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    parted = [line if line.endswith(_ENDS) else f"{line} ·" for line in lines[:-1]]
    return " ".join([*parted, *lines[-1:]])


def _heads(line: str, under: str) -> bool:
    return "|" in line and "|" in under and bool(_UNDER_HEADS.fullmatch(under))


def _is_mark(line: str, tabled: bool) -> bool:
    """Whether a line says nothing: what stands under the heads of a table, a fence, a rule."""
    under_heads = tabled and _UNDER_HEADS.fullmatch(line)
    return bool(under_heads or _FENCE.match(line) or _RULE.fullmatch(line.rstrip()))


def _row(line: str) -> str:
    cells = (_unmarked(cell.strip()) for cell in _CELL.split(line))
    return " · ".join(cell for cell in cells if cell)


def _line(line: str) -> str:
    return _unmarked(_OPENING.sub("", line, count=1) if _OPENING.match(line) else line.strip()).rstrip("\\ \t")


def _unmarked(text: str) -> str:
    """Without the signs around words; a sign that was typed as itself stays."""
    text = _ESCAPED.sub(lambda found: chr(0xE000 + ord(found[1])), text)
    for _turn in range(3):  # bold within a link within italics
        before = text
        for pattern, words in _PAIRED:
            text = pattern.sub(words, text)
        if text == before:
            break
    return _KEPT.sub(lambda found: chr(ord(found[0]) - 0xE000), text)
