"""Changing a series: its words, its rhythm, its end."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from terreau.ui.answers import allow, form_answer, see_other

from .. import rules
from ..asked import following
from ..forms.calling import WordsForm, rhythm_of
from ..forms.tending import EndForm, RhythmForm
from ..occasions import next_of
from .finding import find_series
from .kinds import fields_of_kind


def _tended(request, slug, key):
    """The series, for whoever prepares it; 403 for others."""
    community, membership, found = find_series(request, slug, key)
    allow(rules.can_tend_series(request.viewer.person, membership, found))
    return community, found


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, slug, key):
    """The words of every date that was not detached."""
    _community, found = _tended(request, slug, key)
    form = WordsForm(request.POST if request.method == "POST" else None, held=found)
    template, context = "gathering/series_change_page.html", {"series": found, "form": form}
    if shown := fields_of_kind(request, form, {"held": found}, template, context):
        return shown
    if request.method == "POST" and form.is_valid():
        found.describe(by=request.user, at=timezone.now(), **form.words())
        messages.success(request, _("C’est changé pour toutes les dates. Les agendas abonnés suivront."))
        return see_other(found)
    answer = form_answer if form.errors else render
    return answer(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def rhythm(request, slug, key):
    """Another rhythm from a day on: a series that follows, with the same link and the same people."""
    community, found = _tended(request, slug, key)
    after = following(request.viewer, found)
    if after and request.method != "POST":
        return redirect(after)
    at = timezone.now()
    ahead = next_of(request.viewer, found, at)
    day = ahead.day if ahead else at.astimezone(found.tz).date() + timedelta(days=7)
    initial = {"day": day, "hour": found.at_time, **rhythm_of(found)}
    form = RhythmForm(request.POST if request.method == "POST" else None, community=community, at=at, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            return see_other(
                found.change_rhythm(by=request.user, at=at, rule=said["series_rule"], first_local=said["first_local"])
            )
        except ValidationError as refusal:
            form.add_error(None, " ".join(refusal.messages))
    answer = form_answer if form.errors else render
    return answer(request, "gathering/rhythm_page.html", {"series": found, "form": form, "following": after})


@require_http_methods(["GET", "HEAD", "POST"])
def end(request, slug, key):
    """No date after a day."""
    _community, found = _tended(request, slug, key)
    today = timezone.now().astimezone(found.tz).date()
    form = EndForm(request.POST if request.method == "POST" else None, initial={"last_day": today})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["last_day"] < today:
            form.add_error("last_day", _("Le passé ne s’efface pas\u00a0: choisissez aujourd’hui ou plus tard."))
        else:
            found.end(form.cleaned_data["last_day"], by=request.user, at=timezone.now())
            return see_other(found)
    answer = form_answer if form.errors else render
    return answer(request, "gathering/series_end_page.html", {"series": found, "form": form})
