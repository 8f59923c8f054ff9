"""What a rule of RFC 5545 (3.3.10) may say here: read, checked and refused with a reason that a person can read."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

MOST_COUNT = 1_000
MOST_INTERVAL = 100
LONGEST_RULE = 300

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
RANGES = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYSETPOS": 366, "BYWEEKNO": 53, "BYYEARDAY": 366}
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)\Z")
_UNTIL = re.compile(r"\d{8}(T\d{6}Z?)?\Z")


class RuleRefused(ValueError):
    """This rule cannot be that of a series; the message says why to a person, in the active language."""


@dataclass(frozen=True)
class Rule:
    """A rule that was read and can be kept. `text` is its one canonical writing, without « RRULE: »."""

    parts: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return ";".join(f"{name}={value}" for name, value in self.parts)

    def get(self, name: str, default: str = "") -> str:
        """One part as it is written, or `default`."""
        return dict(self.parts).get(name, default)

    @property
    def interval(self) -> int:
        return int(self.get("INTERVAL", "1"))

    def numbers(self, name: str) -> list[int]:
        """The numbers of a part, [] without it."""
        return [int(one) for one in self.get(name).split(",") if one]

    @property
    def days(self) -> list[tuple[int, str]]:
        """The days of the week with their place (3rd: 3, last: -1, every: 0)."""
        found = [_BY_DAY.match(one) for one in self.get("BYDAY").split(",") if one]
        return [(int(one[1] or 0), one[2]) for one in found if one]

    def without_end(self) -> "Rule":
        """The same rhythm, for ever."""
        return Rule(tuple(part for part in self.parts if part[0] not in ("COUNT", "UNTIL")))

    def ending(self, last: date) -> "Rule":
        """The same rhythm, up to and including that day."""
        return Rule((*self.without_end().parts, ("UNTIL", last.strftime("%Y%m%d"))))


def read_rule(text: str) -> Rule:
    """The rule that `text` says. Raises `RuleRefused` with a reason that a person can read."""
    parts = _parts(text)
    frequency = parts.get("FREQ", "")
    if frequency in ("SECONDLY", "MINUTELY", "HOURLY"):
        raise RuleRefused(_("Une rencontre revient au plus une fois par jour : cette règle revient plus souvent."))
    if frequency not in FREQUENCIES:
        raise RuleRefused(_("La règle ne dit pas si elle revient par jour, par semaine, par mois ou par an."))
    for name, value in parts.items():
        _check_part(name, value, frequency)
    if "COUNT" in parts and "UNTIL" in parts:
        raise RuleRefused(_("La règle a deux fins : un nombre de dates et une dernière date. Gardez-en une."))
    _check_together(parts)
    return Rule(tuple((name, parts[name]) for name in _ORDER if name in parts))


def last_wall(until: str, zone: ZoneInfo) -> datetime:
    """The last wall clock that UNTIL allows. It is written in universal time, on the wall clock, or as a whole day."""
    if "T" not in until:
        return datetime.combine(datetime.strptime(until, "%Y%m%d"), time(23, 59, 59))
    if not until.endswith("Z"):
        return datetime.strptime(until, "%Y%m%dT%H%M%S")
    universal = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return universal.astimezone(zone).replace(tzinfo=None)


_ORDER = ("FREQ", "INTERVAL", "COUNT", "UNTIL", *RANGES, "BYDAY", "WKST")


def _parts(text: str) -> dict[str, str]:
    """The parts of the rule by name."""
    text = text.strip().removeprefix("RRULE:").strip().strip(";").upper()
    if not text or len(text) > LONGEST_RULE:
        raise RuleRefused(_("La règle est vide ou trop longue."))
    parts: dict[str, str] = {}
    for part in text.split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts:
            raise RuleRefused(_("La règle est mal écrite : « %(part)s ».") % {"part": part[:40]})
        parts[name] = value
    return parts


def _check_part(name: str, value: str, frequency: str) -> None:
    if name not in _ORDER:
        raise RuleRefused(_("La règle contient « %(part)s », que Terreau ne sait pas suivre.") % {"part": name[:40]})
    good = {
        "FREQ": lambda: True,
        "INTERVAL": lambda: _between(value, 1, MOST_INTERVAL),
        "COUNT": lambda: _between(value, 1, MOST_COUNT),
        "UNTIL": lambda: _is_until(value),
        "WKST": lambda: value in DAYS,
        "BYDAY": lambda: _are_days(value, frequency),
    }.get(name, lambda: all(_between(one.removeprefix("-"), 1, RANGES[name]) for one in value.split(",")))
    if not good():
        if name == "COUNT" and value.isdigit():
            raise RuleRefused(_("Une série compte de 1 à %(most)s dates.") % {"most": MOST_COUNT})
        raise RuleRefused(_("La règle est mal écrite : « %(part)s ».") % {"part": f"{name}={value}"[:40]})


def _between(value: str, least: int, most: int) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 6 and least <= int(value) <= most


def _is_until(value: str) -> bool:
    if not _UNTIL.match(value):
        return False
    try:
        return 1900 <= last_wall(value, ZoneInfo("UTC")).year <= 2200
    except ValueError:
        return False


def _are_days(value: str, frequency: str) -> bool:
    for one in value.split(","):
        found = _BY_DAY.match(one)
        if not found or (found[1] and (int(found[1]) == 0 or frequency not in ("MONTHLY", "YEARLY"))):
            return False
        if found[1] and abs(int(found[1])) > 53:
            return False
    return True


def _check_together(parts: dict[str, str]) -> None:
    """What RFC 5545 forbids side by side."""
    frequency = parts["FREQ"]
    wrong = (
        ("BYWEEKNO" in parts and frequency != "YEARLY")
        or ("BYYEARDAY" in parts and frequency != "YEARLY")
        or ("BYMONTHDAY" in parts and frequency == "WEEKLY")
        or ("BYSETPOS" in parts and not any(name in parts for name in ("BYDAY", "BYMONTHDAY", "BYMONTH", "BYYEARDAY")))
        or ("BYWEEKNO" in parts and any(char.isdigit() for char in parts.get("BYDAY", "")))
        or parts.get("BYMONTH", "").startswith("-")
    )
    if wrong:
        raise RuleRefused(_("Les morceaux de cette règle ne vont pas ensemble."))
