"""A list of members as a separated text file: bytes in, rows and problems out. Nothing is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from . import addresses, dates, encodings, headers, mailboxes, records
from .cells import Cells
from .headers import Column
from .problems import Problem, problem

MOST_MEGABYTES = 50
MOST_LINES = 300_000
MOST_COLUMNS = 200
SAMPLE = 50
WEB_PAGE = re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|meta|head)\b")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One person of the list, at the line where the file names them."""

    line: int
    address: str
    name: str
    organisation: str = ""
    role: str = ""
    language: str = ""
    joined_on: date | None = None


@dataclass(slots=True)
class Sheet:
    """A list read through: how it was understood, who can arrive, and what is wrong."""

    separator: str = ","
    encoding: str = "UTF-8"
    titles: list[str] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    examples: list[list[str]] = field(default_factory=list)
    rows: list[MemberRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_members(data: bytes, *, today: date, columns: Mapping[int, str] | None = None) -> Sheet:
    """Everybody `data` names. `columns` (index → meaning) corrects the guess; `today` bounds arrivals."""
    sheet = Sheet()
    refused = _refused(data)
    text = None if refused else encodings.decode(data)
    lines = records.lines_of(text.text) if text else []
    if not refused and len(lines) > MOST_LINES:
        refused = problem("members-too-long", limit=MOST_LINES)
    if refused or text is None:
        sheet.problems.append(refused or problem("members-empty"))
        return sheet
    sheet.encoding = text.said
    _say_encoding(sheet, text)
    _read_lines(sheet, [line[: records.CHARACTERS_A_ROW].replace("\0", "") for line in lines], columns or {}, today)
    sheet.problems.sort(key=lambda one: one.line)
    return sheet


def _refused(data: bytes) -> Problem | None:
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        return problem("members-empty")
    if len(data) > MOST_MEGABYTES * 1_000_000:
        return problem("members-too-big", limit=MOST_MEGABYTES)
    if data.lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(b"BEGIN:VCARD"):
        return problem("members-vcard")
    looks = "web-page" if WEB_PAGE.match(data) else encodings.looks_like(data)
    return problem("members-not-text", looks=looks) if looks else None


def _say_encoding(sheet: Sheet, text: encodings.Text) -> None:
    if text.encoding in ("cp1252", "mac_roman"):
        sheet.problems.append(problem("members-encoding-guessed", encoding=text.said))
    sheet.problems += [problem("members-encoding-mixed", line) for line in text.odd_lines]
    if at := text.text.find("\0") + 1:
        sheet.problems.append(problem("members-nul", text.text.count("\n", 0, at) + 1))


def _read_lines(sheet: Sheet, lines: list[str], wanted: Mapping[int, str], today: date) -> None:
    if body := mailboxes.read(lines):
        sheet.titles, sheet.columns = ["1", "2"], [Column.NAME, Column.ADDRESS]
        _read_people(sheet, body, wanted, today)
        return
    start = 0
    if declared := re.fullmatch(r"sep=(.)", lines[0].strip('\ufeff "')):
        start, sheet.separator = 1, declared[1]
    else:
        sheet.separator = records.guess_separator(lines)
    rows = list(records.read(lines, sheet.separator, start))
    if not rows:
        sheet.problems.append(problem("members-empty"))
        return
    _read_people(sheet, _understand(sheet, rows), wanted, today)


def _read_people(sheet: Sheet, body: list[records.Row], wanted: Mapping[int, str], today: date) -> None:
    if wanted:
        sheet.columns = [Column(wanted.get(index, Column.LEFT_OUT)) for index in range(len(sheet.columns))]
    sheet.examples = [row.cells for row in body[:3]]
    if Column.ADDRESS not in sheet.columns:
        sheet.problems.append(problem("members-no-address-column"))
    elif not body:
        sheet.problems.append(problem("members-no-rows"))
    else:
        _People(sheet, today, body).read()


def _understand(sheet: Sheet, rows: list[records.Row]) -> list[records.Row]:
    """Name the columns; the rows that hold people."""
    at = headers.place([row.cells[:MOST_COLUMNS] for row in rows[: headers.ABOVE]])
    if at:
        sheet.problems.append(problem("members-above-headers", rows[0].line, headers=rows[at].line))
        rows = rows[at:]
    if headers.names_columns(rows[0].cells):
        titles, body = [title.strip() for title in rows[0].cells[:MOST_COLUMNS]], rows[1:]
        sheet.columns = headers.guess(titles, [row.cells for row in body[:SAMPLE]])
    else:
        titles, body = [], rows
        sheet.problems.append(problem("members-no-headers", rows[0].line))
        sheet.columns = headers.guess_without_headers([row.cells[:MOST_COLUMNS] for row in body[:SAMPLE]])
    sheet.titles = titles or [f"{number}" for number in range(1, len(sheet.columns) + 1)]
    return body


class _People:
    """The pass over the rows: one person or one reason each."""

    def __init__(self, sheet: Sheet, today: date, body: list[records.Row]) -> None:
        self.sheet, self.today, self.body = sheet, today, body
        self.seen: dict[str, int] = {}
        self.places = {column: index for index, column in enumerate(sheet.columns) if column}
        self.months_lead = bool(self._date_order())
        self.turned = False

    def read(self) -> None:
        for row in self.body:
            self._row(row)

    def _row(self, row: records.Row) -> None:
        say = self.sheet.problems.append
        if row.quote_open:
            say(problem("members-quote-open", row.line))
        width = len(self.sheet.columns)
        if any(cell.strip() for cell in row.cells[width:]):
            say(problem("members-columns-more", row.line, found=len(row.cells), wanted=width))
        cells = Cells(row, self.places, self.sheet.titles, say)
        name = (
            self._turned(cells.text(Column.NAME), row.line)
            or f"{cells.text(Column.GIVEN)} {cells.text(Column.FAMILY)}".strip()
        )
        address, in_cell = self._address(cells, row.line, name)
        if not address:
            return
        self.seen[address] = row.line
        in_cell = "" if name else self._turned(in_cell, row.line)
        if not (name or in_cell):
            say(problem("members-name-missing", row.line, address=address))
        self.sheet.rows.append(
            MemberRow(
                row.line,
                address,
                name or in_cell or addresses.name_from(address),
                cells.text(Column.ORGANISATION),
                cells.text(Column.ROLE),
                self._language(cells.text(Column.LANGUAGE), row.line),
                self._joined(cells.text(Column.JOINED), row.line),
            )
        )

    def _turned(self, name: str, line: int) -> str:
        """« Roy, Jeanne » as Jeanne Roy; said once, at the first."""
        turned = addresses.turned(name)
        if turned != name and not self.turned:
            self.turned = True
            self.sheet.problems.append(problem("members-names-turned", line, text=name, name=turned))
        return turned

    def _address(self, cells: Cells, line: int, name: str) -> tuple[str | None, str]:
        """The address of a row and the name written in the same cell; says why when there is none."""
        say = self.sheet.problems.append
        written = cells.unprotected(cells.raw(Column.ADDRESS))
        in_cell, rest = addresses.named(written)
        address, count = addresses.first_of(rest)
        if not written.strip():
            say(problem("members-address-missing", line, name=name or "—"))
        elif not address or not _each_line_is_one(written):
            say(problem("members-address-malformed", line, address=written))
            address = None
        elif address in self.seen:
            say(problem("members-address-twice", line, address=address, first=self.seen[address]))
            address = None
        elif count > 1:
            say(problem("members-address-several", line, address=address))
        return address, in_cell

    def _language(self, written: str, line: int) -> str:
        code = language(written)
        if written and not code:
            self.sheet.problems.append(problem("members-language-unknown", line, text=written))
        return code

    def _joined(self, written: str, line: int) -> date | None:
        if not written:
            return None
        day = dates.read_date(written, self.months_lead)
        if day is None or day.year < 1900:
            self.sheet.problems.append(problem("members-date-unread", line, text=written))
            return None
        if day > self.today:
            self.sheet.problems.append(problem("members-date-future", line, text=written))
            return None
        return day

    def _date_order(self) -> bool | None:
        """Whether months lead; says so once when nothing in the column tells."""
        index = self.places.get(Column.JOINED)
        if index is None:
            return False
        values = [row.cells[index] for row in self.body if index < len(row.cells)]
        order = dates.month_first(values)
        unsure = [value for value in values if dates.either_way(value)]
        if order is None and unsure:
            self.sheet.problems.append(problem("members-dates-ambiguous", text=unsure[0]))
        return order


def _each_line_is_one(written: str) -> bool:
    """Whether a cell of several lines holds an address on each: anything else there is no list of addresses."""
    lines = [line for line in written.split("\n") if line.strip()]
    return len(lines) < 2 or all(addresses.clean(line) for line in lines)


def language(written: str) -> str:
    """fr or en for « Français », « FR-CA », « English »…; empty when it is neither."""
    start = re.sub(r"[^a-z]", "", written.casefold())[:3]
    return {"fr": "fr", "fra": "fr", "fre": "fr", "frc": "fr", "frf": "fr", "frb": "fr",
            "en": "en", "eng": "en", "ang": "en", "enc": "en", "enu": "en"}.get(start, "")  # fmt: skip
