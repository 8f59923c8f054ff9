"""The mail a person received: when and of which kind, in their archive; forgotten when they leave."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy

from terreau.people import footprint

from . import backends
from .models import Bundle, Posted

footprint.technical("letters.bundle", "ids of what waits to be mailed to them; emptied within days")
footprint.technical("letters.line", "ids of what waits to be mailed to them; emptied within days")


@footprint.section(
    "courriels",
    covers=["letters.posted"],
    says=gettext_lazy("les courriels reçus ces dernières semaines : leur genre et leur date"),
)
def received(person):
    """Each letter of the last weeks."""
    for letter in Posted.objects.filter(person=person).order_by("at"):
        yield {"kind": letter.kind, "at": letter.at, "refused_at": letter.refused_at}


@footprint.erasure
def forget(person, at, keep_words):
    """The ledger, and what was waiting."""
    Posted.objects.filter(person=person).delete()
    Bundle.objects.filter(person=person).delete()
    transaction.on_commit(partial(backends.forget, person.email))
