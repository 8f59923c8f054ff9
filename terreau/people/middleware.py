"""Who is here, in which language and which time zone; and nobody goes further than they may."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare

from terreau.ui.answers import wants_part

from . import administrators
from .local import local_path


def person_of(request):
    """Whoever this browser belongs to: the one query that read the session brought them along."""
    if not hasattr(request, "_cached_user"):
        request._cached_user = _person_beside(request.session) or get_user(request)
    return request._cached_user


def _person_beside(session):
    """The person read with the session's row; None leaves the question to Django (a sign-in of this very request)."""
    pk, person = session.get(SESSION_KEY), session.person
    if pk is None:
        return AnonymousUser()
    if person is None or str(person.pk) != str(pk):
        return None
    said = session.get(HASH_SESSION_KEY, "")
    if person.is_active and constant_time_compare(said, person.get_session_auth_hash()):
        return person
    return None


def language_of(request) -> str:
    """The person's language; a visitor's choice, else their browser's language if it is one of ours, else French."""
    if request.user.is_authenticated:
        return request.user.language
    known = dict(settings.LANGUAGES)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in known:
        return chosen
    for part in request.headers.get("Accept-Language", "").split(",")[:8]:
        code = part.split(";")[0].strip().lower()[:2]
        if code in known:
            return code
    return settings.LANGUAGE_CODE


class PersonMiddleware(AuthenticationMiddleware):
    """Sets `request.user`, the language and the time zone of the answer."""

    def process_request(self, request):
        """Find who is here before anything is said."""
        super().process_request(request)
        request.user = person_of(request)
        translation.activate(language_of(request))
        if request.user.is_authenticated:
            timezone.activate(request.user.zone)

    def process_response(self, request, response):
        """Say in which language the answer is, that it is for this reader alone, and forget the reader's settings."""
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        response.headers.setdefault("Cache-Control", "private, no-store")
        timezone.deactivate()
        return response


class SignInFirst(Exception):
    """Raised by a public view with nothing for a visitor, whether it does not exist or is not theirs."""


class SignInRequired(LoginRequiredMiddleware):
    """Every view asks for sign-in unless it says `@login_not_required`; the administration asks for more."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        """The sign-in page for visitors, a second step for administrators, or go on."""
        if answer := super().process_view(request, view_func, view_args, view_kwargs):
            return answer
        if request.path.startswith(administrators.PLACES):
            return administrators.refusal(request)
        return None

    def process_exception(self, request, exception):
        """Send a visitor to the sign-in page."""
        return to_sign_in(request) if isinstance(exception, SignInFirst) else None

    def handle_no_permission(self, request, view_func):
        """Send a visitor to the sign-in page, and remember where they were going."""
        return to_sign_in(request)


def to_sign_in(request) -> HttpResponse:
    """The way to the sign-in page and back; a whole page also when htmx asked for a part."""
    address = reverse("people:sign-in")
    if coming_back := _page_of(request):
        address += "?" + urlencode({"suite": coming_back})
    if wants_part(request):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _page_of(request) -> str:
    """The page the visitor was on or going to: never the address of an act, which cannot be opened."""
    if wants_part(request):
        seen = urlsplit(request.headers.get("HX-Current-URL", ""))
    elif request.method in ("GET", "HEAD"):
        return local_path(request.get_full_path())
    else:
        seen = urlsplit(request.headers.get("Referer", ""))
    here = seen.netloc == request.get_host()
    return local_path(seen.path + (f"?{seen.query}" if seen.query else "")) if here else ""
