"""What is decided about an arrival; each act twice changes nothing more."""

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.ui.answers import allow, form_answer, see_other

from .. import rules
from ..carrying.carrier import carrier_of, release
from ..forms import CORRECTED, starting_form
from ..models import Arrival
from .finding import circles_open_to, find_arrival
from .reading import words_for

PAGE = "memory/arrival_page.html"


@require_POST
def columns(request, slug, key):
    """Say what the columns of a list mean, or the time zones of a calendar; it is read again."""
    _community, membership, found = find_arrival(request, slug, key)
    if found.kind not in CORRECTED or found.state != Arrival.State.LOOKED:
        return see_other(found)
    form = CORRECTED[found.kind](found, request.POST)
    if not form.is_valid():
        return form_answer(request, PAGE, words_for(request, membership, found, columns=form))
    found.correct(form.options(), by=request.user, at=timezone.now())
    return see_other(found)


@require_POST
def start(request, slug, key):
    """Let it in, or go on. In two tabs it starts once."""
    _community, membership, found = find_arrival(request, slug, key)
    options = None
    if found.state == Arrival.State.LOOKED and not found.is_blocked:
        circles = circles_open_to(request, found.community)
        form = starting_form(found, circles, rules.can_enrol(membership), request.POST)
        if not form.is_valid():
            return form_answer(request, PAGE, words_for(request, membership, found, starting=form))
        options = form.options()
    allow(rules.can_enrol(membership) or not _enrols({**found.options, **(options or {})}))
    found.start(by=request.user, at=timezone.now(), options=options)
    return see_other(found)


def _enrols(options: dict) -> bool:
    return bool(options.get("already_members") or options.get("send_invitations"))


@require_POST
def stop(request, slug, key):
    """Stop after the batch in hand."""
    _community, _membership, found = find_arrival(request, slug, key)
    found.stop(by=request.user, at=timezone.now())
    return see_other(found)


@require_POST
def undo(request, slug, key):
    """Take out again what came in."""
    _community, _membership, found = find_arrival(request, slug, key)
    found.undo(by=request.user, at=timezone.now())
    return see_other(found)


@require_POST
def withdraw(request, slug, key):
    """Leave it: nothing came in, and the file goes."""
    community, _membership, found = find_arrival(request, slug, key)
    if found.state == Arrival.State.LOOKED:
        at = timezone.now()
        release(found, carrier_of(found), at=at)
        found.withdraw(by=request.user, at=at)
        messages.success(request, _("C’est laissé : rien n’est entré, et le fichier est effacé."))
        return see_other(reverse("memory:arrivals", args=[community.slug]))
    return see_other(found)
