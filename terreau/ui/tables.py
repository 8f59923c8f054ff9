"""The one writer of CSV files: no cell can become a formula, and accents survive every spreadsheet."""

import csv
import io
from collections.abc import Iterable
from urllib.parse import quote

from django.http import HttpResponse

FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "|",
    "%",
    "＝",
    "＋",
    "－",
    "＠",
)  # the wide ones in Asian spreadsheets


def cell(value) -> str:
    """The value as a cell; what a spreadsheet would run as a formula is marked as text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_text(header: list[str], rows: Iterable[list], *, separator: str = ";") -> str:
    """A whole table as CSV text; semicolons, as French spreadsheets expect."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow([cell(name) for name in header])
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def csv_response(filename: str, header: list[str], rows: Iterable[list], *, separator: str = ";") -> HttpResponse:
    """The table as a download, UTF-8 with its mark so that accents are read right."""
    body = "\ufeff" + csv_text(header, rows, separator=separator)
    answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return answer
