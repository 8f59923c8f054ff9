"""The other side of an invitation: who invites, to what, what it asks; then one button, or one name and one button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from terreau.people import arriving
from terreau.people.forms import AddressForm, NameForm
from terreau.people.models import Person
from terreau.people.models.person import tidy_address
from terreau.ui.answers import form_answer, see_other

from ..addresses import promised_by
from ..models import Invitation, Membership

PAGE = "community/landing_page.html"
ENTERING = "entering"  # in the session: the link whose form was filled in, and under which address


def _open(token: str, at) -> Invitation | None:
    """The invitation of this link while it still opens something."""
    invitation = Invitation.of_token(token)
    if invitation is None or not invitation.is_open(at) or not invitation.inviter_still_may(at):
        return None
    return invitation


def _gone(request, token: str):
    """Used up, over, taken back, or never written: the same page, with a gesture. One's own way in stays open."""
    invitation = Invitation.of_token(token)
    if invitation is not None and _is_inside(invitation, request.viewer):
        return see_other(promised_by(invitation))
    closed = invitation is not None and not invitation.inviter_still_may(timezone.now())
    back = reverse("community:invitation", args=[token]) if invitation is not None else ""
    context = {"invitation": invitation, "closed": closed, "back": back}
    return render(request, "community/landing_gone_page.html", context, status=410)


def _is_inside(invitation, viewer) -> bool:
    if viewer.person is None or not _is_for(invitation, viewer.person):
        return False
    if invitation.circle_id is not None:
        return invitation.circle_id in viewer.circles
    return invitation.community_id in viewer.memberships


def _is_for(invitation, person: Person) -> bool:
    """A letter is for its address alone, whoever's phone it is opened on; a link is for who holds it."""
    return invitation.email in ("", person.email)


@never_cache
@login_not_required
@require_safe
def invitation(request, token):
    """Read an invitation; looking never uses it. Who said « j’entre » here and proved their address comes in."""
    at = timezone.now()
    found = _open(token, at)
    if found is None:
        return _gone(request, token)
    person = request.viewer.person
    if person is not None and _is_for(found, person) and found.promises_nothing_more(person, at):
        return _already_in(request, found)
    if _said_so(request, token) and found.accept(request.viewer.person, at=at):
        return see_other(promised_by(found))
    return render(request, PAGE, _context(request, token, found))


def _already_in(request, found: Invitation):
    """On to what was promised; a link held by several says under whose name, on a phone that was lent."""
    if not found.email:
        messages.info(
            request, _("Vous êtes déjà ici, sous ce nom\u00a0: %(name)s.") % {"name": request.viewer.person.name}
        )
    return see_other(promised_by(found))


def _said_so(request, token: str) -> bool:
    """Whether this very browser filled in the form of this link, under the address it has proved since; once."""
    person = request.viewer.person
    return person is not None and request.session.pop(ENTERING, None) == [token, person.email]


def _context(request, token: str, found: Invitation, **forms) -> dict:
    person = request.viewer.person
    not_mine = person is not None and not _is_for(found, person)
    return {
        "token": token,
        "invitation": found,
        "there": found.community,
        "last_day": found.guest_until and found.community.day(found.guest_until),
        "not_mine": not_mine,
        "inside": promised_by(found) if not_mine and found.promises_nothing_more(person, timezone.now()) else "",
        "was_removed": person is not None and _was_removed(found, person),
        "must_sign_in": person is None and bool(found.email) and _is_claimed(found.email),
        "name_form": forms.get("name") or NameForm(initial={"name": found.name if found.email else ""}),
        "address_form": forms.get("address") or AddressForm(),
    }


def _was_removed(found: Invitation, person: Person) -> bool:
    own = Membership.of(found.community, person)
    return own is not None and own.was_taken_out


def _is_claimed(email: str) -> bool:
    """Whether somebody lives at this address already: a letter forwarded must not open their account."""
    person = Person.objects.at_address(email)
    return person is not None and person.claimed_at is not None


@never_cache
@login_not_required
@require_POST
def accepting(request, token):
    """Come in: signed in, or by the letter that proves the address, with a name and nothing else."""
    at = timezone.now()
    found = _open(token, at)
    if found is None:
        return _gone(request, token)
    if request.viewer.person is not None:
        return _let_in(request, token, found, request.viewer.person, at)
    if not found.email or _is_claimed(found.email):
        return see_other(request.path.removesuffix("accepter/"))
    form = NameForm(request.POST)
    if not form.is_valid():
        return form_answer(request, PAGE, _context(request, token, found, name=form))
    person = _newcomer(found, form.cleaned_data["name"], at)
    if person is None:
        return _gone(request, token)
    return arriving.come_in(request, person, next_url=promised_by(found))


@transaction.atomic
def _newcomer(found: Invitation, name: str, at) -> Person | None:
    """Whoever the letter was for, under the name they give, let in; None when the door closed meanwhile."""
    person = arriving.person_at(found.email, name=name, at=at)
    if not found.accept(person, at=at):
        transaction.set_rollback(True)
        return None
    person.describe(at=at, name=name)
    return person


def _let_in(request, token: str, found: Invitation, person: Person, at):
    if found.accept(person, at=at):
        return see_other(promised_by(found))
    if _open(token, at) is None:
        return _gone(request, token)
    return form_answer(request, PAGE, _context(request, token, found))


@never_cache
@login_not_required
@require_POST
def proving(request, token):
    """By a link, signed out: say one's name and address; six digits prove the address and bring one back here."""
    found = _open(token, timezone.now())
    if found is None or found.email:
        return _gone(request, token)
    name, address = NameForm(request.POST), AddressForm(request.POST)
    if not (name.is_valid() and address.is_valid()):
        address.is_valid()
        return form_answer(request, PAGE, _context(request, token, found, name=name, address=address))
    back = request.path.removesuffix("courriel/")
    if not arriving.ask(request, address.cleaned_data["email"], next_url=back, name=name.cleaned_data["name"]):
        address.add_error(None, _("Beaucoup de demandes arrivent en ce moment. Réessayez dans dix minutes."))
        return render(request, PAGE, _context(request, token, found, name=name, address=address), status=429)
    request.session[ENTERING] = [token, tidy_address(address.cleaned_data["email"])]
    return see_other("people:code")
