"""Those who look after the installation itself: known by a second factor, at each visit."""

from functools import wraps
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

PLACES = ("/admin/", "/etat/")
WANTED = "wanted"  # in the session: the page for which a second proof was asked
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(person) -> bool:
    """Whether the person set up an application or a key."""
    return Authenticator.objects.filter(user=person, type__in=FACTORS).exists()


def showed_second_factor(request) -> bool:
    """Whether this very session went through the second step, or set it up."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def refusal(request):
    """What keeps this request out of the administration: 403, the second step, or its setting up; None lets it in."""
    person = request.user
    if not (person.is_authenticated and person.is_administrator):
        raise PermissionDenied
    if showed_second_factor(request):
        request.session.pop(WANTED, None)
        return None
    if has_second_factor(person):
        way = get_adapter(request).get_reauthentication_methods(person)[0]["url"]
        return HttpResponseRedirect(f"{way}?{urlencode({'next': request.path})}")
    request.session[WANTED] = request.path
    messages.info(
        request, _("L’administration demande une seconde preuve. Choisissez-en une ici\u00a0; on y revient ensuite.")
    )
    return HttpResponseRedirect(reverse("people:security"))


def administrator_required(view):
    """For a view outside /admin/ and /etat/ that is theirs alone."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        return refusal(request) or view(request, *args, **kwargs)

    return guarded
