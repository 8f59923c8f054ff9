"""The way to change the rhythm of mail from a mail itself, without signing in: a signed address, never stored."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .models import Person

SALT = "terreau.people.rhythm"


def token_for(person: Person) -> str:
    """What the address carries; it opens the rhythm of mail and nothing else."""
    return signing.dumps(person.key, salt=SALT, compress=False)


def address_for(person: Person, choice: str = "") -> str:
    """The whole address for the foot of a mail and for List-Unsubscribe; `choice` is chosen beforehand there."""
    path = reverse("people:rhythm-by-mail", args=[token_for(person)])
    return settings.ADDRESS + path + (f"?choix={choice}" if choice else "")


def person_of_token(token: str) -> Person | None:
    """Whose address it is; None for one nobody signed, or somebody who left."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Person.objects.here().filter(key=key).first()
