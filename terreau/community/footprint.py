"""What this room knows of a person: told in their archive, forgotten when they leave."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.people import footprint
from terreau.spine.models import JournalEntry
from terreau.spine.reading import System

from .models import CultureSection, CultureVersion, Handover, Hat, Invitation, Membership, Report, Seat, Welcome

TOLD = System("a person's own archive")
LEAVING = System("a person leaves for good")


@footprint.section(
    "communautés",
    covers=["community.membership"],
    says=gettext_lazy("vos communautés, votre place et ce que vous en avez dit"),
)
def memberships(person):
    """Where I belong or belonged."""
    for row in Membership.objects.visible_to(TOLD).filter(person=person).select_related("community"):
        yield {
            "community": row.community.name,
            "status": row.status,
            "involvement": row.involvement,
            "since": row.since,
            "joined_at": row.joined_at,
            "brought_by": row.brought_by,
            "farewell": row.farewell,
            "paused_until": row.paused_until,
            "reason": row.reason,
        }


@footprint.section(
    "chapeaux",
    covers=["community.hat", "community.handover"],
    says=gettext_lazy("vos chapeaux et vos passations"),
)
def hats(person):
    """What I carried, and what I handed over."""
    for hat in Hat.objects.visible_to(TOLD).filter(membership__person=person).select_related("community"):
        dates = {"offered_at": hat.offered_at, "accepted_at": hat.accepted_at, "ended_at": hat.ended_at}
        yield {"community": hat.community.name, "hat": hat.kind, **dates}
    given = Handover.objects.visible_to(TOLD).filter(giver__person=person).select_related("community")
    for handover in given:
        words = {"rhythm": handover.rhythm, "promises": handover.promises, "contacts": handover.contacts}
        yield {"community": handover.community.name, "hat": "handover", "offered_at": handover.offered_at, **words}


@footprint.section(
    "cercles",
    covers=["community.seat"],
    says=gettext_lazy("vos cercles"),
)
def seats(person):
    """The circles I sat in."""
    rows = Seat.objects.visible_to(TOLD).filter(person=person).select_related("circle")
    for seat in rows:
        yield {
            "circle": seat.circle.name,
            "since": seat.since,
            "guest_until": seat.guest_until,
            "left_at": seat.left_at,
            "host": seat.is_host,
        }


@footprint.section(
    "invitations",
    covers=["community.invitation"],
    says=gettext_lazy("les invitations que vous avez faites ou reçues"),
)
def invitations(person):
    """What I wrote to others, and what was written to my address."""
    mine = Q(by=person) | (Q(email=person.email) if person.email else Q(pk=None))
    rows = Invitation.objects.visible_to(TOLD).filter(mine).select_related("community", "by")
    for row in rows:
        yield {
            "community": row.community.name,
            "by": row.by.name,
            "name": row.name,
            "email": row.email,
            "word": row.word,
            "made_at": row.made_at,
        }


@footprint.section(
    "accueil",
    covers=["community.welcome"],
    says=gettext_lazy("qui vous avez accueilli, et qui vous accueille"),
)
def welcomes(person):
    """Whom I welcomed, and who welcomed me."""
    rows = Welcome.objects.visible_to(TOLD).filter(Q(welcomer__person=person) | Q(newcomer__person=person))
    for row in rows.select_related("welcomer__person", "newcomer__person"):
        names = {"welcomer": row.welcomer.person.name, "newcomer": row.newcomer.person.name}
        yield {**names, "word": row.word, "taken_at": row.taken_at, "ended_at": row.ended_at}


@footprint.section(
    "culture",
    covers=["community.culturesection", "community.cultureversion"],
    says=gettext_lazy("ce que vous avez écrit dans les pages de culture"),
)
def culture(person):
    """What I wrote in culture pages."""
    for row in CultureVersion.objects.visible_to(TOLD).filter(written_by=person).select_related("section__community"):
        where = {"community": row.section.community.name, "part": row.section.kind}
        yield {**where, "version": row.number, "text": row.source, "written_at": row.written_at}


@footprint.section(
    "signalements",
    covers=["community.report"],
    says=gettext_lazy("vos signalements, et les décisions qui vous concernent"),
)
def reports(person):
    """What I reported, and decisions about me, without the name of who reported."""
    rows = Report.objects.visible_to(TOLD).filter(Q(by=person) | Q(concerning=person, decided_at__isnull=False))
    for row in rows.select_related("community"):
        own = row.by_id == person.pk
        said = {
            "reason": row.reason if own else "",
            "made_at": row.made_at,
            "outcome": row.outcome,
            "answer": row.answer,
        }
        yield {"community": row.community.name, "by_me": own, **said}


@footprint.objection
def last_coordinator(person):
    """A community whose members would be left without coordination; alone, one hands over to nobody."""
    for membership in _active(person):
        if not _is_alone(membership) and _is_last_to_coordinate(membership):
            told = _(
                "Dans «\u00a0%(name)s\u00a0», il n’y a personne d’autre à la coordination. Passez d’abord le relais."
            )
            page = reverse("community:handing-over", args=[membership.community.slug])
            yield footprint.First(told % {"name": membership.community.name}, page)


def _active(person):
    rows = Membership.objects.visible_to(LEAVING).active().filter(person=person)
    return rows.select_related("community", "person")


def _is_alone(membership) -> bool:
    others = Membership.objects.visible_to(LEAVING).filter(community=membership.community)
    return not others.active().exclude(pk=membership.pk).exists()


def _is_last_to_coordinate(membership) -> bool:
    worn = Hat.objects.visible_to(LEAVING).worn().filter(community=membership.community, kind=Hat.Kind.COORDINATION)
    wearers = set(worn.filter(membership__status="active").values_list("membership", flat=True))
    return wearers == {membership.pk}


@footprint.erasure
def forget(person, at, keep_words):
    """Places, hats and seats end; words that are about oneself go; what was given stays if the person keeps it."""
    for membership in _active(person):
        if not _is_alone(membership):
            Hat.keep_a_coordinator(membership)  # under a lock: of two who leave at once, one stays
        membership.community.record("membership-left", by=person, about=membership, at=at)
    own = Membership.objects.visible_to(LEAVING).filter(person=person)
    keys = list(own.values_list("pk", flat=True))
    Hat.objects.filter(membership__in=keys, ended_at=None).update(ended_at=at)
    Seat.objects.filter(person=person, left_at=None).update(left_at=at)
    Welcome.objects.filter(Q(welcomer__in=keys) | Q(newcomer__in=keys), ended_at=None).update(ended_at=at)
    Invitation.objects.filter(Q(by=person) | Q(email=person.email), revoked_at=None).update(revoked_at=at)
    Invitation.objects.filter(Q(by=person) | Q(email=person.email)).update(email="", name="", word="")
    if not keep_words:
        Report.objects.filter(by=person).update(reason="")
    Report.objects.filter(by=person).update(by=None)
    Report.objects.filter(decided_by=person).update(decided_by=None)
    Report.objects.filter(concerning=person).update(concerning=None)
    _forget_memberships(keys, at, keep_words)
    if not keep_words:
        Welcome.objects.filter(welcomer__in=keys).update(word="")
        Handover.objects.filter(giver__in=keys).update(rhythm="", promises="", contacts="")
        _forget_culture(person)


def _forget_memberships(keys: list[int], at, keep_words: bool) -> None:
    rows = Membership.objects.filter(pk__in=keys)
    gone = [Membership.Status.LEFT, Membership.Status.REMOVED]
    rows.exclude(status__in=gone).update(status=Membership.Status.LEFT, since=at)
    rows.update(brought_by="", reason="", paused_until=None, invited_by=None)
    if not keep_words:
        rows.update(farewell="")
    about = {"about_kind": "community.membership", "about_id__in": keys}
    JournalEntry.objects.filter(**about).update(detail={})


def _forget_culture(person) -> None:
    """Their versions go; a part they wrote last goes back to what others wrote before, or to nothing."""
    rows = CultureVersion.objects.visible_to(LEAVING)
    written = CultureSection.objects.visible_to(LEAVING).filter(versions__written_by=person).distinct()
    sections = list(written)
    CultureVersion.objects.filter(written_by=person)._raw_delete(CultureVersion.objects.db)
    for section in sections:
        last = rows.filter(section=section).order_by("-number").first()
        said = {"source": last.source if last else "", "html": last.html if last else ""}
        CultureSection.objects.filter(pk=section.pk, written_by=person).update(written_by=None, **said)
