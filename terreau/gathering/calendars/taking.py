"""Taking an answer that came by mail: the same verbs as on the page, or kept with its reason."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from terreau.community.viewer import Viewer
from terreau.people.models import Person

from ..models import Gathering, Guest, Presence, Series, SeriesAnswer, StrayReply
from ..models.reply import RECEIVING
from .replies import Reply

Why = StrayReply.Why


@dataclass(frozen=True)
class Taken:
    """What became of an answer: `kept` is None when it was taken."""

    what: str
    kept: StrayReply | None = None


class _Stray(Exception):
    """It cannot be taken: why, and what is known of what it is about."""

    def __init__(self, why: str, detail: str = "", **about):
        super().__init__(why)
        self.why, self.detail, self.about = why, detail, about


def take(reply: Reply, *, at: datetime) -> Taken:
    """Write the answer down as its person would have on the page, or keep it with its reason. Twice is once."""
    try:
        with transaction.atomic():
            return Taken(_take(reply, at))
    except _Stray as stray:
        fields = {"address": reply.address, "said": reply.said, "why": stray.why, "detail": stray.detail[:300]}
        kept = StrayReply.keep(mark=reply.mark, at=at, **fields, **stray.about)
        return Taken(f"kept: {stray.why}", kept)


def _take(reply: Reply, at: datetime) -> str:
    series, single = _about(reply.uid)
    thing = series or single
    if thing is None:
        raise _Stray(Why.NO_GATHERING)
    about: dict[str, Any] = {"community": thing.community, "series": series, "gathering": single}
    if reply.sender != reply.address:
        raise _Stray(Why.SENDER, reply.sender, **about)
    guest = _guest(reply, series, single)
    person = Person.objects.at_address(reply.address)
    if guest is None and person is None:
        raise _Stray(Why.NOBODY, **about)
    if guest is None:
        _check_reads(person, thing, about)
    try:
        if series is not None and reply.original is None:
            return _whole(reply, series, person, at)
        return _one(reply, _date(reply, series, single, about), person, guest, at)
    except ValidationError as refused:
        raise _Stray(Why.REFUSED, " ".join(refused.messages), **about) from refused


def _about(uid: str) -> tuple[Series | None, Gathering | None]:
    series = Series.objects.visible_to(RECEIVING).filter(uid=uid).select_related("community", "circle").first()
    if series is not None:
        return series, None
    rows = Gathering.objects.visible_to(RECEIVING).filter(uid=uid)
    return None, rows.select_related("community", "circle", "series").first()


def _guest(reply: Reply, series: Series | None, single: Gathering | None) -> Guest | None:
    """Somebody invited to this date only, by the address they were written to."""
    rows = Guest.objects.visible_to(RECEIVING).welcome().filter(email__iexact=reply.address)
    if series is not None:
        return rows.filter(gathering__series=series, gathering__original_day=_day(reply, series)).first()
    return rows.filter(gathering=single).first()


def _check_reads(person: Person, thing: Series | Gathering, about: dict) -> None:
    if not person.is_active or not type(thing).objects.visible_to(Viewer(person)).filter(pk=thing.pk).exists():
        raise _Stray(Why.NOT_THEIRS, **about)


def _date(reply: Reply, series: Series | None, single: Gathering | None, about: dict) -> Gathering:
    """The date that is answered."""
    if single is not None or series is None:
        assert single is not None
        return single
    day = _day(reply, series)
    rows = Gathering.objects.visible_to(RECEIVING).filter(series=series, original_day=day)
    if (row := rows.select_related("community", "circle").first()) is not None:
        row.series = series
        return row
    moment = series.moment_of(day) if day is not None else None
    if moment is None or day is None:
        raise _Stray(Why.NO_DATE, str(day), **about)
    return Gathering.untouched(series, day, moment)


def _day(reply: Reply, series: Series) -> date | None:
    """The day of the series that a RECURRENCE-ID stands for."""
    original = reply.original
    if isinstance(original, datetime):
        return (original.astimezone(series.tz) if original.tzinfo else original).date()
    return original


def _whole(reply: Reply, series: Series, person: Person, at: datetime) -> str:
    """A series joined or left; « maybe » to a whole series leaves things as they are."""
    mine = SeriesAnswer.objects.visible_to(RECEIVING).standing().filter(series=series, person=person)
    if reply.said == "ACCEPTED":
        SeriesAnswer.join(series, person, at=at, way=_way(series))
        return "joined"
    if reply.said == "DECLINED" and (standing := mine.first()) is not None:
        standing.leave(at=at)
        return "left"
    return "unchanged"


def _one(reply: Reply, date_: Gathering, person, guest, at: datetime) -> str:
    """One date answered; « maybe » is no answer here, and takes back the one there was."""
    who = {"guest": guest} if guest is not None else {"person": person}
    said = Presence.objects.visible_to(RECEIVING).filter(gathering=date_.pk or 0, **who).first()
    if said is not None and reply.sent_at is not None and reply.sent_at < said.answered_at:
        return "older than what was said since"
    if reply.said == "TENTATIVE":
        if guest is None:
            date_.forget_answer(person=person, at=at)
        return "maybe"
    date_.answer(_way(date_.words) if reply.said == "ACCEPTED" else "not", at=at, **who)
    return "coming" if reply.said == "ACCEPTED" else "not this time"


def _way(words) -> str:
    return "here" if words.has_room else "online"
