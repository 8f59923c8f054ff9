"""Rhythms as people say them, to and from RFC 5545 rules: « le 3e mardi de chaque mois »."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from terreau.ui.dates import DAYS as DAY_NAMES
from terreau.ui.dates import MONTHS, short_day

from .recurrence_rule import DAYS, Rule, RuleRefused, last_wall, read_rule


def choices(first_local: datetime) -> list[tuple[str, str]]:
    """The rhythms offered for a series that begins on that day: rule and sentence; an empty rule is a single date."""
    day, place = DAYS[first_local.weekday()], (first_local.day - 1) // 7 + 1
    rules = [f"FREQ=WEEKLY;BYDAY={day}", f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}"]
    places = [place] if place < 5 else []
    if _is_last(first_local):
        places.append(-1)
    for months in (1, 2, 3):
        every = f"FREQ=MONTHLY;INTERVAL={months}" if months > 1 else "FREQ=MONTHLY"
        rules += [f"{every};BYDAY={one}{day}" for one in places]
    rules += [f"FREQ=MONTHLY;BYMONTHDAY={first_local.day}"] if first_local.day <= 28 else []
    rules.append(f"FREQ=YEARLY;BYMONTH={first_local.month};BYMONTHDAY={first_local.day}")
    return [("", _("une seule fois")), *((rule, sentence(rule)) for rule in rules)]


def sentence(rule: str) -> str:
    """The rule in words, in the active language: « tous les deux mois, le 3e mardi, jusqu’au 12 juin 2027 »."""
    if not rule:
        return _("une seule fois")
    try:
        read = read_rule(rule)
    except RuleRefused:
        return rule
    said = _often(read)
    where = _where(read)
    if where is None:
        return _("%(often)s, selon la règle %(rule)s") % {"often": said, "rule": rule}
    pieces = [said, *where, *_end(read)]
    return ", ".join(pieces)


def _is_last(first_local: datetime) -> bool:
    following = first_local.replace(day=28).toordinal() + 4
    last = datetime.fromordinal(following).replace(day=1).toordinal() - 1
    return last - first_local.toordinal() < 7


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def _often(rule: Rule) -> str:
    every = rule.interval
    named = {"count": every}
    match rule.get("FREQ"):
        case "DAILY":
            return ngettext("chaque jour", "tous les %(count)s jours", every) % named
        case "WEEKLY":
            return ngettext("chaque semaine", "toutes les %(count)s semaines", every) % named
        case "MONTHLY":
            return ngettext("chaque mois", "tous les %(count)s mois", every) % named
    return ngettext("chaque année", "tous les %(count)s ans", every) % named


def _where(rule: Rule) -> list[str] | None:
    """Where in the week, the month or the year; None when it takes more than a sentence."""
    if any(rule.get(name) for name in ("BYWEEKNO", "BYYEARDAY")):
        return None
    if rule.get("BYSETPOS"):
        return _by_place(rule)
    said = []
    if rule.days:
        said.append(_listed([_day(place, day, rule) for place, day in rule.days]))
    if rule.get("BYMONTHDAY"):
        numbers = rule.get("BYMONTHDAY").split(",")
        if said:
            return None
        said.append(_listed([_number(int(one)) for one in numbers]))
    if rule.get("BYMONTH"):
        months = _listed([MONTHS[_language()][int(one) - 1] for one in rule.get("BYMONTH").split(",")])
        said.append(_("en %(months)s") % {"months": months})
    return said


def _by_place(rule: Rule) -> list[str] | None:
    """« le dernier jour ouvrable »: the only thing said with BYSETPOS; « 3e mardi » written the long way."""
    places, days = rule.get("BYSETPOS").split(","), rule.days
    if len(places) != 1 or rule.get("BYMONTHDAY") or rule.get("FREQ") != "MONTHLY" or any(one for one, _day in days):
        return None
    if len(days) == 1:
        return [_day(int(places[0]), days[0][1], rule)]
    if [day for _place, day in days] == list(DAYS[:5]) and places[0] in ("1", "-1"):
        return [_("le premier jour ouvrable") if places[0] == "1" else _("le dernier jour ouvrable")]
    return None


def _day(place: int, day: str, rule: Rule) -> str:
    name = DAY_NAMES[_language()][DAYS.index(day)]
    if place == 0:
        return _("le %(day)s") % {"day": name}
    if place == -1:
        return _("le dernier %(day)s") % {"day": name}
    if place < 0:
        return _("le %(place)s %(day)s avant la fin") % {"place": ordinal(-place), "day": name}
    return _("le %(place)s %(day)s") % {"place": ordinal(place), "day": name}


def _number(number: int) -> str:
    if number == -1:
        return _("le dernier jour")
    if number < 0:
        return _("le %(place)s jour avant la fin") % {"place": ordinal(-number)}
    return _("le %(number)s") % {"number": ordinal(number) if number == 1 or _language() == "en" else number}


def ordinal(number: int) -> str:
    """« 1er », « 3e » in French; “1st”, “3rd” in English."""
    if _language() == "fr":
        return "1er" if number == 1 else f"{number}e"
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(first)s et %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _end(rule: Rule) -> list[str]:
    if rule.get("COUNT"):
        count = int(rule.get("COUNT"))
        return [ngettext("une fois", "%(count)s fois", count) % {"count": count}]
    if rule.get("UNTIL"):
        return [_("jusqu’au %(day)s") % {"day": short_day(last_wall(rule.get("UNTIL"), ZoneInfo("UTC")).date())}]
    return []
