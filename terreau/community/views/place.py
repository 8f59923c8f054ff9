"""« Ma place »: how much I take part, a pause, and the way out. Nobody approves, nobody asks why."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.ui.answers import form_answer, part_or_page, see_other

from ..forms.joining import FarewellForm, InvolvementForm, PauseForm
from ..models import Handover, Hat, LastCoordinator, Membership, Report
from ..viewing import enter_as_member

PAGE = "community/place_page.html"


def _context(request, membership, **forms) -> dict:
    viewer = request.viewer
    hats = Hat.objects.visible_to(viewer).filter(membership=membership, ended_at=None)
    hats = list(hats.select_related("offered_by__person"))
    reports = Report.objects.visible_to(viewer).filter(community=membership.community)
    return {
        "membership": membership,
        "involvements": Membership.Involvement.choices,
        "hats": [hat for hat in hats if hat.accepted_at],
        "offers": [hat for hat in hats if not hat.accepted_at],
        "handovers": Handover.objects.visible_to(viewer).offered_to(membership),
        "reports": list(reports.filter(by=viewer.person).order_by("-made_at")[:10]),
        "decisions": list(reports.filter(concerning=viewer.person).order_by("-decided_at")[:10]),
        "pause_form": forms.get("pause") or PauseForm(today=_today(membership)),
        "before": forms.get("before", ""),
    }


def _today(membership):
    return timezone.now().astimezone(membership.person.zone).date()


@require_safe
def place(request, slug):
    """My place here."""
    _community, membership = enter_as_member(request, slug)
    before = request.GET.get("avant", "")
    known = before in Membership.Involvement.values and before != membership.involvement
    return render(request, PAGE, _context(request, membership, before=before if known else ""))


@require_POST
def choosing(request, slug):
    """Choose how much I take part: the choice is the sending, and the last one can be taken back."""
    community, membership = enter_as_member(request, slug)
    form, before = InvolvementForm(request.POST), membership.involvement
    if not form.is_valid():
        return form_answer(request, PAGE, _context(request, membership))
    membership.choose_involvement(form.cleaned_data["involvement"], at=timezone.now())
    changed = before if before != membership.involvement else ""
    context = {"membership": membership, "involvements": Membership.Involvement.choices, "before": changed}
    page = reverse("community:place", args=[community.slug]) + (f"?avant={changed}" if changed else "")
    return part_or_page(request, "community/_involvement.html", context, page=page)


@require_POST
def pausing(request, slug):
    """Step back for a while."""
    _community, membership = enter_as_member(request, slug)
    form = PauseForm(request.POST, today=_today(membership))
    if not form.is_valid():
        return form_answer(request, PAGE, _context(request, membership, pause=form))
    try:
        membership.pause(at=timezone.now(), until=form.cleaned_data["until"])
    except LastCoordinator as refused:
        return _hand_over_first(request, membership, refused)
    messages.success(request, _("Bonne pause. Votre place vous attend, sur cette page."))
    return see_other("/")


@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request, slug):
    """Go, with a word if one wishes: what stays is said before the button."""
    community, membership = enter_as_member(request, slug)
    form = FarewellForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        answer = form_answer if form.errors else render
        return answer(request, "community/leaving_page.html", {"form": form, "membership": membership})
    try:
        membership.leave(at=timezone.now(), farewell=form.cleaned_data["farewell"])
    except LastCoordinator as refused:
        return _hand_over_first(request, membership, refused)
    messages.success(request, _("Vous avez quitté « %(name)s ». Merci d’avoir été là.") % {"name": community.called})
    return see_other("/")


def _hand_over_first(request, membership, refused: ValidationError):
    messages.warning(request, " ".join(refused.messages))
    return see_other(reverse("community:handing-over", args=[membership.community.slug]))
