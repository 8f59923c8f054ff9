"""Reporting something, and answering it with a reason."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from terreau.spine.reading import System
from terreau.ui.answers import allow, form_answer, see_other

from .. import reporting, rules
from ..forms.moderating import DecisionForm, ReportForm
from ..models import Hat, Membership, Report
from ..viewing import enter_as_member, enter_with, one


def _readers(community, *others) -> list[str]:
    """The names of those who will read a report: who moderates, without these people."""
    kinds = [kind for kind, powers in Hat.CARRIES.items() if "moderate" in powers]
    rows = Hat.objects.visible_to(System("a report says who will read it")).worn()
    rows = rows.filter(community=community, kind__in=kinds, membership__status=Membership.Status.ACTIVE)
    rows = rows.exclude(membership__person__in=[person for person in others if person is not None])
    return sorted(set(rows.values_list("membership__person__name", flat=True)))


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, slug, kind, key):
    """Say what should not be here; who will read it is said before the button."""
    community, _membership = enter_as_member(request, slug)
    reportable = reporting.of_kind(kind)
    thing = reportable.find(request.viewer, community, key) if reportable else None
    if thing is None:
        raise Http404
    author = reportable.author(thing)
    allow(author != request.user)
    readers = _readers(community, author, request.user)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and readers and form.is_valid():
        said = {"concerning": author, "reason": form.cleaned_data["reason"], "at": timezone.now()}
        made = Report.make(community, by=request.user, kind=kind, about=thing, **said)
        messages.success(request, _("C’est transmis. Vous lirez la réponse ici."))
        return see_other(reverse("community:report-made", args=[slug, made.key]))
    context = {"form": form, "noun": reportable.noun, "excerpt": reportable.excerpt(thing), "readers": readers}
    answer = form_answer if form.errors else render
    return answer(request, "community/report_page.html", context)


@require_safe
def report_made(request, slug, key):
    """A report as whoever wrote it, or whoever it concerned, reads it."""
    community, _membership = enter_as_member(request, slug)
    rows = Report.objects.visible_to(request.viewer).filter(community=community)
    found = one(rows.select_related("decided_by"), key=key)
    context = {"report": found, "is_mine": found.by_id == request.user.pk, "noun": _noun(found)}
    return render(request, "community/report_made_page.html", context)


def _noun(found: Report):
    reportable = reporting.of_kind(found.about_kind)
    return reportable.noun if reportable else _("Quelque chose")


@require_safe
def moderation(request, slug):
    """What waits for an answer, then what was answered."""
    community, membership = enter_with("moderate", request, slug)
    rows = Report.objects.visible_to(request.viewer).filter(community=community)
    rows = rows.exclude(concerning=membership.person).select_related("decided_by")
    context = {
        "waiting": [(found, _noun(found)) for found in rows.waiting().order_by("made_at")[:100]],
        "decided": [(found, _noun(found)) for found in rows.exclude(decided_at=None).order_by("-decided_at")[:30]],
    }
    return render(request, "community/moderation_page.html", context)


def _outcomes(membership, found: Report) -> list[str]:
    """What may be decided here by this member."""
    outcomes: list[str] = [Report.Outcome.KEPT, Report.Outcome.TALKED]
    if reporting.can_be_set_aside(found):
        outcomes.append(Report.Outcome.SET_ASIDE)
    concerned = Membership.of(membership.community, found.concerning) if found.concerning else None
    if concerned is not None and concerned.is_active and rules.can_remove(membership, concerned):
        outcomes.append(Report.Outcome.REMOVED)
    return outcomes


@require_http_methods(["GET", "HEAD", "POST"])
def deciding(request, slug, key):
    """Read a report and answer it; that one read it is in the journal."""
    community, membership = enter_with("moderate", request, slug)
    rows = Report.objects.visible_to(request.viewer).filter(community=community)
    found = one(rows.select_related("community", "by", "concerning", "decided_by"), key=key)
    if not rules.can_judge(membership, found):
        raise Http404
    found.note_reading(by=request.user, at=timezone.now())
    form = DecisionForm(request.POST or None, outcomes=_outcomes(membership, found))
    if request.method == "POST" and form.is_valid():
        try:
            found.decide(
                form.cleaned_data["outcome"], answer=form.cleaned_data["answer"], by=request.user, at=timezone.now()
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("La réponse est partie aux personnes concernées."))
            return see_other(reverse("community:moderation", args=[slug]))
    context = {"report": found, "noun": _noun(found), "excerpt": reporting.excerpt_of(found), "form": form}
    context["page"] = reporting.page_of(found, request.viewer)
    answer = form_answer if form.errors else render
    return answer(request, "community/deciding_page.html", context)
