"""Changing one date: its moment, its words, whether it takes place; its agenda, and who prepares it."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from terreau.community.directory import members_to_choose
from terreau.ui.answers import allow, form_answer, see_other

from .. import agendas
from ..forms.tending import Agenda, CancelForm, DateForm, PreparerForm, moved
from ..models import Preparer, set_agenda
from .finding import find_gathering, tends
from .kinds import fields_of_kind


def _tended(request, slug, handle):
    """The date, for whoever prepares it; 403 for others."""
    community, membership, found = find_gathering(request, slug, handle)
    allow(tends(request, membership, found))
    return community, found


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, slug, handle):
    """This date's moment and words; for a date of a series, this one only."""
    community, found = _tended(request, slug, handle)
    at, start = timezone.now(), found.local_start
    given = {"community": community, "at": min(at, found.starts_at - timedelta(minutes=1)), "held": found.words}
    data = request.POST if request.method == "POST" else None
    form = DateForm(data, initial={"day": start.date(), "hour": start.time()}, **given)
    template, context = "gathering/change_page.html", {"gathering": found, "words": found.words, "form": form}
    if shown := fields_of_kind(request, form, given, template, context):
        return shown
    if data is not None and form.is_valid():
        try:
            found.describe(by=request.user, at=at, **form.words())
            found.move(form.cleaned_data["starts_at"], by=request.user, at=at)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("C’est changé. Les agendas abonnés suivront."))
            return see_other(found)
    answer = form_answer if form.errors else render
    return answer(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, slug, handle):
    """It will not take place, or it does after all."""
    _community, found = _tended(request, slug, handle)
    at = timezone.now()
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if found.cancelled_at is not None:
            found.restore(by=request.user, at=at)
        else:
            found.cancel(by=request.user, at=at, why=form.cleaned_data["why"])
        return see_other(found)
    answer = form_answer if form.errors else render
    return answer(request, "gathering/cancel_page.html", {"gathering": found, "words": found.words, "form": form})


def _moving(request) -> tuple[int, int] | None:
    """Which step goes up (-1) or down (+1), if that is what was pressed."""
    for name, by in (("up", -1), ("down", 1)):
        given = request.POST.get(name, "")
        if given.isascii() and given.isdigit() and len(given) < 3:
            return int(given), by
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request, slug, handle):
    """The steps, prefilled from last time."""
    _community, found = _tended(request, slug, handle)
    members = members_to_choose(request.viewer, found.community)
    if request.method == "POST":
        steps = Agenda(request.POST, prefix="step")
        if (turn := _moving(request)) is not None:
            steps = moved(steps, *turn)
        elif steps.is_valid():
            set_agenda(found, agendas.said(steps, members), by=request.user, at=timezone.now())
            return see_other(found)
    else:
        steps = Agenda(initial=agendas.ready_for(request.viewer, found), prefix="step")
    answer = form_answer if steps.is_bound else render
    names = sorted({member.person.name for member in members}, key=str.casefold)
    context = {"gathering": found, "words": found.words, "steps": steps, "names": names}
    return answer(request, "gathering/agenda_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def preparers(request, slug, handle):
    """Several people prepare one gathering."""
    _community, found = _tended(request, slug, handle)
    members = members_to_choose(request.viewer, found.community)
    form = PreparerForm(request.POST if request.method == "POST" else None, members=members)
    if request.method == "POST" and form.is_valid():
        Preparer.add(found, form.cleaned_data["member"].person, by=request.user, at=timezone.now())
        return see_other(request.path)
    rows = Preparer.objects.visible_to(request.viewer).filter(gathering=found) if found.is_touched else []
    people = [row.person.name for row in rows.select_related("person")] if found.is_touched else []
    context = {"gathering": found, "words": found.words, "form": form, "people": people}
    answer = form_answer if form.errors else render
    return answer(request, "gathering/preparers_page.html", context)
