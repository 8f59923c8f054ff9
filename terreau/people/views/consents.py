"""What I agreed to: each yes and each no, with its date and its words."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from terreau.ui.answers import see_other

from ..models import Consent, Person

CONTACT = Consent.Purpose.CONTACT

MEANS = {
    Consent.Purpose.DIRECTORY: gettext_lazy(
        "Votre nom et ce que vous avez choisi de montrer se lisent dans l’annuaire, par les membres seulement."
    ),
    Consent.Purpose.PRESENCE: gettext_lazy(
        "Votre année d’arrivée s’ajoute au dessin de la communauté. Aucun nom, et rien en dessous de sept personnes."
    ),
    Consent.Purpose.CONTACT: gettext_lazy(
        "Quand quelqu’un cherche de l’aide, votre nom peut lui être proposé d’après ce que vous dites apporter. "
        "Vous dites aussi combien de fois par mois, au plus."
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
    times = [(number, ngettext("%(n)s fois", "%(n)s fois", number) % {"n": number}) for number in Person.TIMES_ASKED]
    context = {"tab": "consents", "asked": asked, "ledger": ledger[::-1], "times": times, "contact": CONTACT}
    return render(request, "people/consents_page.html", context)


@require_POST
def limiting(request):
    """How many times a month, at most, one agrees to be asked for help by name."""
    times = request.POST.get("fois", "")[:2]
    if times not in map(str, Person.TIMES_ASKED):
        raise Http404
    request.user.be_asked(int(times), at=timezone.now())
    messages.success(request, _("C’est noté."))
    return see_other("people:consents")


@require_POST
def consenting(request, purpose):
    """Say yes or no to one purpose."""
    given = {"oui": True, "non": False}.get(request.POST.get("reponse"))
    if purpose not in Consent.Purpose.values or given is None:
        raise Http404
    Consent.say(request.user, purpose, given=given, at=timezone.now())
    messages.success(request, _("C’est noté."))
    return see_other("people:consents")
