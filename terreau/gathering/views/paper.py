"""Paper is a first-class client: the one-page kit, the sign-in sheet, the code at the door and arriving by it."""

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from terreau.ui.answers import allow, see_other
from terreau.ui.codes import qr_code

from .. import agendas
from ..occasions import next_of
from ..roll import roll_of
from .finding import find_gathering, takes_part, tends
from .presence import act

SALT = "terreau.gathering.door"
BLANK_LINES = 14


@require_safe
def kit(request, slug, handle):
    """All one needs on one sheet: why, when, where, the steps and who carries them."""
    _community, membership, found = find_gathering(request, slug, handle)
    allow(takes_part(request, membership, found))
    at = timezone.now()
    context = {
        "gathering": found,
        "words": found.words,
        "steps": agendas.steps_of(request.viewer, found),
        "next": next_of(request.viewer, found.series, found.ends_at) if found.series_id else None,
        "printed_at": at,
    }
    return render(request, "gathering/kit_page.html", context)


@require_safe
def sheet(request, slug, handle):
    """The sign-in sheet: those who said they come, and lines left blank."""
    _community, membership, found = find_gathering(request, slug, handle)
    allow(tends(request, membership, found))
    roll = roll_of(found, request.user, timezone.now())
    context = {"gathering": found, "words": found.words, "names": roll.names + roll.guests, "blank": BLANK_LINES}
    return render(request, "gathering/sheet_page.html", context)


def _code(found) -> str:
    """What the code at the door carries: whoever reads it stands there."""
    return signing.Signer(salt=SALT).signature(found.handle)[:16].replace("_", "a").replace("-", "b")


def _address(found) -> str:
    return reverse("gathering:arriving", args=[found.community.slug, found.handle, _code(found)])


@require_safe
def poster(request, slug, handle):
    """The code to show at the door."""
    _community, membership, found = find_gathering(request, slug, handle)
    allow(tends(request, membership, found))
    return render(request, "gathering/poster_page.html", {"gathering": found, "words": found.words})


@require_safe
def poster_code(request, slug, handle):
    """The code as a drawing that prints at any size."""
    _community, membership, found = find_gathering(request, slug, handle)
    allow(tends(request, membership, found))
    return qr_code(settings.ADDRESS + _address(found), "entree")


@require_http_methods(["GET", "HEAD", "POST"])
def arriving(request, slug, handle, code):
    """« Je suis là », from the code at the door."""
    _community, membership, found = find_gathering(request, slug, handle)
    if not signing.constant_time_compare(code, _code(found)):
        raise Http404
    allow(takes_part(request, membership, found))
    if request.method == "POST":
        if act(request, found.check_in, person=request.user, at=timezone.now()):
            messages.success(request, _("C’est noté\u00a0: vous êtes là."))
        return see_other(found)
    return render(request, "gathering/arriving_page.html", {"gathering": found, "words": found.words})
