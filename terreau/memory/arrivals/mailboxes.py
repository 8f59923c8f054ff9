"""A list as a mail tool writes it: « "Roy, Jeanne" <jeanne@…>; Paul Blanc <paul@…> », one or many on a line."""

import re

from .records import CHARACTERS_A_ROW, Row

SAMPLE = 50
ONE = re.compile(
    r"\s*(?:"
    r"(?:\"(?P<quoted>[^\"<>]{0,200})\"|(?P<name>[^\"<>;|\t@,]{0,100}(?:,[^\"<>;|\t@,]{0,100})?))?\s*<(?P<address>[^<>\s]{3,254})>"
    r"|(?P<bare>[^\"<>;|,\s]{1,64}@[^\"<>;|,\s]{3,200})(?:[ \t]+(?P<after>[^\"<>;|\t@,]{1,100}))?"
    r")\s*(?:[;,]\s*|\Z)"
)
TITLE = re.compile(r"[^;,\t|@<>]{1,60}\Z")


def read(lines: list[str]) -> list[Row] | None:
    """Rows of (name, address), each with its line; None when the file is no such list."""
    if not _looks_so(lines):
        return None
    rows = []
    for number, line in enumerate(lines, 1):
        if found := _of(line):
            rows += [Row(number, list(one)) for one in found]
        elif line.strip() and (rows or not TITLE.match(line.strip())):
            rows.append(Row(number, ["", line]))
    return rows


def _looks_so(lines: list[str]) -> bool:
    """Whether every line of the beginning, a title apart, is mailboxes and nothing else; some with a name."""
    written = [line for line in lines[: 2 * SAMPLE] if line.strip()][:SAMPLE]
    if written and TITLE.match(written[0].strip()):
        written = written[1:]
    found = [_of(line) for line in written]
    return bool(found) and all(found) and any(name for some in found for name, _address in some)


def _of(line: str) -> list[tuple[str, str]]:
    """The mailboxes of a line; none when anything else is there too."""
    found, at, line = [], 0, line[:CHARACTERS_A_ROW].strip("\ufeff \t\u00a0")
    while at < len(line):
        one = ONE.match(line, at)
        if not one or "@" not in (one["address"] or one["bare"]):
            return []
        found.append(((one["quoted"] or one["name"] or one["after"] or "").strip(), one["address"] or one["bare"]))
        at = one.end()
    return found
