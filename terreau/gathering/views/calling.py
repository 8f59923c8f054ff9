"""Calling a gathering: one form, the rest as it was last time."""

from collections.abc import Callable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from terreau.community.viewing import enter_invited
from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.keys import key_in

from ..asked import pauses
from ..forms.calling import INHERITED, CalledForm, CallForm
from ..models import Gathering, Series
from ..occasions import occasions
from ..season import is_quiet
from .kinds import fields_of_kind

WEEKS = 8  # how far a free day is looked for


@require_http_methods(["GET", "HEAD", "POST"])
def call(request, slug):
    """The form, prefilled from the last gathering; sending it calls a gathering or a series."""
    return written(request, slug, CallForm, _call, page="gathering/call_page.html")


def _call(community, form, **who):
    words = {**form.words(), "circle": form.circle()}
    said = form.cleaned_data
    if not said.get("series_rule"):
        return Gathering.call(community, starts_at=said["starts_at"], **who, **words)
    first, promised = said["first_local"], said["promised"]
    return Series.call(community, rule=said["series_rule"], first_local=first, promised=promised, **who, **words)


def written(request, slug, form_of: type[CalledForm], make: Callable, *, page: str):
    """A form that calls, its words as last time, and what `make(community, form, by=…, at=…)` makes of it once sent."""
    community, membership = enter_invited(request, slug)
    circles, at = request.viewer.circles_to_write_in(community), timezone.now()
    allow(membership is not None or bool(circles))
    given = {"membership": membership, "circles": circles, "community": community, "at": at}
    if request.method != "POST":
        return render(request, page, {"form": form_of(initial=_as_last_time(request, community, at), **given)})
    form = form_of(request.POST, **given)
    if shown := fields_of_kind(request, form, given, page, {}):
        return shown
    if form.is_valid():
        try:
            return see_other(make(community, form, by=request.user, at=at))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return form_answer(request, page, {"form": form})


def _as_last_time(request, community, at) -> dict:
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
