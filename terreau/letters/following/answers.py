"""Answers to my threads and my name called: gathered through the day, one letter at 7:30 where I am, whole texts."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.conversation.models import HelpOffer, LastSeen, Message, Solicitation, Thread
from terreau.people.models import Person
from terreau.spine.asking import Question, columns, instance
from terreau.spine.models import JournalEntry
from terreau.spine.outbox import call_later, follows
from terreau.ui.rich import SafeRich

from .. import budget, kinds, quiet
from ..models import Bundle, Line
from ..post import NotNow, send, to_each
from ..words import Quote, Words
from .coming_in import FOLLOW

MESSAGE, OFFER, ASKED = "conversation.message", "conversation.helpoffer", "conversation.solicitation"
HEAVIEST = 14_000  # bytes of other people's words in one letter


@follows("message-posted", "message-edited", "thread-started", "call-opened", "help-offered", "help-asked")
def gather(entry: JournalEntry) -> None:
    """Put what was said beside the other things that wait for the morning of those it answers or calls."""
    about_kind, about_id = _what(entry)
    at = timezone.now()
    for person in (instance(Person, iter(row)) for row in _HERE.ask(people=sorted(_whom(entry)))):
        if budget.may_come(kinds.ANSWERS, person, at):
            _put(person, about_kind, about_id, entry, due_at=quiet.next_morning(at, person.zone))


def _what(entry: JournalEntry) -> tuple[str, int | None]:
    if entry.act == "help-offered":
        return OFFER, entry.about_id
    if entry.act == "help-asked":
        return ASKED, entry.about_id
    return MESSAGE, entry.detail.get("message", entry.about_id)


def _whom(entry: JournalEntry) -> set[int]:
    """Who is called or asked by name, and who opened the thread that is answered; never whoever speaks."""
    if entry.act == "help-asked":
        return {entry.detail["person"]}
    people = set(entry.detail.get("mentions", ()))
    if entry.act in ("message-posted", "help-offered") and (thread := entry.detail.get("thread")):
        people |= {opener for (opener,) in _OPENED.ask(thread=thread)}
    return people - {entry.by_id}


_HERE = Question(lambda *, people: Person.objects.here().filter(pk__in=people).values_list(*columns(Person)))
_OPENED = Question(lambda *, thread: Thread.objects.visible_to(FOLLOW).filter(pk=thread).values_list("opened_by"))


@transaction.atomic
def _put(person: Person, about_kind: str, about_id: int | None, entry: JournalEntry, *, due_at) -> None:
    """Once for each person and thing; whatever begins a bundle also asks for its leaving."""
    if _TOLD.ask(person=person.pk, kind=about_kind, about=about_id):
        return
    begun = _BEGUN.ask(person=person.pk, due_at=due_at)
    bundle = begun[0][0] if begun else _begin(person, entry, due_at)
    Line.objects.create(bundle_id=bundle, person=person, about_kind=about_kind, about_id=about_id)


def _begin(person: Person, entry: JournalEntry, due_at) -> int:
    bundle, new = Bundle.objects.get_or_create(person=person, due_at=due_at, defaults={"entry": entry})
    if new:
        call_later(entry, leave, due_at=due_at)
    return bundle.pk


def _told(*, person, kind, about):
    return Line.objects.filter(person=person, about_kind=kind, about_id=about).values_list("pk")


def _begun(*, person, due_at):
    return Bundle.objects.filter(person=person, due_at=due_at).values_list("pk")


_TOLD, _BEGUN = Question(_told), Question(_begun)


@follows()
def leave(entry: JournalEntry) -> None:
    """Send the bundles that this act began and whose morning has come."""
    at = timezone.now()
    waiting = Bundle.objects.filter(entry=entry, closed_at=None).select_related("person")
    to_each(waiting, lambda bundle: _leave(bundle, entry, at))


def _leave(bundle: Bundle, entry: JournalEntry, at) -> None:
    if at < bundle.due_at:
        raise NotNow("its morning has not come", due_at=bundle.due_at)
    posted = send(kinds.ANSWERS, to=bundle.person, entry=entry, write=lambda viewer: _answers(viewer, bundle), at=at)
    if posted is None or posted.refused_at is None:
        Bundle.objects.filter(pk=bundle.pk).update(closed_at=at)


def _answers(viewer, bundle: Bundle) -> Words | None:
    quotes = [*_asked(viewer, bundle), *_messages(viewer, bundle), *_offers(viewer, bundle)]
    if not quotes:
        return None
    shown = _as_many_as_fit(quotes)
    return Words(
        subject=_subject(quotes, bundle),
        body=shown,
        after=[_and_more(len(quotes) - len(shown))] if len(quotes) > len(shown) else [],
        why=_(
            "Vous recevez ce courriel parce qu’on vous a répondu, ou appelé par votre nom. "
            "Il part une fois par jour au plus."
        ),
    )


def _subject(quotes: list[Quote], bundle: Bundle) -> str:
    if len(quotes) == 1 and _ids(bundle, ASKED):
        return _("%(who)s vous demande") % {"who": quotes[0].by}
    if len(quotes) == 1:
        return _("%(who)s vous répond") % {"who": quotes[0].by}
    return ngettext("%(n)s réponse pour vous", "%(n)s réponses pour vous", len(quotes)) % {"n": len(quotes)}


def _and_more(number: int) -> str:
    return ngettext("Et %(n)s autre, sur les pages.", "Et %(n)s autres, sur les pages.", number) % {"n": number}


def _as_many_as_fit(quotes: list[Quote]) -> list[Quote]:
    weight = 0
    shown: list[Quote] = []
    for quote in quotes:
        weight += min(quote.weight, HEAVIEST // 2)
        if shown and weight > HEAVIEST:
            break
        shown.append(quote)
    return shown


def _ids(bundle: Bundle, kind: str) -> list[int]:
    return [line.about_id for line in bundle.lines.all() if line.about_kind == kind]


def _messages(viewer, bundle: Bundle) -> list[Quote]:
    """What may still be read where the person still is, and was not read on its page meanwhile."""
    rows = Message.objects.visible_to(viewer).filter(pk__in=_ids(bundle, MESSAGE), hidden_at=None, withdrawn_at=None)
    rows = rows.filter(community__in=viewer.all_communities)
    found = rows.select_related("author", "thread", "community").order_by("sent_at")
    marks = LastSeen.objects.visible_to(viewer).filter(thread__in=[m.thread_id for m in found])
    seen = dict(marks.values_list("thread", "position"))
    return [
        _quote(viewer, message)
        for message in found
        if message.edited_at is not None or message.position > seen.get(message.thread_id, 0)
    ]


def _quote(viewer, message: Message) -> Quote:
    mine = message.thread.opened_by_id == viewer.person.pk
    said = _("vous répond dans « %(thread)s »\u00a0:") if mine else _("vous appelle dans « %(thread)s »\u00a0:")
    return Quote(
        message.source,
        by=message.author.name,
        said=said % {"thread": message.thread.name},
        html=SafeRich.from_database(message.html),
        path=message.get_absolute_url(),
    )


def _asked(viewer, bundle: Bundle) -> list[Quote]:
    """What one is asked about by name, while the call is open and one has not answered it."""
    rows = Solicitation.objects.visible_to(viewer).filter(pk__in=_ids(bundle, ASKED), thread__call_closed_at=None)
    rows = rows.filter(community__in=viewer.all_communities)
    rows = rows.exclude(thread__offers__person=viewer.person).exclude(thread__messages__author=viewer.person)
    return [
        Quote(
            asked.thread.name,
            by=asked.by.name,
            said=_("vous demande si vous pouvez aider\u00a0:"),
            path=asked.thread.get_absolute_url(),
        )
        for asked in rows.select_related("by", "thread__community").order_by("asked_at")
    ]


def _offers(viewer, bundle: Bundle) -> list[Quote]:
    rows = HelpOffer.objects.visible_to(viewer).filter(pk__in=_ids(bundle, OFFER))
    rows = rows.filter(community__in=viewer.all_communities)
    said = _("répond à votre appel « %(thread)s »\u00a0: %(kind)s")
    return [
        Quote(
            offer.word,
            by=offer.person.name,
            said=said % {"thread": offer.thread.name, "kind": offer.get_kind_display()},
            path=offer.thread.get_absolute_url(),
        )
        for offer in rows.select_related("person", "thread__community").order_by("at")
    ]
