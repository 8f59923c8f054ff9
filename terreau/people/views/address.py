"""Another address: the same proof as for coming in, from the new mailbox."""

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from terreau.ui.answers import form_answer, see_other

from .. import arriving, limits
from ..forms import AddressForm, CodeForm, posted
from ..models import SignIn

MOVING = "moving"  # in the session: the key of the request that proves the new address


@require_http_methods(["GET", "HEAD", "POST"])
def address(request):
    """Say the new address; a code goes there."""
    form = AddressForm(posted(request))
    form.fields["email"].label = _("Ma nouvelle adresse")
    form.fields["email"].widget.attrs["autocomplete"] = "email"
    if request.method == "POST" and form.is_valid():
        if limits.may_ask_for_code(request):
            asked = SignIn.ask_to_move(request.user, form.cleaned_data["email"], at=timezone.now())
            request.session[MOVING] = asked.key
            return see_other("people:address-code")
        form.add_error(None, _("Beaucoup de demandes arrivent en ce moment. Réessayez dans dix minutes."))
    answer = form_answer if form.errors else render
    return answer(request, "people/address_page.html", {"form": form, "tab": "me"})


@require_http_methods(["GET", "HEAD", "POST"])
def address_code(request):
    """Take the six digits that reached the new address."""
    mine = SignIn.objects.filter(person=request.user, purpose=SignIn.Purpose.ADDRESS)
    asked, at = mine.filter(key=request.session.get(MOVING)).first(), timezone.now()
    if asked is None or not asked.link_works(at):
        return see_other("people:address")
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        opened = arriving.tried(request, asked, form.cleaned_data["code"], at=at)
        if opened and (answer := moved(request, asked, at=at)):
            return answer
        wrong = _("Ce n’est pas ce code, ou il ne sert plus.")
        form.add_error("code", wrong if opened is not None else arriving.only_the_link())
    answer = form_answer if form.errors else render
    return answer(request, "people/address_code_page.html", {"form": form, "email": asked.email, "tab": "me"})


def moved(request, asked: SignIn, *, at):
    """The proof is spent and the address changed, unless somebody has it; None when already spent."""
    if not asked.use(at=at):
        return None
    if asked.person.is_active and asked.person.move_to(asked.email, at=at):
        messages.success(request, _("Vos courriels iront désormais à %(email)s.") % {"email": asked.email})
    else:
        messages.warning(request, _("Quelqu’un ici a déjà cette adresse. La vôtre n’a pas changé."))
    return see_other("people:me" if request.user.is_authenticated else "people:sign-in")
