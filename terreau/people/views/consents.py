"""What I agreed to: each yes and each no, with its date and its words."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from terreau.ui.answers import see_other

from ..models import Consent

MEANS = {
    Consent.Purpose.DIRECTORY: gettext_lazy(
        "Votre nom et ce que vous avez choisi de montrer se lisent dans l’annuaire, par les membres seulement."
    ),
    Consent.Purpose.PRESENCE: gettext_lazy(
        "Votre année d’arrivée s’ajoute au dessin de la communauté. Aucun nom, et rien en dessous de sept personnes."
    ),
    Consent.Purpose.CONTACT: gettext_lazy(
        "Quand quelqu’un cherche de l’aide, votre nom peut lui être proposé d’après ce que vous dites apporter."
    ),
}


@require_safe
def consents(request):
    """Each purpose with its standing answer, then the whole ledger."""
    ledger = list(Consent.objects.filter(person=request.user))
    standing = {line.purpose: line for line in ledger}
    asked = [
        {"purpose": purpose, "means": MEANS[purpose], "said": standing.get(purpose), "unsaid": Consent.UNSAID[purpose]}
        for purpose in Consent.Purpose
    ]
    context = {"tab": "consents", "asked": asked, "ledger": ledger[::-1]}
    return render(request, "people/consents_page.html", context)


@require_POST
def consenting(request, purpose):
    """Say yes or no to one purpose."""
    given = {"oui": True, "non": False}.get(request.POST.get("reponse"))
    if purpose not in Consent.Purpose.values or given is None:
        raise Http404
    Consent.say(request.user, purpose, given=given, at=timezone.now())
    messages.success(request, _("C’est noté."))
    return see_other("people:consents")
