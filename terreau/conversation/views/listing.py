"""The list of threads, calls on top, and the box above it."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from terreau.community.models import Circle
from terreau.community.viewing import for_visitors, nothing_here, today_in

from .. import lists
from .finding import enter_talk
from .starting import box_for


@login_not_required
@require_safe
def threads(request, slug):
    """Everything said here that the viewer may read, the latest first."""
    community, membership = enter_talk(request, slug)
    viewer, today = request.viewer, today_in(community)
    circle = _circle_asked(request, community)
    shown = {"today": today, "circle": circle}
    before, after = request.GET.get("avant", ""), request.GET.get("apres", "")
    first_page = not before and not after
    page = lists.page_of(viewer, community, **shown, older_than=before, newer_than=after)
    context = {
        "circle": circle,
        "circles": viewer.circles_in(community),
        "calls": lists.open_calls(viewer, community, **shown) if first_page else [],
        "page": page,
        "base": reverse("conversation:threads", args=[slug]),
        "membership": membership,
        "fresh_since": lists.fresh_since(membership, timezone.now()),
        "box": box_for(request, community, membership, circle) if first_page else None,
    }
    return for_visitors(request, render(request, "conversation/threads_page.html", context))


def _circle_asked(request, community):
    """The circle whose threads alone are asked for."""
    key = request.GET.get("cercle", "")
    if not key:
        return None
    for circle in request.viewer.circles_in(community):
        if circle.key == key:
            return circle
    circle = Circle.objects.visible_to(request.viewer).filter(community=community, key=key).first()
    if circle is None:
        nothing_here(request.viewer)
    return circle
