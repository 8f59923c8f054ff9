"""One gathering, or the rule of a series, as a VEVENT (RFC 5545, 3.6.1), in the language that is active."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Gathering, Series
from ..models.described import Described
from ..recurrence import expand, on_the_clock, read_rule
from ..recurrence_rule import last_wall
from .lines import line, parameter, text, universal, wall


class Written(NamedTuple):
    """An event as a calendar holds it: its lines, the clock they are read on, the first year they need of it."""

    lines: str
    zone: str
    year: int


@dataclass
class Event:
    """What a calendar is told of one date, or of one rule. `start` and `original` are on the wall, in `zone`."""

    words: Described
    uid: str
    sequence: int
    stamp: datetime
    path: str
    start: datetime
    zone: ZoneInfo
    title: str = ""
    rule: str = ""
    left_out: list[datetime] = field(default_factory=list)
    original: datetime | None = None
    cancelled: bool = False
    why: str = ""
    busy: bool = True
    waiting: bool = False
    about: str = ""  # the community, where several stand together
    people: str = ""  # lines of ORGANIZER and ATTENDEE, in a mail

    @property
    def written(self) -> Written:
        """The whole VEVENT, in the active language."""
        return Written(self._lines(), self.zone.key, self.start.year)

    def _lines(self) -> str:
        said = [line("BEGIN", "VEVENT"), line("UID", self.uid), line("DTSTAMP", universal(self.stamp))]
        said += [line("LAST-MODIFIED", universal(self.stamp)), line("SEQUENCE", str(self.sequence))]
        if self.original is not None:
            said.append(self._moment("RECURRENCE-ID", self.original))
        begin = on_the_clock(self.start, self.zone)
        said.append(self._moment("DTSTART", self.start))
        said.append(self._moment("DTEND", (begin + self.words.lasts).astimezone(self.zone).replace(tzinfo=None)))
        if self.rule:
            said.append(line("RRULE", self.rule))
        said += [self._moment("EXDATE", one) for one in self.left_out]
        said += [line("SUMMARY", text(self._summary())), line("DESCRIPTION", text(self._description()))]
        said += self._where()
        said += [line("URL", settings.ADDRESS + self.path), line("STATUS", self._status())]
        said += [line("TRANSP", "OPAQUE" if self.busy and not self.cancelled else "TRANSPARENT")]
        return "".join([*said, self.people, line("END", "VEVENT")])

    def _moment(self, name: str, moment: datetime) -> str:
        if self.zone.key == "UTC":
            return line(name, f"{wall(moment)}Z")
        return line(f"{name};TZID={self.zone.key}", wall(moment))

    def _status(self) -> str:
        if self.cancelled:
            return "CANCELLED"
        return "TENTATIVE" if self.waiting else "CONFIRMED"

    def _summary(self) -> str:
        title = self.title or self.words.title
        if self.about:
            title = _("%(title)s · %(community)s") % {"title": title, "community": self.about}
        return _("Annulée\u00a0: %(title)s") % {"title": title} if self.cancelled else title

    def _description(self) -> str:
        words, said = self.words, []
        if self.cancelled and self.why:
            said.append(self.why)
        if self.waiting:
            said.append(_("Vous êtes sur la liste d’attente."))
        if words.intention:
            said.append(words.intention)
        if words.is_online and words.link:
            said.append(_("Visio\u00a0: %(link)s") % {"link": words.link})
        if words.phone:
            said.append(_("Téléphone\u00a0: %(phone)s") % {"phone": words.phone})
        if words.prepare:
            said.append(_("Pour préparer, si on veut\u00a0: %(prepare)s") % {"prepare": words.prepare})
        said.append(_("Répondre, lire la suite\u00a0: %(address)s") % {"address": settings.ADDRESS + self.path})
        return "\n\n".join(said)

    def _where(self) -> list[str]:
        words = self.words
        room = words.place if words.has_room else ""
        line_open = words.link if words.is_online else ""
        said = [line("LOCATION", text(room or line_open or words.phone))] if room or line_open or words.phone else []
        if line_open:
            said.append(line(f"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL={parameter(words.title)}", line_open))
        return said


def of_series(series: Series, start: datetime, left_out: Iterable[datetime], **more) -> Event:
    """The rule of a series from one of its dates on (wall clock), without those `left_out`."""
    return Event(
        words=series,
        uid=series.uid,
        sequence=series.sequence,
        stamp=series.changed_at,
        path=series.get_absolute_url(),
        start=start,
        zone=series.tz,
        rule=rule_from(series, start),
        left_out=sorted(left_out),
        **more,
    )


@lru_cache(maxsize=256)
def _place(slug: str) -> str:
    """Where the dates of a community are: asked once, for calendars of hundreds of them."""
    return reverse("gathering:gatherings", args=[slug])


def of_gathering(gathering: Gathering, **more) -> Event:
    """One date: alone, or one of a series that says something of its own."""
    series, day = (gathering.series, gathering.original_day) if gathering.series_id else (None, None)
    original = datetime.combine(day, series.at_time) if series and day else None
    start, zone = gathering.local_start, series.tz if series else gathering.community.zone
    if start.fold:  # the second of two same hours has no name on the wall
        start, zone = start.astimezone(ZoneInfo("UTC")), ZoneInfo("UTC")
        if series and original:
            original = on_the_clock(original, series.tz).astimezone(zone).replace(tzinfo=None)
    return Event(
        words=gathering.words,
        uid=gathering.calendar_uid,
        sequence=gathering.sequence + (series.sequence if series else 0),
        stamp=max(gathering.changed_at, series.changed_at) if series else gathering.changed_at,
        path=f"{_place(gathering.community.slug)}{gathering.handle}/",
        start=start.replace(tzinfo=None, fold=0),
        zone=zone,
        original=original,
        cancelled=gathering.cancelled_at is not None,
        why=gathering.cancelled_why,
        **more,
    )


def rule_from(series: Series, start: datetime) -> str:
    """The RRULE of a series seen from one of its dates: its end in universal time, and no count once dates went by."""
    rule = read_rule(series.rule_now)
    until = rule.get("UNTIL")
    if until:
        last = on_the_clock(last_wall(until, series.tz), series.tz)
    elif rule.get("COUNT") and start > series.first_local:
        last = expand(rule.text, series.first_local, series.tz)[-1]
    else:
        return rule.text
    return f"{rule.without_end().text};UNTIL={universal(last)}"
