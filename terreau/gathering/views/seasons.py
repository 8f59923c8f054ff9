"""The season: the palette of the year, and the pauses that silence everything."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.community.viewing import enter_as_member, one
from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.keys import key_in

from .. import rules
from ..forms.tending import QuietForm
from ..models import QuietPeriod
from ..palette import palette_of


@require_safe
def palette(request, slug):
    """The last twelve months on two axes, with what is missing."""
    community, _membership = enter_as_member(request, slug)
    found = palette_of(request.viewer, community, timezone.now())
    return render(request, "gathering/palette_page.html", {"palette": found})


@require_http_methods(["GET", "HEAD", "POST"])
def pauses(request, slug):
    """The quiet periods; whoever keeps the calendar announces one."""
    community, membership = enter_as_member(request, slug)
    at = timezone.now()
    may = rules.can_keep_the_calendar(membership)
    form = QuietForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        allow(may)
        if form.is_valid():
            QuietPeriod.announce(community, by=request.user, at=at, **form.cleaned_data)
            return see_other(request.path)
    today = community.day(at)
    rows = QuietPeriod.objects.visible_to(request.viewer).filter(community=community, to_day__gte=today)
    answer = form_answer if form.errors else render
    return answer(request, "gathering/pauses_page.html", {"periods": list(rows), "form": form, "may": may})


@require_POST
def ending(request, slug, key):
    """The rhythm goes on after all."""
    community, membership = enter_as_member(request, slug)
    allow(rules.can_keep_the_calendar(membership))
    rows = QuietPeriod.objects.visible_to(request.viewer).select_related("community")
    one(rows, community=community, key=key_in(key) or "-").take_back(by=request.user, at=timezone.now())
    return see_other(reverse("gathering:pauses", args=[community.slug]))
