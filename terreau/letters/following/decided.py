"""Letters that say what was decided about somebody's words, and why."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.community.models import Report
from terreau.conversation.models import Message, Thread
from terreau.spine.models import JournalEntry
from terreau.spine.outbox import follows

from .. import kinds
from ..post import send, to_each
from ..words import Button, Quote, Words
from .coming_in import FOLLOW

_TOLD = {Report.Outcome.TALKED, Report.Outcome.SET_ASIDE}  # of a removal the person is told by its own letter


@follows("report-decided")
def tell_decision(entry: JournalEntry) -> None:
    """To who reported, and to the person concerned when something was decided about what they wrote."""
    rows = Report.objects.visible_to(FOLLOW).select_related("community", "by", "concerning")
    report = rows.filter(pk=entry.about_id, decided_at__isnull=False).first()
    if report is None:
        return
    concerned = report.concerning if report.outcome in _TOLD else None
    to_each(
        {person for person in (report.by, concerned) if person is not None and person.pk != entry.by_id},
        lambda person: send(
            kinds.DECISION,
            to=person,
            entry=entry,
            write=lambda viewer: _decision(viewer, report),
            at=timezone.now(),
            community=report.community,
        ),
    )


def _decision(viewer, report: Report) -> Words | None:
    if not Report.objects.visible_to(viewer).filter(pk=report.pk).exists():
        return None
    mine = viewer.person == report.by
    page = reverse("community:report-made", args=[report.community.slug, report.key])
    return Words(
        subject=_("Une réponse à votre signalement") if mine else _("Une décision à propos de ce que vous avez écrit"),
        body=[
            f"{report.get_outcome_display()}.",
            _("La raison donnée\u00a0:"),
            Quote(report.answer),
        ],
        button=Button(_("Lire la décision"), page),
        why=_reported() if mine else _concerned(),
    )


def _reported() -> str:
    return _("Vous recevez ce courriel parce que vous avez signalé quelque chose.")


def _concerned() -> str:
    return _("Vous recevez ce courriel parce que la décision vous concerne.")


@follows("message-hidden", "thread-hidden")
def tell_words_were_taken_out(entry: JournalEntry) -> None:
    """To whoever wrote them, unless a decision about a report already says so."""
    model, author = (Message, "author") if entry.act == "message-hidden" else (Thread, "opened_by")
    found = model.objects.visible_to(FOLLOW).select_related("community", author).filter(pk=entry.about_id).first()
    if found is None or getattr(found, f"{author}_id") == entry.by_id or _follows_report(entry):
        return
    send(
        kinds.TAKEN_OUT,
        to=getattr(found, author),
        entry=entry,
        write=lambda viewer: _taken_out(viewer, found),
        at=timezone.now(),
        community=found.community,
    )


def _follows_report(entry: JournalEntry) -> bool:
    rows = Report.objects.visible_to(FOLLOW).filter(outcome=Report.Outcome.SET_ASIDE, decided_at=entry.at)
    return rows.filter(about_kind=entry.about_kind, about_id=entry.about_id).exists()


def _taken_out(viewer, found: Message | Thread) -> Words | None:
    if found.hidden_at is None or viewer.membership_in(found.community) is None:
        return None
    return Words(
        subject=_("Ce que vous avez écrit n’est plus visible"),
        body=[
            _("Les personnes qui animent %(community)s ont mis de côté ce que vous aviez écrit.")
            % {"community": found.community.name},
            _("La raison donnée\u00a0:"),
            Quote(found.hidden_reason),
            _("Si vous voyez les choses autrement, parlez-en avec elles."),
        ],
        button=Button(_("Aller dans la communauté"), found.community.get_absolute_url()),
        why=_concerned(),
    )
