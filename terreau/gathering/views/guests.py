"""Somebody from outside: invited by a member to one gathering, answering from a link, without account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.community.viewing import one
from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.keys import key_in

from .. import rules
from ..calendars.events import of_gathering
from ..calendars.writing import calendar
from ..forms.presence import NeedsForm, PresenceForm
from ..forms.tending import GuestForm
from ..models import Guest, Needs, Presence
from ..models.answering import AFTER_DOORS, BEFORE_DOORS
from .finding import find_gathering
from .page import choices_of


@require_http_methods(["GET", "HEAD", "POST"])
def inviting(request, slug, handle):
    """Put a name on the list, and get the link to pass on."""
    _community, membership, found = find_gathering(request, slug, handle)
    at = timezone.now()
    allow(rules.can_bring_a_guest(membership, found, at))
    form = GuestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        Guest.invite(found, name=said["name"], email=said["email"], by=request.user, at=at)
        leaves = _("%(name)s recevra votre invitation par courriel.")
        copied = _("%(name)s a son lien\u00a0: copiez-le, et envoyez-le comme vous voulez.")
        messages.success(request, (leaves if said["email"] else copied) % {"name": said["name"]})
        return see_other(request.path)
    rows = Guest.objects.visible_to(request.viewer).welcome().filter(invited_by=request.user)
    mine = list(rows.filter(gathering=found).order_by("-invited_at")) if found.is_touched else []
    context = {"gathering": found, "words": found.words, "form": form, "mine": mine}
    answer = form_answer if form.errors else render
    return answer(request, "gathering/guests_page.html", context)


@require_POST
def withdrawing(request, slug, handle, key):
    """Take an invitation back: whoever wrote it, or prepares any gathering."""
    _community, membership, found = find_gathering(request, slug, handle)
    rows = Guest.objects.visible_to(request.viewer).select_related("community")
    guest = one(rows, gathering=found if found.is_touched else None, key=key_in(key) or "-")
    allow(guest.invited_by_id == request.user.pk or rules.can_keep_the_calendar(membership))
    guest.revoke(by=request.user, at=timezone.now())
    return see_other(found.get_absolute_url() + "inviter/")


def _guest_of(request, token: str, at) -> Guest:
    """The guest whose link it is; 404 for any other link."""
    guest = Guest.of_token(token, at)
    if guest is None:
        raise Http404
    gathering = guest.gathering
    gathering.community = guest.community
    if gathering.series_id:
        gathering.series.community = guest.community
    if not request.user.is_authenticated and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(guest.community.language)  # until they choose: a choice of theirs is already followed
    return guest


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request, token):
    """The one page a guest's link opens: what, when, where, and « Je viens »."""
    at = timezone.now()
    found = _guest_of(request, token, at)
    if request.method == "POST":
        _answered(request, found, at)
        return see_other(found.address)
    gathering = found.gathering
    presence = Presence.objects.filter(guest=found).seen().first()
    going_on = gathering.starts_at - BEFORE_DOORS <= at <= gathering.ends_at + AFTER_DOORS
    context = {
        "guest": found,
        "gathering": gathering,
        "words": gathering.words,
        "presence": presence,
        "choices": choices_of(gathering.words),
        "may_answer": gathering.cancelled_at is None and not gathering.is_over(at),
        "may_arrive": going_on and gathering.cancelled_at is None,
    }
    return render(request, "gathering/guest_page.html", context)


def _answered(request, found: Guest, at) -> None:
    try:
        if request.POST.get("here") == "1":
            found.gathering.check_in(guest=found, at=at)
            return
        if request.POST.get("needs") == "1":
            _said_needs(request, found, at)
            return
        form = PresenceForm(request.POST)
        if form.is_valid() and form.cleaned_data["answer"]:
            found.gathering.answer(form.cleaned_data["answer"], guest=found, at=at)
            if form.cleaned_data["answer"] not in Presence.COMING:  # else the page says that a place is kept
                messages.success(request, _("C’est noté. Rien d’autre à faire."))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))


def _said_needs(request, found: Guest, at) -> None:
    form = NeedsForm(request.POST)
    if found.gathering.is_over(at) or found.gathering.cancelled_at is not None:
        return
    if not form.is_valid():
        messages.warning(request, _("C’est trop long\u00a0: gardez l’essentiel."))
        return
    Needs.say(found.gathering, guest=found, at=at, **form.cleaned_data)
    messages.success(request, _("C’est noté. Les personnes qui préparent le lisent, sans votre nom."))


@login_not_required
@require_safe
def guest_file(request, token):
    """The gathering for a guest's own calendar."""
    found = _guest_of(request, token, timezone.now())
    lines = calendar([of_gathering(found.gathering).written], first_year=found.gathering.starts_at.year)
    answer = HttpResponse(lines, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rencontre.ics"'
    return answer
