"""« Animer »: what my hats let me look after, and the settings."""

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from terreau.ui.answers import allow, form_answer, see_other

from ..forms.founding import SettingsForm
from ..models import Membership, Report, Welcome
from ..viewing import enter_as_member, enter_with


@require_safe
def stewarding(request, slug):
    """The doors my hats open, and what waits behind them."""
    community, membership = enter_as_member(request, slug)
    allow(bool(membership.powers))
    context = {"membership": membership, "waiting": _waiting(request.viewer, community, membership, timezone.now())}
    return render(request, "community/stewarding_page.html", context)


def _waiting(viewer, community, membership, at) -> dict[str, int]:
    """How many things wait behind each door that this member may open."""
    counts = {}
    rows = Membership.objects.visible_to(viewer).filter(community=community)
    if membership.may("admit"):
        counts["requests"] = rows.filter(status=Membership.Status.REQUESTED).count()
    if membership.may("moderate"):
        reports = Report.objects.visible_to(viewer).waiting().filter(community=community)
        counts["reports"] = reports.exclude(concerning=membership.person).count()
    if membership.may("welcome"):
        welcomed = Welcome.objects.visible_to(viewer).going(at).filter(community=community).values("newcomer")
        counts["unwelcomed"] = rows.newest(at).exclude(pk__in=welcomed).count()
    return counts


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request, slug):
    """How the community is called, what holds it together, how one comes in; each with who sees it."""
    community, _membership = enter_with("settle", request, slug)
    form = SettingsForm(request.POST or None, community=community)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        if words := form.changes(community.day(at)):
            community.describe(by=request.user, at=at, **words)
        messages.success(request, _("C’est noté."))
        return see_other(request.path)
    answer = form_answer if form.errors else render
    return answer(request, "community/settings_page.html", {"form": form})
