"""Letters about gatherings, which calendar programs read too: called, moved, cancelled, a guest invited by name."""

from functools import partial

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.community.models import Membership, Seat
from terreau.gathering import by_mail
from terreau.gathering.calendars.inviting import CANCEL, REQUEST, for_gathering, for_series
from terreau.gathering.models import Gathering, Guest, Presence, Series, SeriesAnswer
from terreau.gathering.when import day_said, hours, place_said
from terreau.people.models import Person
from terreau.spine.models import JournalEntry
from terreau.spine.outbox import follows

from .. import kinds
from ..post import send, to_each
from ..words import Button, Invitation, Quote, Words
from .coming_in import FOLLOW

BESIDE = ("community", "circle", "series", "called_by")


@follows("gathering-called", "series-called")
def tell_of_call(entry: JournalEntry) -> None:
    """To the members (of the circle) who wish mail each day: an invitation their calendar understands."""
    at, thing = timezone.now(), _about(entry)
    if thing is None or _is_over(thing, at) or thing.sort.leaves_no_trace:
        return
    to_each(
        _members(thing, entry.by_id),
        lambda person: send(
            kinds.GATHERING_CALLED,
            to=person,
            entry=entry,
            write=lambda viewer: _called(viewer, thing),
            at=at,
            community=thing.community,
        ),
    )


@follows("gathering-moved", "gathering-cancelled", "gathering-restored", "series-ended")
def tell_of_change(entry: JournalEntry) -> None:
    """To those who come, and to guests: at once, whatever their rhythm, because they counted on it."""
    at, thing = timezone.now(), _about(entry)
    if thing is None or _is_over(thing, at):
        return
    for person in _expected(thing, at):
        send(
            kinds.GATHERING_CHANGED,
            to=person,
            entry=entry,
            write=lambda viewer: _changed(viewer, thing, entry.act),
            at=at,
            community=thing.community,
        )
    if isinstance(thing, Gathering):
        for guest in _guests(thing):
            _to_guest(guest, thing, entry, kinds.GATHERING_CHANGED, at)


@follows("gathering-guest-invited")
def tell_guest(entry: JournalEntry) -> None:
    """To somebody invited to one gathering by name: their link, and the date for their calendar."""
    at = timezone.now()
    guest = Guest.objects.visible_to(FOLLOW).welcome().exclude(email="").filter(pk=entry.about_id).first()
    if guest is None:
        return
    thing = _gathering(guest.gathering_id)
    if thing is None or _is_over(thing, at) or thing.cancelled_at is not None:
        return
    _to_guest(guest, thing, entry, kinds.GATHERING_GUEST, at)


def _to_guest(guest: Guest, thing: Gathering, entry: JournalEntry, kind: kinds.Kind, at) -> None:
    send(
        kind,
        to=guest.email,
        entry=entry,
        write=partial(_guest_words, guest, thing, entry.act),
        at=at,
        community=thing.community,
        language=thing.community.language,
    )


# ---- what it is about, and whom ----
def _about(entry: JournalEntry) -> Gathering | Series | None:
    if entry.about_kind == "gathering.series":
        return (
            Series.objects.visible_to(FOLLOW)
            .select_related(*set(BESIDE) - {"series"})
            .filter(pk=entry.about_id)
            .first()
        )
    return _gathering(entry.about_id)


def _gathering(pk) -> Gathering | None:
    row = Gathering.objects.visible_to(FOLLOW).select_related(*BESIDE).filter(pk=pk).first()
    if row is not None and row.series_id:
        row.series.community = row.community
    return row


def _is_over(thing: Gathering | Series, at) -> bool:
    return isinstance(thing, Gathering) and thing.is_over(at)


def _members(thing: Gathering | Series, caller: int | None) -> list[Person]:
    """Active members, of the circle when it is a circle's, who asked for mail each day; not whoever called."""
    if thing.circle_id:
        seats = Seat.objects.visible_to(FOLLOW).taken(timezone.now()).filter(circle=thing.circle_id)
        people = Person.objects.here().filter(pk__in=seats.values("person"))
    else:
        active = Membership.objects.visible_to(FOLLOW).active().filter(community=thing.community_id)
        people = Person.objects.here().filter(pk__in=active.values("person"))
    return list(people.filter(mail_rhythm=Person.Rhythm.DAILY).exclude(pk=caller or 0))


def _expected(thing: Gathering | Series, at) -> list[Person]:
    """Those who said they come, by joining or for this date, and did not decline since."""
    series = thing.pk if isinstance(thing, Series) else thing.series_id
    joined = SeriesAnswer.objects.visible_to(FOLLOW).standing().filter(series=series or 0).values("person")
    coming, declined = Presence.objects.none(), Presence.objects.none()
    if isinstance(thing, Gathering):
        said = Presence.objects.visible_to(FOLLOW).filter(gathering=thing.pk, person__isnull=False)
        coming, declined = said.filter(answer__in=Presence.COMING), said.exclude(answer__in=Presence.COMING)
    people = Person.objects.here().filter(pk__in=joined) | Person.objects.here().filter(pk__in=coming.values("person"))
    return list(people.exclude(pk__in=declined.values("person")).distinct())


def _guests(thing: Gathering) -> list[Guest]:
    return list(Guest.objects.visible_to(FOLLOW).welcome().filter(gathering=thing.pk).exclude(email=""))


def _reads(viewer, thing: Gathering | Series) -> bool:
    return type(thing).objects.visible_to(viewer).filter(pk=thing.pk).exists()


# ---- what they say ----
def _called(viewer, thing: Gathering | Series) -> Words | None:
    if not _reads(viewer, thing) or getattr(thing, "cancelled_at", None) is not None:
        return None
    who = {"who": thing.called_by.name, "title": thing.title, "community": thing.community.called}
    series = isinstance(thing, Series)
    answering = "" if series else by_mail.address_for(viewer.person, thing).removeprefix(settings.ADDRESS)
    button = Button(_("Voir la série"), thing.get_absolute_url()) if series else Button(_("Répondre"), answering)
    body: list = [*_when(thing)]
    if thing.intention:
        body.append(Quote(thing.intention, by=thing.called_by.name, said=_("propose\u00a0:")))
    return Words(
        subject=_("%(title)s, dans %(community)s") % who,
        body=[_("%(who)s vous convie\u00a0: %(title)s.") % who, *body],
        button=button,
        after=[_("Votre agenda peut répondre aussi. Ne pas répondre est permis, et venir sans l’avoir dit aussi.")],
        why=_("Vous recevez ce courriel parce que vous êtes membre de %(community)s et souhaitez un courriel par jour.")
        % who,
        calendar=_calendar(thing, REQUEST, viewer.person.name, viewer.person.email),
    )


def _changed(viewer, thing: Gathering | Series, act: str) -> Words | None:
    if not _reads(viewer, thing):
        return None
    said = _said(thing, act)
    if said is None:
        return None
    method = CANCEL if act == "gathering-cancelled" else REQUEST
    return Words(
        subject=said,
        body=[said, *_why(thing), *([] if method == CANCEL else _when(thing))],
        button=Button(_("Voir la rencontre"), thing.get_absolute_url()),
        why=_("Vous recevez ce courriel parce que vous aviez dit que vous veniez."),
        calendar=_calendar(thing, method, viewer.person.name, viewer.person.email, answered="ACCEPTED"),
    )


def _guest_words(guest: Guest, thing: Gathering, act: str, _viewer) -> Words | None:
    invited = act == "gathering-guest-invited"
    names = {"title": thing.words.title, "community": thing.community.name}
    said = _("Une place vous attend\u00a0: %(title)s, %(community)s") % names if invited else _said(thing, act)
    if said is None:
        return None
    method = CANCEL if act == "gathering-cancelled" else REQUEST
    return Words(
        subject=said,
        body=[said, *_why(thing), *([] if method == CANCEL else _when(thing))],
        button=Button(_("Voir la rencontre"), guest.address),
        why=_("Vous recevez ce courriel parce qu’un membre de %(community)s vous a invité à cette rencontre.") % names,
        calendar=_calendar(thing, method, guest.name, guest.email),
    )


def _said(thing: Gathering | Series, act: str) -> str | None:
    """What happened, or None when it no longer holds."""
    if isinstance(thing, Series):
        return _("La série se termine\u00a0: %(title)s") % {"title": thing.title} if thing.last_day else None
    title = {"title": thing.words.title}
    cancelled = thing.cancelled_at is not None
    last = thing.series.last_day if thing.series else None
    if cancelled and last and thing.original_day and thing.original_day > last:
        return None  # the letter about the end of the series says it
    if act == "gathering-cancelled":
        return _("Rencontre annulée\u00a0: %(title)s") % title if cancelled else None
    if cancelled:
        return None
    if act == "gathering-restored":
        return _("La rencontre a bien lieu\u00a0: %(title)s") % title
    return _("La rencontre change de date\u00a0: %(title)s") % title


def _why(thing: Gathering | Series) -> list:
    why = getattr(thing, "cancelled_why", "")
    return [Quote(why)] if why else []


def _when(thing: Gathering | Series) -> list[str]:
    if isinstance(thing, Series):
        return []
    day = day_said(thing.day, timezone.now())
    return [_("%(day)s, %(hours)s, %(place)s.") % {"day": day, "hours": hours(thing), "place": place_said(thing.words)}]


def _calendar(thing: Gathering | Series, method: str, name: str, address: str, answered: str = "") -> Invitation:
    to = {"name": name, "address": address, "answered": answered}
    lines = for_series(thing, method, **to) if isinstance(thing, Series) else for_gathering(thing, method, **to)
    return Invitation(lines, method)
