"""Answering from a mail in one gesture: a signed address that opens one page with one button, and nothing else."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from terreau.people.models import Person
from terreau.ui.keys import key_in

SALT = "terreau.gathering.presence"


def address_for(person: Person, gathering, answer: str = "") -> str:
    """The whole address, with one answer chosen beforehand."""
    said = {"p": person.key, "c": gathering.community.slug, "g": gathering.handle}
    token = signing.dumps(said, salt=SALT, compress=False)
    path = reverse("gathering:by-mail", args=[token])
    return settings.ADDRESS + path + (f"?choix={answer}" if answer else "")


def read(token: str) -> tuple[Person, str, str] | None:
    """(whose it is, the community's address, the date's handle); None for one nobody signed, or somebody who left."""
    try:
        said = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    person = Person.objects.here().filter(key=key_in(said["p"])).first()
    return (person, said["c"], said["g"]) if person is not None else None
