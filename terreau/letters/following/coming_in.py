"""Letters around the door of a community: invited, asked for, admitted or not, a hat offered."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.community.models import Handover, Hat, Invitation, Membership
from terreau.community.viewer import Viewer
from terreau.gathering.occasions import next_among
from terreau.gathering.when import day_said, hours
from terreau.people.models import Person
from terreau.people.zones import city_of
from terreau.spine.models import JournalEntry
from terreau.spine.outbox import follows
from terreau.spine.reading import System
from terreau.ui import dates

from .. import kinds
from ..post import send
from ..words import Button, Quote, Words

FOLLOW = System("a letter follows an act")


@follows("invitation-written")
def send_invitation(entry: JournalEntry) -> None:
    """To the address an invitation is bound to, while it opens something and its writer may still invite."""
    rows = Invitation.objects.visible_to(FOLLOW).select_related("community", "by", "circle")
    invitation = rows.filter(pk=entry.about_id).exclude(email="").first()
    if invitation is None:
        return
    at = timezone.now()
    known = Person.objects.at_address(invitation.email)
    opens = invitation.is_open(at) and invitation.inviter_still_may(at)
    send(
        kinds.INVITATION,
        to=invitation.email,
        entry=entry,
        write=lambda viewer: _invitation(invitation) if opens else None,
        at=at,
        community=invitation.community,
        language=known.language if known else invitation.community.language,
    )


def _invitation(invitation: Invitation) -> Words:
    community, who = invitation.community, invitation.by.name
    names = {"who": who, "community": community.name}
    body: list[str | Quote] = [_("%(who)s vous invite dans %(community)s, une communauté de pratique.") % names]
    if invitation.word:
        body.append(Quote(invitation.word, by=who, said=_("vous écrit\u00a0:")))
    if community.purpose:
        body.append(_("Ce qui réunit ces personnes\u00a0: %(purpose)s") % {"purpose": community.purpose})
    if invitation.circle is not None and invitation.guest_until is not None:
        last = invitation.community.day(invitation.guest_until)
        said = {"circle": invitation.circle.name, "day": dates.short_day(last)}
        body.append(
            _("Une place vous y attend dans le cercle « %(circle)s », comme personne invitée, jusqu’au %(day)s.") % said
        )
    body += _next_date(invitation)
    body.append(_("Rien n’est demandé d’avance. On peut venir lire, écouter, et repartir."))
    once = _("L’invitation est à votre nom et sert une fois, jusqu’au %(day)s. Il n’y aura pas de rappel.")
    return Words(
        subject=_("%(who)s vous invite\u00a0: %(community)s") % names,
        body=body,
        button=Button(_("Voir l’invitation"), reverse("community:invitation", args=[invitation.token()])),
        after=[once % {"day": dates.short_day(invitation.expires_at)}],
        why=_("%(who)s a écrit votre adresse pour vous inviter\u00a0: c’est pourquoi vous recevez ce courriel.")
        % names,
    )


def _next_date(invitation: Invitation) -> list[str]:
    """When those who are there meet next: the whole community, or the circle of a guest. Not what about."""
    at, circle = timezone.now(), invitation.circle if invitation.is_for_guest else None
    one = next_among(Viewer(invitation.by), invitation.community, circle, at)
    if one is None:
        return []
    said = {"day": day_said(one.day, at), "hours": hours(one), "city": city_of(invitation.community.time_zone)}
    return [_("La prochaine rencontre\u00a0: %(day)s, %(hours)s (heure\u00a0: %(city)s).") % said]


@follows("membership-joined", "membership-refused", "membership-removed")
def tell_what_was_decided(entry: JournalEntry) -> None:
    """To the person, when somebody else decided: let in, not let in, taken out."""
    rows = Membership.objects.visible_to(FOLLOW).select_related("community", "person")
    membership = rows.filter(pk=entry.about_id).first()
    if membership is None or entry.by_id in (None, membership.person_id):
        return
    if entry.act == "membership-joined" and not _was_asked(entry):
        return
    kind, write = _DECISIONS[entry.act]
    who = entry.by.name if entry.by else ""
    send(
        kind,
        to=membership.person,
        entry=entry,
        write=lambda viewer: write(viewer, membership, who),
        at=timezone.now(),
        community=membership.community,
    )


def _was_asked(entry: JournalEntry) -> bool:
    """Whether the person had asked: somebody added by hand or by an import is not written to unless asked."""
    same = JournalEntry.objects.filter(about_kind=entry.about_kind, about_id=entry.about_id, pk__lt=entry.pk)
    return same.filter(act="membership-asked").exists()


def _admitted(viewer, membership: Membership, who: str) -> Words | None:
    community = membership.community
    if viewer.membership_in(community) is None:
        return None
    return Words(
        subject=_("Vous êtes membre de %(community)s") % {"community": community.name},
        body=[_("%(who)s vous a ouvert la porte.") % {"who": who}],
        button=Button(_("Entrer"), community.get_absolute_url()),
        why=_("Vous recevez ce courriel parce que vous avez demandé à entrer dans cette communauté."),
    )


def _refused(viewer, membership: Membership, who: str) -> Words | None:
    said = _("Votre demande d’entrer dans %(community)s n’a pas été retenue cette fois.")
    why = _("Vous recevez ce courriel parce que vous avez demandé à entrer dans cette communauté.")
    return _closed(membership, said, _("Réponse à votre demande\u00a0: %(community)s"), why)


def _removed(viewer, membership: Membership, who: str) -> Words | None:
    said = _("Vous ne faites plus partie de %(community)s. La décision a été prise par les personnes qui l’animent.")
    why = _("Vous recevez ce courriel parce que votre place dans cette communauté a changé.")
    return _closed(membership, said, _("Votre place dans %(community)s"), why)


def _closed(membership: Membership, said: str, subject: str, why: str) -> Words | None:
    """A door closed, with the reason that was given; nothing when it was opened again meanwhile."""
    if membership.status != Membership.Status.REMOVED:
        return None
    name = {"community": membership.community.name}
    reason = [_("La raison donnée\u00a0:"), Quote(membership.reason)] if membership.reason else []
    return Words(subject=subject % name, body=[said % name, *reason], why=why)


_DECISIONS = {
    "membership-joined": (kinds.ADMITTED, _admitted),
    "membership-refused": (kinds.REFUSED, _refused),
    "membership-removed": (kinds.REMOVED, _removed),
}


@follows("hat-offered")
def tell_of_hat(entry: JournalEntry) -> None:
    """To whom a hat is offered; with the page of the handover when there is one."""
    rows = Hat.objects.visible_to(FOLLOW).select_related("community", "membership__person")
    hat = rows.filter(pk=entry.about_id, accepted_at=None, ended_at=None).first()
    if hat is None or entry.by is None or entry.by_id == hat.membership.person_id:
        return
    who = entry.by.name
    send(
        kinds.HAT_OFFERED,
        to=hat.membership.person,
        entry=entry,
        write=lambda viewer: _hat(viewer, hat, who),
        at=timezone.now(),
        community=hat.community,
    )


def _hat(viewer, hat: Hat, who: str) -> Words | None:
    if viewer.membership_in(hat.community) is None:
        return None
    names = {"who": who, "hat": hat.get_kind_display(), "community": hat.community.name}
    carried = ", ".join(hat.powers_said)
    body = [_("%(who)s vous propose de porter un chapeau dans %(community)s\u00a0: %(hat)s.") % names]
    if carried:
        body.append(_("Il permet de\u00a0: %(powers)s.") % {"powers": carried})
    body.append(_("C’est pour un temps. On peut dire non sans donner de raison."))
    return Words(
        subject=_("Un chapeau vous est proposé\u00a0: %(hat)s") % names,
        body=body,
        button=Button(_("Voir la proposition"), _page_of(hat, viewer)),
        why=_("%(who)s a pensé à vous\u00a0: c’est pourquoi vous recevez ce courriel.") % names,
    )


def _page_of(hat: Hat, viewer) -> str:
    """The page that goes with a coordination handed over, else the page of hats."""
    rows = Handover.objects.visible_to(viewer).filter(taker=hat.membership, accepted_at=None, declined_at=None)
    if hat.kind == Hat.Kind.COORDINATION and (handover := rows.first()):
        return handover.get_absolute_url()
    return reverse("community:hats", args=[hat.community.slug])
