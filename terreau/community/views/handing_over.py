"""Passing the coordination on: choose somebody, say what no list says, and let them accept."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.ui.answers import allow, form_answer, see_other

from ..directory import members_to_choose
from ..forms.hats import HandoverForm
from ..handing_over import parts_for
from ..models import Handover
from ..viewing import enter_as_member, enter_with, one


@require_http_methods(["GET", "HEAD", "POST"])
def handing_over(request, slug):
    """Choose who takes over; the page that goes with it is shown underneath as it will read."""
    community, membership = enter_with("settle", request, slug)
    members = [m for m in members_to_choose(request.viewer, community) if m.pk != membership.pk]
    form = HandoverForm(request.POST or None, members=members)
    if request.method == "POST" and form.is_valid():
        try:
            handover = Handover.offer(membership, form.cleaned_data["member"], at=timezone.now(), **form.words())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return see_other(handover)
    context = {
        "form": form,
        "parts": parts_for(request.viewer, community, timezone.now()),
        "before": _earlier(request.viewer, community),
    }
    answer = form_answer if form.errors else render
    return answer(request, "community/handing_over_page.html", context)


def _earlier(viewer, community) -> list[Handover]:
    """The last ones, whose words are still of use to whoever coordinates."""
    rows = Handover.objects.visible_to(viewer).filter(community=community).order_by("-offered_at")
    return list(rows.select_related("giver__person", "taker__person")[:10])


def _handover(request, slug, key) -> tuple[Handover, object]:
    community, membership = enter_as_member(request, slug)
    rows = Handover.objects.visible_to(request.viewer).filter(community=community)
    people = ("community", "giver__person", "giver__community", "taker__person", "taker__community")
    return one(rows.select_related(*people), key=key), membership


@require_safe
def handover(request, slug, key):
    """The handover page: words, and everything that is going on."""
    found, membership = _handover(request, slug, key)
    context = {
        "handover": found,
        "is_mine_to_take": found.is_open and found.taker_id == membership.pk,
        "is_mine_to_take_back": found.is_open and found.giver_id == membership.pk,
        "parts": parts_for(request.viewer, found.community, timezone.now()),
    }
    return render(request, "community/handover_page.html", context)


@require_POST
def taking_over(request, slug, key):
    """Accept the coordination."""
    found, membership = _handover(request, slug, key)
    allow(found.taker_id == membership.pk)
    try:
        found.accept(at=timezone.now())
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    else:
        if found.accepted_at:
            messages.success(request, _("Vous coordonnez la communauté."))
    return see_other(found)


@require_POST
def declining(request, slug, key):
    """Say no to the coordination."""
    found, membership = _handover(request, slug, key)
    allow(found.taker_id == membership.pk)
    found.decline(at=timezone.now())
    messages.success(request, _("C’est noté. Merci d’y avoir pensé."))
    return see_other(reverse("community:place", args=[slug]))
