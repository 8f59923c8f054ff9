"""Answers that came by mail and could not be taken: shown to those who prepare gatherings."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from terreau.community.viewing import enter_with, one
from terreau.ui.answers import see_other

from ..models import StrayReply
from ..models.reply import KEPT_FOR

MOST = 100


@require_safe
def replies(request, slug):
    """Each with who answered what, and why it was not taken; the last hundred nobody dealt with."""
    community, _membership = enter_with("gather", request, slug)
    rows = StrayReply.objects.visible_to(request.viewer).open().filter(community=community)
    rows = list(rows.select_related("series", "gathering__series").order_by("-received_at")[:MOST])
    for row in rows:
        for thing in (row.series, row.gathering, row.gathering and row.gathering.series):
            if thing is not None:
                thing.community = community
    context = {"replies": rows, "days": KEPT_FOR.days}
    return render(request, "gathering/calendars/replies_page.html", context)


@require_POST
def seeing(request, slug, key):
    """It was dealt with: it leaves the list."""
    community, _membership = enter_with("gather", request, slug)
    row = one(StrayReply.objects.visible_to(request.viewer).filter(community=community), key=key)
    row.community = community
    row.see(by=request.viewer.person, at=timezone.now())
    return see_other(reverse("gathering:stray-replies", args=[community.slug]))
