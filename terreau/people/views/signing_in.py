"""Coming in by mail: an address, then six digits or a link. Known or not, an address gets the same answer."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.ui.answers import form_answer, see_other

from .. import arriving
from ..forms import AddressForm, CodeForm, NameForm, posted
from ..local import next_path
from ..models import SignIn
from .address import moved

GET_OR_POST = ["GET", "HEAD", "POST"]


@login_not_required
@require_http_methods(GET_OR_POST)
def sign_in(request):
    """Ask for an address and mail it a code and a link."""
    going_to = next_path(request)
    if request.user.is_authenticated:
        return see_other(going_to or "/")
    form = AddressForm(posted(request))
    context = {"form": form, "going_to": going_to, "passkeys": passkeys_work(request)}
    if request.method != "POST":
        return render(request, "people/sign_in_page.html", context)
    if not form.is_valid():
        return form_answer(request, "people/sign_in_page.html", context)
    if not arriving.ask(request, form.cleaned_data["email"], next_url=going_to):
        form.add_error(None, _("Beaucoup de demandes arrivent en ce moment. Réessayez dans dix minutes."))
        return render(request, "people/sign_in_page.html", context, status=429)
    return see_other("people:code")


@login_not_required
@require_http_methods(GET_OR_POST)
def code(request):
    """Take the six digits."""
    asked = arriving.awaited(request)
    if asked is None or request.user.is_authenticated:
        return see_other("people:sign-in")
    at = timezone.now()
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        opened = arriving.tried(request, asked, form.cleaned_data["code"], at=at)
        if opened and (answer := arriving.arrive(request, asked)):
            return answer
        form.add_error("code", _wrong(asked, at) if opened is not None else arriving.only_the_link())
    context = {"form": form, "email": asked.email, "works": asked.code_works(at), "going_to": asked.next_url}
    context["spent"] = not asked.link_works(at)
    return render(request, "people/code_page.html", context, status=422 if form.errors else 200)


def _wrong(asked: SignIn, at) -> str:
    """What is said of digits that open nothing."""
    if not asked.link_works(at):
        return _("Ce code a déjà servi, ou il a trop attendu\u00a0; le lien du courriel aussi. Demandez-en un autre.")
    if not asked.code_works(at):
        return _("Ce code ne sert plus. Essayez le lien du courriel, ou demandez-en un autre.")
    return {
        1: _("Ce ne sont pas ces chiffres. Il reste un essai."),
        2: _("Ce ne sont pas ces chiffres. Il reste deux essais."),
        3: _("Ce ne sont pas ces chiffres. Il reste trois essais."),
    }.get(asked.tries_left, _("Ce ne sont pas ces chiffres. Il reste quatre essais."))


@login_not_required
@require_http_methods(GET_OR_POST)
def link(request, token):
    """The link of a mail: a page with one button, so that a mail scanner opens nothing."""
    at = timezone.now()
    asked = SignIn.of_token(token, at=at)
    if asked is None or asked.purpose == SignIn.Purpose.ADMINISTRATOR:
        return render(request, "people/link_gone_page.html", status=410)
    if request.method == "POST":
        moving = asked.purpose == SignIn.Purpose.ADDRESS
        answer = moved(request, asked, at=at) if moving else arriving.arrive(request, asked)
        return answer or render(request, "people/link_gone_page.html", status=410)
    return render(request, "people/link_page.html", {"asked": asked})


@login_not_required
@require_http_methods(GET_OR_POST)
def name(request):
    """A newcomer whose address is proved says their name, and is in."""
    said = arriving.proved(request)
    if said is None:
        return see_other("people:sign-in")
    form = NameForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return arriving.settle(request, form.cleaned_data["name"])
    context = {"form": form, "email": said["email"]}
    return render(request, "people/name_page.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def closed(request):
    """The address is proved and nobody here knows it: how one comes in."""
    return render(request, "people/closed_page.html")


@login_not_required
@require_POST
def sign_out(request):
    """Close the session of this browser; on to the page that asked for it, or to the way in."""
    get_adapter(request).logout(request)
    return see_other(next_path(request) or "people:sign-in")


def passkeys_work(request) -> bool:
    """Whether a browser would take a passkey at this address: a name it can bind to, on a safe connection."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return host == "localhost" or (request.is_secure() and not host.replace(".", "").isdigit() and "[" not in host)
