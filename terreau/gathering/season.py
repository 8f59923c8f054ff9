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


def before_each(periods: list[QuietPeriod], today: date, days: list[date]) -> list[list[str]]:
    """For each day shown, the pauses that come just before it, in words: why no date is seen there."""
    ahead = sorted((one for one in periods if today <= one.to_day), key=lambda one: one.from_day)
    rests = []
    for day in days:
        rests.append([_pause_said(one) for one in ahead if one.from_day <= day])
        ahead = [one for one in ahead if one.from_day > day]
    return rests


def _pause_said(one: QuietPeriod) -> str:
    words = {"name": one.name, "from": dates.short_day(one.from_day), "to": dates.short_day(one.to_day)}
    return _("Pause du %(from)s au %(to)s\u00a0: %(name)s.") % words


def is_quiet(periods: list[QuietPeriod], day: date) -> bool:
    """Whether nothing takes place and nothing is sent that day."""
    return any(period.covers(day) for period in periods)
