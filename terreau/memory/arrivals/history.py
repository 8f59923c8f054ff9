"""A history of participation: events.csv, touches.csv and help.csv of a folder, read line by line."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, TextIO, TypeVar

from .problems import Problem, problem

EVENTS, TOUCHES, HELP = FILES = "events.csv", "touches.csv", "help.csv"
Row = TypeVar("Row")
LONGEST_ID = 80
LONGEST_LINE = 20_000
KIND = re.compile(r"[a-z][a-z_-]{0,29}")
NEEDED = {
    EVENTS: ("event_id", "member", "occurred_at", "kind"),
    TOUCHES: ("event_id", "item"),
    HELP: ("thread", "asker", "helper", "asked_at"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """Somebody took part: who (as the file calls them), when (UTC), how, in which thread or meeting."""

    line: int
    source_id: str
    member: str
    occurred_at: datetime
    kind: str
    weight: float
    thread: str


@dataclass(frozen=True, slots=True)
class Touch:
    """An event touched an item of the practice."""

    line: int
    event: str
    item: str


@dataclass(frozen=True, slots=True)
class Help:
    """Somebody asked in a thread and another person answered (or nobody yet: helper empty, answered_at None)."""

    line: int
    thread: str
    asker: str
    helper: str
    asked_at: datetime
    answered_at: datetime | None


class Folder:
    """A history: its files by name, each with what opens it. Times without a zone are of `zone`.

    Nothing later than `as_of` is believed.
    """

    def __init__(self, files: Mapping[str, Callable[[], BinaryIO]], *, as_of: datetime, zone: tzinfo = UTC) -> None:
        self.files, self.as_of, self.zone = files, as_of, zone

    @classmethod
    def at(cls, path: Path, *, as_of: datetime, zone: tzinfo = UTC) -> "Folder":
        """The history in a folder of the disk."""
        held: dict[str, Any] = {name: partial((path / name).open, "rb") for name in FILES if (path / name).exists()}
        return cls(held, as_of=as_of, zone=zone)

    def events(self) -> Iterator[Event | Problem]:
        """Every line of events.csv, as an event or as what is wrong with it."""
        if EVENTS not in self.files:
            yield problem("history-no-events")
            return
        yield from self._rows(EVENTS, self._event)

    def touches(self) -> Iterator[Touch | Problem]:
        """Every line of touches.csv; nothing when there is no such file."""
        yield from self._rows(TOUCHES, self._touch)

    def help(self) -> Iterator[Help | Problem]:
        """Every line of help.csv; nothing when there is no such file."""
        yield from self._rows(HELP, self._help)

    def _rows(self, name: str, read: Callable[["_Line"], Row]) -> Iterator[Row | Problem]:
        if name not in self.files:
            return
        try:
            with TextIOWrapper(self.files[name](), encoding="utf-8-sig", errors="replace", newline="") as file:
                yield from _lines(file, name, read)
        except OSError as why:
            yield problem("history-file-unreadable", file=name, why=why.strerror)

    def _event(self, line: "_Line") -> Event:
        kind = line.value("kind")
        if not KIND.fullmatch(kind):
            raise _Refused(line.problem("history-kind-odd", text=kind))
        return Event(
            line.number,
            line.value("event_id"),
            line.value("member"),
            self._moment(line, "occurred_at"),
            kind,
            line.weight(),
            line.value("thread", needed=False),
        )

    def _touch(self, line: "_Line") -> Touch:
        return Touch(line.number, line.value("event_id"), line.value("item"))

    def _help(self, line: "_Line") -> Help:
        asker, helper = line.value("asker"), line.value("helper", needed=False)
        asked = self._moment(line, "asked_at")
        answered = self._moment(line, "answered_at") if helper and line.value("answered_at", needed=False) else None
        if asker == helper:
            raise _Refused(line.problem("history-helped-oneself"))
        if answered and answered < asked:
            raise _Refused(line.problem("history-answer-before", text=line.value("answered_at")))
        return Help(line.number, line.value("thread"), asker, helper, asked, answered)

    def _moment(self, line: "_Line", column: str) -> datetime:
        written = line.value(column)
        try:
            moment = datetime.fromisoformat(written)
            moment = (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise _Refused(line.problem("history-date-unread", text=written)) from None
        if moment > self.as_of + timedelta(days=1):
            raise _Refused(line.problem("history-date-future", text=written))
        return moment


class _Refused(Exception):
    """A line that cannot arrive, with its problem."""

    def __init__(self, why: Problem) -> None:
        self.why = why


class _Line:
    """One line of a file, its cells by column."""

    def __init__(self, name: str, number: int, cells: Mapping[str, str], notes: list[Problem]) -> None:
        self.name, self.number, self.cells, self.notes = name, number, cells, notes

    def problem(self, kind: str, **about: object) -> Problem:
        return problem(kind, self.number, file=self.name, **about)

    def value(self, column: str, needed: bool = True) -> str:
        """A cell without its spaces; refused when needed and empty, or too long."""
        value = self.cells.get(column, "").replace("\0", "").strip()
        if needed and not value:
            raise _Refused(self.problem("history-value-missing", column=column))
        if len(value) > LONGEST_ID:
            raise _Refused(self.problem("history-value-long", column=column, limit=LONGEST_ID))
        return value

    def weight(self) -> float:
        """The number under weight; 1 when there is none."""
        written = self.value("weight", needed=False) or "1"
        if re.fullmatch(r"\d{1,9}(?:[.,]\d{1,9})?", written):
            return float(written.replace(",", "."))
        self.notes.append(self.problem("history-weight-odd", text=written))
        return 1.0


def _lines(file: TextIO, name: str, read: Callable[[_Line], Row]) -> Iterator[Row | Problem]:
    titles: list[str] = []
    separator = ","
    for number, text in enumerate(iter(lambda: file.readline(LONGEST_LINE), ""), 1):
        if not text.strip():
            continue
        if not titles:
            separator = max(",;\t", key=text.count)
            titles = [title.strip().lower() for title in _cells(text, separator)]
            missing = [column for column in NEEDED[name] if column not in titles]
            if missing:
                yield problem("history-column-missing", number, file=name, column=missing[0])
                return
            continue
        yield from _line(name, number, text, titles, separator, read)
    if not titles:
        yield problem("history-file-empty", file=name)


def _line(
    name: str, number: int, text: str, titles: list[str], separator: str, read: Callable[[_Line], Row]
) -> Iterator[Row | Problem]:
    cells = _cells(text, separator)
    if len(cells) < len([title for title in titles if title in NEEDED[name]]) or len(cells) > len(titles):
        yield problem("history-cells", number, file=name, found=len(cells), wanted=len(titles))
        return
    notes: list[Problem] = []
    try:
        yield read(_Line(name, number, dict(zip(titles, cells, strict=False)), notes))
    except _Refused as refused:
        yield refused.why
    yield from notes


def _cells(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([text.rstrip("\r\n")], delimiter=separator), [])
    except csv.Error:
        return text.rstrip("\r\n").split(separator)
