"""Coming in: from a proved address to a session, through allauth's stages so that no door forgets the second step."""

from datetime import datetime, timedelta

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from terreau.ui.answers import see_other

from . import doors, limits
from .local import local_path
from .models import Person, SignIn

ASKED = "sign-in"  # in the session: the key of the request whose code is awaited
PROVED = "proved"  # in the session: an address just proved, whose owner has no account yet
TO_NAME_ONESELF = timedelta(minutes=30)


def ask(request, address: str, *, next_url: str = "", name: str = "") -> bool:
    """Mail a code and a link to this address, known or not. False when too many asked lately.

    `name` spares a newcomer the question once the address is proved.
    """
    if not limits.may_ask_for_code(request):
        return False
    language = translation.get_language() or "fr"
    asked = SignIn.ask(address, at=timezone.now(), next_url=local_path(next_url), language=language)
    request.session[ASKED] = {"key": asked.key, "email": asked.email, "name": name}
    request.session.set_expiry(3600)
    return True


def awaited(request) -> SignIn | None:
    """The request whose code this browser is about to type."""
    asked = request.session.get(ASKED)
    return SignIn.objects.filter(key=asked["key"]).first() if asked else None


def tried(request, asked: SignIn, digits: str, *, at: datetime) -> bool | None:
    """Whether these digits open `asked`; None when too many wrong ones came lately: these are not even looked at."""
    if not asked.code_works(at):
        return False
    if not limits.may_try_code(request):
        return None
    right = asked.accepts(digits, at=at)
    if right:
        limits.code_was_right(request)
    return right


def only_the_link() -> str:
    """What is said when digits are not even looked at."""
    return _("Beaucoup de codes faux sont venus ces derniers temps. Le lien du courriel, lui, ouvre toujours.")


def arrive(request, asked: SignIn) -> HttpResponse | None:
    """The address is proved: in with its owner, or on to what a newcomer must say. None when already spent."""
    at = timezone.now()
    if not asked.use(at=at):
        return None
    said = request.session.pop(ASKED, {})
    person = Person.objects.at_address(asked.email)
    if person is not None:
        return come_in(request, person, next_url=asked.next_url)
    if not doors.one_is_open(doors.Knock(asked.email, asked.next_url, at)):
        return see_other("people:closed")
    request.session[PROVED] = {"email": asked.email, "next_url": asked.next_url, "at": at.isoformat()}
    request.session.set_expiry(3600)
    name = said.get("name", "") if said.get("key") == asked.key else ""
    return settle(request, name) if name else see_other("people:name")


def proved(request) -> dict | None:
    """What a newcomer proved a moment ago in this browser."""
    said = request.session.get(PROVED)
    fresh = said and timezone.now() - datetime.fromisoformat(said["at"]) < TO_NAME_ONESELF
    return said if fresh else None


def settle(request, name: str) -> HttpResponse:
    """Make the newcomer's account under this name, and let them in."""
    said = request.session.pop(PROVED)
    language = translation.get_language() or "fr"
    person = person_at(said["email"], name=name, at=timezone.now(), language=language)
    return come_in(request, person, next_url=said["next_url"])


def person_at(email: str, *, name: str, at: datetime, **fields) -> Person:
    """Whoever has this address, made if nobody does. Asking twice, even at once, gives the same person."""
    if (person := Person.objects.at_address(email)) is not None:
        return person
    try:
        with transaction.atomic():
            return Person.objects.make(name=name, email=email, at=at, **fields)
    except IntegrityError:
        return Person.objects.get(email=email)


def come_in(request, person: Person, *, next_url: str = "") -> HttpResponse:
    """Open a session for a person whose address is proved; the second step first, where it applies."""
    person.claim(at=timezone.now())
    record_authentication(request, person, "mail")
    return perform_login(request, Login(user=person, redirect_url=local_path(next_url) or None))
