"""Letters around one date: tomorrow, for those who come; the day after, what came out; a place that came free."""

from datetime import timedelta
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.gathering import by_mail
from terreau.gathering.models import Gathering, Guest, Memory, MemoryText, Presence, QuietPeriod, Series
from terreau.gathering.season import is_quiet
from terreau.gathering.templating import PART_WORDS
from terreau.gathering.views.finding import gathering_for
from terreau.gathering.when import day_said, elsewhere, hours, place_said
from terreau.people.models import Person
from terreau.spine.models import JournalEntry
from terreau.spine.outbox import follows

from .. import kinds
from ..post import NotNow, send, to_each
from ..words import Button, Quote, Words
from .coming_in import FOLLOW
from .gatherings import _expected, _gathering

NEXT_DAY = timedelta(hours=14)


@follows("gathering-near")
def tell_of_tomorrow(entry: JournalEntry) -> None:
    """To those who said they come, and to nobody else; nothing during a pause."""
    at, community = timezone.now(), entry.community
    found = gathering_for(FOLLOW, community, entry.detail.get("handle", "")) if community else None
    if found is None or found.cancelled_at is not None or found.starts_at <= at:
        return
    if is_quiet(list(QuietPeriod.objects.visible_to(FOLLOW).filter(community=community)), found.day):
        return
    to_each(
        _coming(found, at),
        lambda person: send(
            kinds.GATHERING_NEAR,
            to=person,
            entry=entry,
            write=lambda viewer: _tomorrow(viewer, community, found),
            at=at,
            community=community,
        ),
    )


def _coming(found: Gathering, at) -> list[Person]:
    waiting = Presence.objects.visible_to(FOLLOW).filter(gathering=found.pk or 0, waiting_since__isnull=False)
    waits = set(waiting.values_list("person_id", flat=True))
    thing: Gathering | Series | None = found if found.is_touched else found.series
    return [person for person in (_expected(thing, at) if thing else []) if person.pk not in waits]


def _tomorrow(viewer, community, found: Gathering) -> Words | None:
    readable = gathering_for(viewer, community, found.handle)
    if readable is None:
        return None
    words, at = readable.words, timezone.now()
    when = f"{day_said(readable.day, at)}, {hours(readable)}"
    there = elsewhere(readable)
    body: list[str | Quote] = [f"{when}{f' ({there})' if there else ''}, {place_said(words)}"]
    body += [words.link] if words.link and words.is_online else []
    body += [words.phone] if words.phone else []
    body += [_("Pour préparer, si vous voulez\u00a0: %(what)s") % {"what": words.prepare}] if words.prepare else []
    body.append(_("Un empêchement\u00a0? «\u00a0Pas cette fois\u00a0» se dit en un geste, et personne ne le voit."))
    return Words(
        subject=_("%(title)s, %(day)s") % {"title": words.title, "day": day_said(readable.day, at)},
        body=body,
        button=Button(_("Je viens toujours, ou pas"), _inside(by_mail.address_for(viewer.person, readable))),
        why=_("Vous recevez ce courriel parce que vous avez dit que vous venez."),
    )


def _inside(address: str) -> str:
    return "/presence/" + address.split("/presence/", 1)[1]


@follows("memory-published")
def tell_what_came_out(entry: JournalEntry) -> None:
    """The day after, to those who were there: what was learned, what one wanted to try."""
    at = timezone.now()
    memory = Memory.objects.visible_to(FOLLOW).filter(pk=entry.about_id).first()
    found = _gathering(memory.gathering_id) if memory is not None else None
    if memory is None or found is None:
        return
    if at < found.ends_at + NEXT_DAY:
        raise NotNow("the day after", due_at=found.ends_at + NEXT_DAY)
    came = Presence.objects.visible_to(FOLLOW).filter(gathering=found, came_at__isnull=False, person__isnull=False)
    people = Person.objects.here().filter(pk__in=came.values("person")).exclude(pk=entry.by_id or 0)
    to_each(
        people,
        lambda person: send(
            kinds.GATHERING_MEMORY,
            to=person,
            entry=entry,
            write=lambda viewer: _came_out(viewer, found),
            at=at,
            community=found.community,
        ),
    )


def _came_out(viewer, found: Gathering) -> Words | None:
    texts = MemoryText.objects.visible_to(viewer).filter(memory__gathering=found)
    text = min(texts, key=lambda one: one.language != viewer.locale[:2], default=None)
    if text is None:
        return None
    body: list[str | Quote] = []
    for part in ("learnings", "to_try", "decisions"):
        if lines := text.lines(part):
            body += [str(PART_WORDS[part]), Quote("\n".join(lines[:6]))]
    if not body:
        return None
    return Words(
        subject=_("%(title)s\u00a0: ce qui en est sorti") % {"title": found.words.title},
        body=body,
        button=Button(_("Lire la mémoire"), found.get_absolute_url()),
        why=_("Vous recevez ce courriel parce que vous y étiez."),
    )


@follows("seat-freed")
def tell_of_a_seat(entry: JournalEntry) -> None:
    """To who waited and now has a place, at once; to a guest too, when their address is known."""
    at = timezone.now()
    rows = Presence.objects.visible_to(FOLLOW).coming().filter(pk=entry.about_id)
    presence = rows.select_related("person").first()
    found = _gathering(presence.gathering_id) if presence is not None else None
    if presence is None or found is None or found.is_over(at) or found.cancelled_at is not None:
        return
    tell = partial(send, kinds.SEAT_FREED, entry=entry, at=at, community=found.community)
    if presence.person is not None:
        tell(to=presence.person, write=lambda viewer: _seat(viewer, found))
        return
    guest = Guest.objects.visible_to(FOLLOW).welcome().filter(pk=presence.guest_id).first()
    if guest is not None and guest.email:
        address = guest.address
        tell(to=guest.email, write=lambda _viewer: _seat_words(found, address), language=found.community.language)


def _seat(viewer, found: Gathering) -> Words | None:
    if gathering_for(viewer, found.community, found.handle) is None:
        return None
    return _seat_words(found, _inside(by_mail.address_for(viewer.person, found)))


def _seat_words(found: Gathering, address: str) -> Words:
    when = f"{day_said(found.day, timezone.now())}, {hours(found)}, {place_said(found.words)}"
    return Words(
        subject=_("Une place s’est libérée\u00a0: %(title)s") % {"title": found.words.title},
        body=[when, _("Elle est à vous. Si vous ne venez plus, elle ira à la personne suivante.")],
        button=Button(_("Garder ma place, ou la rendre"), address),
        why=_("Vous recevez ce courriel parce que vous étiez sur la liste d’attente."),
    )
