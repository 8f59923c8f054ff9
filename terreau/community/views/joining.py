"""The threshold: coming in, asking to, coming back, or waiting for an answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terreau.ui.answers import allow, form_answer, see_other

from .. import rules
from ..forms.joining import AskForm
from ..models import Community, Membership
from ..viewing import enter, nothing_here

PAGE = "community/join_page.html"


def threshold(request, slug: str) -> tuple[Community, Membership | None]:
    """The community and one's own row in it, whatever its status; 404 for a stranger to a community without a page."""
    viewer = request.viewer
    if viewer.person is not None:
        rows = Membership.objects.visible_to(viewer).filter(person=viewer.person, community__slug=slug)
        if own := rows.select_related("community").first():
            own.person = viewer.person
            return own.community, own
    community, _membership = enter(request, slug)
    if not community.public_page:
        nothing_here(viewer)
    return community, None


def _page(request, community, own, form) -> dict:
    return {
        "there": community,
        "own": own,
        "form": form,
        "may_walk_in": rules.can_walk_in(community, own),
        "may_ask": rules.can_ask(community, own),
    }


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, slug):
    """What one comes into, and the one gesture that fits; posting it walks into an open community."""
    community, own = threshold(request, slug)
    if request.viewer.person is None and request.method == "POST":
        nothing_here(request.viewer)
    if own is not None and own.is_active:
        return see_other(community)
    if request.method != "POST":
        return render(request, PAGE, _page(request, community, own, AskForm()))
    allow(rules.can_walk_in(community, own))
    try:
        Membership.join(community, request.user, at=timezone.now())
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        return see_other(request.path)
    return see_other(reverse("community:welcome", args=[community.slug]))


@require_POST
def asking(request, slug):
    """Ask to come in, with what brings one."""
    community, own = threshold(request, slug)
    asked_already = own is not None and own.status == Membership.Status.REQUESTED
    allow(asked_already or rules.can_ask(community, own))
    form = AskForm(request.POST)
    if not form.is_valid():
        return form_answer(request, PAGE, _page(request, community, own, form))
    Membership.ask(community, request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Votre demande est partie. Les personnes qui accueillent la liront."))
    return see_other("/")


@require_POST
def withdrawing(request, slug):
    """Take one's request back."""
    _community, own = threshold(request, slug)
    allow(own is not None)
    own.withdraw(at=timezone.now())
    messages.success(request, _("Votre demande est reprise."))
    return see_other("/")


@require_POST
def resuming(request, slug):
    """Come back from a pause."""
    community, own = threshold(request, slug)
    allow(own is not None and own.status in (Membership.Status.PAUSED, Membership.Status.ACTIVE))
    own.resume(at=timezone.now())
    return see_other(community)
