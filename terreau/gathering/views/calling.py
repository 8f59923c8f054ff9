"""Calling a gathering: one form, the rest as it was last time."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.keys import key_in

from ..forms.calling import INHERITED, CallForm
from ..models import Gathering, Series
from .finding import circles_to_call, enter_gatherings


@require_http_methods(["GET", "HEAD", "POST"])
def call(request, slug):
    """The form, prefilled from the last gathering; sending it calls a gathering or a series."""
    community, membership = enter_gatherings(request, slug)
    circles = circles_to_call(request, community)
    allow(membership is not None or bool(circles))
    at = timezone.now()
    given = {"membership": membership, "circles": circles, "community": community, "at": at}
    if request.method != "POST":
        form = CallForm(initial=_as_last_time(request, community, at), **given)
        return render(request, "gathering/call_page.html", {"form": form})
    form = CallForm(request.POST, **given)
    if form.is_valid() and (made := _called(request, community, form, at)):
        return see_other(made)
    return form_answer(request, "gathering/call_page.html", {"form": form})


def _called(request, community, form, at):
    words = {**form.words(), "circle": form.circle()}
    said = form.cleaned_data
    try:
        if not said.get("series_rule"):
            return Gathering.call(community, by=request.user, at=at, starts_at=said["starts_at"], **words)
        local, promised = said["first_local"], said["promised"]
        rule = said["series_rule"]
        return Series.call(community, by=request.user, at=at, rule=rule, first_local=local, promised=promised, **words)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def _as_last_time(request, community, at) -> dict:
    """What the last gathering called here was like; a week after it, at the same hour."""
    here = key_in(request.GET.get("cercle", ""))
    last = _last(Gathering, request, community) or _last(Series, request, community)
    if last is None:
        return {"where": here, "mode": "hybrid", "minutes": 90, "kind": "plenary"}
    local = last.local_start if isinstance(last, Gathering) else last.first_local
    today = at.astimezone(community.zone).date()
    ahead = (local.date() - today).days % 7 or 7
    return {
        **{name: getattr(last, name) for name in INHERITED},
        "where": here or (last.circle.key if last.circle_id in request.viewer.circles else ""),
        "hour": local.time(),
        "day": today + timedelta(days=ahead if ahead > 2 else ahead + 7),
    }


def _last(model, request, community):
    rows = model.objects.visible_to(request.viewer).filter(community=community, called_by=request.user)
    if model is Gathering:
        rows = rows.filter(series=None)
    last = rows.select_related("circle").order_by("-called_at", "-pk").first()
    if last is not None:
        last.community = community
    return last
