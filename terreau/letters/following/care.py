"""Letters of those who take care: somebody waits for an answer, nobody said hello, something was decided."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.community.models import Hat, Membership, Report, Welcome
from terreau.conversation.models import Mention, Message
from terreau.people.models import Person
from terreau.spine.models import JournalEntry
from terreau.spine.outbox import follows

from .. import kinds
from ..models import Posted
from ..post import NotNow, send, to_each
from ..words import Button, Quote, Words
from .coming_in import FOLLOW

AT_MOST_EVERY = timedelta(days=1)
BEFORE_GREETING = timedelta(days=3)
MOST = 20  # requests in one letter
_WHO_ANSWERS = {"membership-asked": "admit", "report-made": "moderate"}


def holders(community, power: str, kind: str | None = None) -> list[Person]:
    """The active members of a community whose hats carry `power`."""
    carrying = [hat for hat, powers in Hat.CARRIES.items() if power in powers and kind in (None, hat)]
    hats = Hat.objects.visible_to(FOLLOW).worn().filter(community=community, kind__in=carrying)
    active = hats.filter(membership__status=Membership.Status.ACTIVE)
    return list(Person.objects.here().filter(pk__in=active.values("membership__person")).order_by("pk"))


@follows("membership-asked", "report-made")
def tell_who_answers(entry: JournalEntry) -> None:
    """To who admits or moderates: what waits, all of it in one letter, once a day at most."""
    if entry.community is not None:
        people = holders(entry.community, _WHO_ANSWERS[entry.act])
        to_each((person for person in people if person.pk != entry.by_id), lambda person: _tell(person, entry))


def _tell(person: Person, entry: JournalEntry) -> None:
    at = timezone.now()
    mine = Posted.objects.filter(person=person, kind=kinds.TO_ANSWER.name, entry__community=entry.community)
    if mine.filter(at__gte=entry.at).exists():  # that letter already said what waits, this too
        return
    if last := mine.filter(at__gt=at - AT_MOST_EVERY).order_by("-at").first():
        raise NotNow("told a moment ago", due_at=last.at + AT_MOST_EVERY)
    community = entry.community
    send(kinds.TO_ANSWER, to=person, entry=entry, write=lambda v: _waiting(v, community), at=at, community=community)


def _waiting(viewer, community) -> Words | None:
    """Everything that waits for an answer from this viewer; None once nothing does."""
    body: list[str | Quote] = [*_requests(viewer, community), *_reports(viewer, community)]
    if not body:
        return None
    return Words(
        subject=_("%(community)s\u00a0: quelqu’un attend une réponse") % {"community": community.called},
        body=body,
        button=Button(_("Répondre"), _place(body, community)),
        why=_(
            "Vous recevez ce courriel parce que vous portez un chapeau dans cette communauté. "
            "Il part une fois par jour au plus."
        ),
    )


def _place(body: list, community) -> str:
    """Where all of it is answered."""
    requests, reports = (any(isinstance(piece, kind) for piece in body) for kind in (Quote, str))
    name = "stewarding" if requests and reports else "requests" if requests else "moderation"
    return reverse(f"community:{name}", args=[community.slug])


def _requests(viewer, community) -> list[Quote]:
    if not _may(viewer, community, "admit"):
        return []
    asked = Membership.objects.visible_to(viewer).filter(community=community, status=Membership.Status.REQUESTED)
    said = _("demande à entrer")
    rows = asked.select_related("person").order_by("since")[:MOST]
    return [Quote(row.brought_by, by=row.person.name, said=said) for row in rows]


def _reports(viewer, community) -> list[str]:
    if not _may(viewer, community, "moderate"):
        return []
    waiting = Report.objects.visible_to(viewer).filter(community=community).exclude(by=viewer.person).waiting()
    if not (number := waiting.count()):
        return []
    said = ngettext("%(n)s signalement attend une réponse.", "%(n)s signalements attendent une réponse.", number)
    return [said % {"n": number}]


def _may(viewer, community, power: str) -> bool:
    membership = viewer.membership_in(community)
    return membership is not None and membership.may(power)


@follows("membership-joined")
def tell_nobody_said_hello(entry: JournalEntry) -> None:
    """Three days after an arrival, to who welcomes and never to the newcomer, when nobody said hello."""
    if timezone.now() < entry.at + BEFORE_GREETING:
        raise NotNow("three days to say hello", due_at=entry.at + BEFORE_GREETING)
    rows = Membership.objects.visible_to(FOLLOW).active().select_related("community", "person")
    newcomer = rows.filter(pk=entry.about_id, joined_at=entry.at).first()
    if newcomer is None or newcomer.joined_at == newcomer.community.founded_at or _was_greeted(newcomer):
        return
    welcome = Welcome.of(newcomer)
    people = [welcome.welcomer.person] if welcome else holders(newcomer.community, "welcome", Hat.Kind.COORDINATION)
    to_each(
        (person for person in people if person != newcomer.person),
        lambda person: send(
            kinds.GREETING,
            to=person,
            entry=entry,
            write=lambda viewer: _greeting(viewer, newcomer, welcome),
            at=timezone.now(),
            community=newcomer.community,
        ),
    )


def _was_greeted(newcomer: Membership) -> bool:
    """Whether somebody left a word, called their name or answered them."""
    person, community = newcomer.person, newcomer.community
    welcome = Welcome.of(newcomer)
    called = Mention.objects.visible_to(FOLLOW).filter(community=community, person=person)
    answered = Message.objects.visible_to(FOLLOW).filter(community=community, thread__opened_by=person)
    return bool(welcome and welcome.word) or called.exists() or answered.exclude(author=person).exists()


def _greeting(viewer, newcomer: Membership, welcome: Welcome | None) -> Words | None:
    if viewer.membership_in(newcomer.community) is None:
        return None
    name = {"name": newcomer.person.name, "community": newcomer.community.called}
    if welcome:
        second = _("Vous avez proposé de l’accueillir\u00a0: un mot de vous suffit.")
        why = _("Vous recevez ce courriel parce que vous accueillez cette personne.")
    else:
        second = _("Personne ne l’accueille encore\u00a0: vous, ou quelqu’un à qui vous pensez ?")
        why = _("Vous recevez ce courriel parce que vous coordonnez cette communauté.")
    return Words(
        subject=_("%(name)s n’a pas encore eu de bonjour") % name,
        body=[_("%(name)s est dans %(community)s depuis trois jours.") % name, second],
        button=Button(_("Dire bonjour"), reverse("community:person", args=[newcomer.community.slug, newcomer.key])),
        why=why,
    )
