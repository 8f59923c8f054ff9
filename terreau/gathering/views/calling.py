"""Calling a gathering: one form, the rest as it was last time."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.keys import key_in

from ..asked import pauses
from ..forms.calling import INHERITED, CallForm
from ..models import Gathering, Series
from ..occasions import occasions
from ..season import is_quiet
from .finding import circles_to_call, enter_gatherings
from .kinds import fields_of_kind

WEEKS = 8  # how far a free day is looked for


@require_http_methods(["GET", "HEAD", "POST"])
def call(request, slug):
    """The form, prefilled from the last gathering; sending it calls a gathering or a series."""
    community, membership = enter_gatherings(request, slug)
    circles = circles_to_call(request, community)
    allow(membership is not None or bool(circles))
    at = timezone.now()
    given = {"membership": membership, "circles": circles, "community": community, "at": at}
    if request.method != "POST":
        form = CallForm(initial=as_last_time(request, community, at), **given)
        return render(request, "gathering/call_page.html", {"form": form})
    form = CallForm(request.POST, **given)
    if shown := fields_of_kind(request, form, given, "gathering/call_page.html", {}):
        return shown
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


def as_last_time(request, community, at) -> dict:
    """What the last gathering called here was like; a week after it or on the next free one, at the same hour."""
    here = key_in(request.GET.get("cercle", ""))
    last = _last(Gathering, request, community) or _last(Series, request, community)
    if last is None:
        return {"where": here, "mode": "hybrid", "minutes": 90, "kind": "plenary"}
    local = last.local_start if isinstance(last, Gathering) else last.first_local
    today = community.day(at)
    ahead = (local.date() - today).days % 7 or 7
    return {
        **{name: getattr(last, name) for name in INHERITED},
        "where": here or (last.circle.key if last.circle_id in request.viewer.circles else ""),
        "hour": local.time(),
        "day": _free_day(request, community, today + timedelta(days=ahead if ahead > 2 else ahead + 7)),
    }


def _free_day(request, community, first: date) -> date:
    """The same day of the week, on the first week ahead where nothing takes place yet; none free, the first."""
    after = community.midnight_of(first)
    held = occasions(request.viewer, community, after, after + timedelta(weeks=WEEKS))
    taken = {one.day for one in held if not one.cancelled_at}
    days = [first + timedelta(weeks=week) for week in range(WEEKS)]
    quiet = pauses(request.viewer, community)
    return next((day for day in days if day not in taken and not is_quiet(quiet, day)), first)


def _last(model, request, community):
    rows = model.objects.visible_to(request.viewer).filter(community=community, called_by=request.user)
    if model is Gathering:
        rows = rows.filter(series=None)
    last = rows.select_related("circle").order_by("-called_at", "-pk").first()
    if last is not None:
        last.community = community
    return last
