"""Saying whether one comes: choosing is sending, and undo is offered."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.ui.answers import allow, see_other, wants_part

from .. import rules
from ..asked import one_series
from ..forms.presence import JoinForm, NeedsForm, PresenceForm, SlotForm
from ..models import Needs, SeriesAnswer
from ..occasions import my_answer
from ..roll import roll_of
from .finding import find_gathering, find_series, takes_part
from .page import presence_context, series_context


@require_POST
def presence(request, slug, handle):
    """« Je viens », « En ligne », « Pas cette fois »; an empty choice undoes."""
    _community, membership, found = find_gathering(request, slug, handle)
    allow(takes_part(request, membership, found))
    before, at = my_answer(found), timezone.now()
    form = PresenceForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        if said["answer"]:
            act(request, found.answer, said["answer"], person=request.user, at=at, announced=form.announced)
        else:
            found.forget_answer(person=request.user, at=at)
    return _presence_answer(request, membership, found, at, before if form.is_valid() else "")


def _presence_answer(request, membership, found, at, before: str):
    if not wants_part(request):
        _say_done(request, found, at)
        return see_other(found.get_absolute_url() + "#presence")
    roll = roll_of(found, request.user, at)
    context = presence_context(request.viewer, membership, found, roll, at)
    template = "gathering/_stake_presence.html" if request.POST.get("from") == "stake" else "gathering/_presence.html"
    return render(request, template, {**context, "before": before, "done": True, "viewer": request.viewer})


def _say_done(request, found, at) -> None:
    """« C’est noté. », for whoever gets a whole page."""
    roll = roll_of(found, request.user, at)
    said = {
        "here": _("C’est noté\u00a0: vous venez."),
        "online": _("C’est noté\u00a0: vous venez en ligne."),
        "not": _("C’est noté\u00a0: pas cette fois. Personne ne le voit."),
        "": _("C’est défait\u00a0: vous n’avez rien répondu."),
    }
    if roll.i_wait:
        messages.success(request, _("C’est noté\u00a0: vous êtes sur la liste d’attente."))
    elif not messages.get_messages(request):
        messages.success(request, said[roll.my_answer])


def act(request, verb, *args, **kwargs) -> bool:
    """Do it; what cannot be is said on the page. Whether it was done."""
    try:
        verb(*args, **kwargs)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return False
    return True


@require_POST
def slot(request, slug, handle):
    """Take an appointment of a « permanence »."""
    _community, membership, found = find_gathering(request, slug, handle)
    allow(takes_part(request, membership, found))
    form = SlotForm(request.POST)
    if form.is_valid() and act(
        request, found.take_slot, form.cleaned_data["slot"], person=request.user, at=timezone.now()
    ):
        messages.success(request, _("C’est noté\u00a0: ce rendez-vous est le vôtre."))
    return see_other(found.get_absolute_url() + "#presence")


@require_POST
def needs(request, slug, handle):
    """What helps one to come, and what one eats: read without a name by those who prepare."""
    _community, membership, found = find_gathering(request, slug, handle)
    allow(takes_part(request, membership, found))
    form = NeedsForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("C’est trop long\u00a0: gardez l’essentiel."))
    elif act(request, Needs.say, found, request.user, at=timezone.now(), **form.cleaned_data):
        messages.success(request, _("C’est noté. Les personnes qui préparent le lisent, sans votre nom."))
    return see_other(found.get_absolute_url() + "#presence")


@require_POST
def joining(request, slug, key):
    """Join the series, once for all its dates."""
    _community, membership, found = find_series(request, slug, key)
    allow(rules.takes_part(membership, found.circle, request.viewer.circles))
    form, at = JoinForm(request.POST), timezone.now()
    if form.is_valid():
        said = form.cleaned_data
        act(request, SeriesAnswer.join, found, request.user, at=at, way=said["way"], announced=form.announced)
    return _series_answer(request, membership, found, at)


@require_POST
def leaving(request, slug, key):
    """Leave the series."""
    _community, membership, found = find_series(request, slug, key)
    allow(rules.takes_part(membership, found.circle, request.viewer.circles))
    at = timezone.now()
    mine = SeriesAnswer.objects.visible_to(request.viewer).standing().filter(series=found, person=request.user)
    if (answer := mine.select_related("community").first()) is not None:
        answer.leave(at=at)
    return _series_answer(request, membership, found, at)


def _series_answer(request, membership, found, at):
    if not wants_part(request):
        return see_other(found)
    held = one_series(request.viewer, found.community, found.key) or found  # as it is now joined, or left
    return render(request, "gathering/_joining.html", {**series_context(request, membership, held, at), "done": True})
