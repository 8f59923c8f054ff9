"""Dates as people write them in a list."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from .fold import fold

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv january jan",
            "fevrier fevr fev february feb",
            "mars march mar",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "aout august aug",
            "septembre sept september sep",
            "octobre october oct",
            "novembre november nov",
            "decembre december dec",
        ),
        1,
    )
    for name in names.split()
}
THREE = re.compile(r"(\d{1,4})[/. -](\d{1,2})[/. -](\d{1,4})(?:[ t].*)?")
SHORT = re.compile(r"(\d{1,2})[-/. ]([a-z]{3,9})\.?[-/. ](\d\d)")
SERIAL_ZERO = date(1899, 12, 30)  # how spreadsheets count days


def month_first(values: Iterable[str]) -> bool | None:
    """Whether a column writes month/day/year: True, False (day first), or None when nothing tells."""
    day_first = month_first = False
    for value in values:
        if (found := THREE.fullmatch(value.strip()[:40].lower())) and len(found[1]) <= 2:
            day_first |= int(found[1]) > 12
            month_first |= int(found[2]) > 12
    return None if day_first == month_first else month_first


def read_date(written: str, months_lead: bool = False) -> date | None:
    """The day meant by `written` (ISO, 14/09/2023, 14 sept. 2023, 2023, a spreadsheet's number), or None."""
    text = re.sub(r"\s+", " ", fold(written[:60]).replace("1er ", "1 ")).strip(" .,")
    try:
        return _numbers(text, months_lead) or _words(text) or _alone(text)
    except (ValueError, OverflowError):
        return None


def _numbers(text: str, months_lead: bool) -> date | None:
    if not (found := THREE.fullmatch(text)):
        return None
    first, second, third = int(found[1]), int(found[2]), int(found[3])
    if len(found[1]) == 4:
        return date(first, second, third)
    year = third + (0 if third > 99 else 2000 if third < 70 else 1900)
    month, day = (first, second) if months_lead else (second, first)
    if month > 12:
        month, day = day, month
    return date(year, month, day)


def _words(text: str) -> date | None:
    if short := SHORT.fullmatch(text):  # 3-avr-23, as spreadsheets shorten it
        text = f"{short[1]} {short[2]} {int(short[3]) + (2000 if int(short[3]) < 70 else 1900)}"
    words = re.findall(r"[a-z]+|\d+", text)
    months = [MONTHS[word] for word in words if word in MONTHS]
    numbers = [int(word) for word in words if word.isdigit()]
    years = [number for number in numbers if 1900 <= number <= 2200]
    days = [number for number in numbers if 1 <= number <= 31]
    if len(months) != 1 or len(years) != 1 or len(days) > 1:
        return None
    return date(years[0], months[0], days[0] if days else 1)


def _alone(text: str) -> date | None:
    if re.fullmatch(r"(19|20)\d\d", text):
        return date(int(text), 1, 1)
    if found := re.fullmatch(r"((?:19|20)\d\d)[-/](\d{1,2})", text):
        return date(int(found[1]), int(found[2]), 1)
    if found := re.fullmatch(r"(\d{1,2})[-/]((?:19|20)\d\d)", text):
        return date(int(found[2]), int(found[1]), 1)
    if re.fullmatch(r"[2-6]\d{4}(?:\.\d+)?", text):
        return SERIAL_ZERO + timedelta(days=int(float(text)))
    return None


def either_way(written: str) -> bool:
    """Whether day/month and month/day would give two different days."""
    found = THREE.fullmatch(written.strip()[:40].lower())
    if not found or len(found[1]) > 2:
        return False
    first, second = int(found[1]), int(found[2])
    return first <= 12 and second <= 12 and first != second
