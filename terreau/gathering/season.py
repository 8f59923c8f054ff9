"""The season in words: quiet now, or soon."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from terreau.ui import dates

from .models import QuietPeriod

SOON = timedelta(days=30)


def in_words(periods: list[QuietPeriod], today: date) -> str:
    """« La communauté se repose jusqu’au 2 septembre (l’été). », or nothing."""
    for period in periods:
        words = {"name": period.name, "from": dates.short_day(period.from_day), "to": dates.short_day(period.to_day)}
        if period.covers(today):
            return _("La communauté se repose jusqu’au %(to)s inclus\u00a0: %(name)s.") % words
        if today < period.from_day <= today + SOON:
            return _("Bientôt une pause, du %(from)s au %(to)s\u00a0: %(name)s.") % words
    return ""


def before_last(periods: list[QuietPeriod], today: date, last: date) -> list[str]:
    """The pauses between today and the last day shown, in words: why no date is seen there."""
    ahead = sorted(
        (one for one in periods if today <= one.to_day and one.from_day <= last), key=lambda one: one.from_day
    )
    said = _("Pause du %(from)s au %(to)s\u00a0: %(name)s.")
    days = [
        {"name": one.name, "from": dates.short_day(one.from_day), "to": dates.short_day(one.to_day)} for one in ahead
    ]
    return [said % words for words in days]


def is_quiet(periods: list[QuietPeriod], day: date) -> bool:
    """Whether nothing takes place and nothing is sent that day."""
    return any(period.covers(day) for period in periods)
