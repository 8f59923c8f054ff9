"""Days and hours in words, in the active language and time zone. Fast: no locale library in the way of a page."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language

DAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


SHORT_MONTHS = {
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def local(moment: date | datetime) -> date | datetime:
    """The moment in the reader's time zone; a bare day stays what it is."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def short_day(moment) -> str:
    """« 4 décembre 2025 »."""
    when = local(moment)
    language = _language()
    number = "1er" if language == "fr" and when.day == 1 else str(when.day)
    return f"{number} {MONTHS[language][when.month - 1]} {when.year}"


def day(moment) -> str:
    """« jeudi 4 décembre 2025 »."""
    when = local(moment)
    return f"{DAYS[_language()][when.weekday()]} {short_day(when)}"


def month(moment) -> str:
    """« décembre 2025 »."""
    when = local(moment)
    return f"{MONTHS[_language()][when.month - 1]} {when.year}"


def short_month(moment) -> str:
    """« déc. 2025 », for the foot of a drawing."""
    when = local(moment)
    return f"{SHORT_MONTHS[_language()][when.month - 1]} {when.year}"


def day_month(moment) -> str:
    """« 4 déc. », for the foot of a drawing."""
    when = local(moment)
    language = _language()
    number = "1er" if language == "fr" and when.day == 1 else str(when.day)
    return f"{number} {SHORT_MONTHS[language][when.month - 1]}"


def clock(moment: datetime) -> str:
    """« 12 h 15 », « 9 h » in French; « 12:15 » in English."""
    when = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    if _language() == "en":
        return f"{when.hour}:{when.minute:02d}"
    return f"{when.hour}\u00a0h" + (f"\u00a0{when.minute:02d}" if when.minute else "")


def ago(moment, *, as_of: datetime | None = None) -> str:
    """« aujourd’hui », « hier », « samedi » within the week, then « le 4 mars », with the year once it is another."""
    today = local(as_of or timezone.now())
    today = today.date() if isinstance(today, datetime) else today
    when = local(moment)
    then = when.date() if isinstance(when, datetime) else when
    language = _language()
    days = (today - then).days
    if days in (0, 1):
        return {"fr": ("aujourd’hui", "hier"), "en": ("today", "yesterday")}[language][days]
    if 1 < days < 7:
        return DAYS[language][then.weekday()]
    said = short_day(then)
    if then.year == today.year and abs(days) < 320:
        said = said.rsplit(" ", 1)[0]
    return f"le {said}" if language == "fr" else f"on {said}"


def until(moment, *, as_of: datetime | None = None) -> str:
    """« aujourd’hui », « demain », « vendredi » within the week, then « le 4 mars »: for what is still to come."""
    today = local(as_of or timezone.now())
    today = today.date() if isinstance(today, datetime) else today
    when = local(moment)
    then = when.date() if isinstance(when, datetime) else when
    days = (then - today).days
    language = _language()
    if days in (0, 1):
        return {"fr": ("aujourd’hui", "demain"), "en": ("today", "tomorrow")}[language][days]
    if 1 < days < 7:
        return DAYS[language][then.weekday()]
    return ago(then, as_of=as_of)


def up_to(moment, *, as_of: datetime | None = None) -> str:
    """« jusqu’à ce soir », « jusqu’à demain », « jusqu’à vendredi », then « jusqu’au 4 mars »: that day included."""
    said = until(moment, as_of=as_of)
    if _language() == "en":
        return "until tonight" if said == "today" else f"until {said.removeprefix('on ')}"
    if said.startswith("le "):
        return f"jusqu’au {said.removeprefix('le ')}"
    return "jusqu’à ce soir" if said == "aujourd’hui" else f"jusqu’à {said}"


def in_days(days: int, *, as_of: datetime) -> date:
    """The local day that many days after `as_of`."""
    return (timezone.localtime(as_of) + timedelta(days=days)).date()
