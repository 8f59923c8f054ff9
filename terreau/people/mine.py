"""What this room and the spine know of a person: told in their archive, forgotten when they leave."""

from django.db.models import Q
from django.utils.translation import gettext_lazy

from terreau.spine.models import JournalEntry

from . import footprint
from .models import Consent, Export, Person, SignedIn, SignIn

footprint.technical("people.export", "archives that the person asked for; deleted with them")
footprint.technical("mfa.authenticator", "told in « connexions » by name; its secrets are nobody's to carry away")
footprint.technical("account.emailaddress", "a table of the sign-in library that stays empty here")


@footprint.section(
    "moi",
    covers=["people.person"],
    says=gettext_lazy("votre page et vos réglages"),
)
def myself(person):
    """Everything the person's own row says."""
    hidden = {"password", "id"}
    yield {field.name: getattr(person, field.name) for field in Person._meta.fields if field.name not in hidden}


@footprint.section(
    "accords",
    covers=["people.consent"],
    says=gettext_lazy("vos accords et vos refus"),
)
def consents(person):
    """Each yes and no."""
    for line in Consent.objects.filter(person=person):
        yield {"purpose": line.purpose, "given": line.given, "wording": line.wording, "said_at": line.said_at}


@footprint.section(
    "connexions",
    covers=["people.signedin", "people.signin"],
    says=gettext_lazy("vos connexions, vos clés d’accès et les codes envoyés"),
)
def sessions(person):
    """Where the person is signed in, the keys they use, and the codes sent lately."""
    for row in SignedIn.objects.filter(person=person):
        yield {"kind": "session", "name": row.device, "began_at": row.began_at, "last_day": row.last_day}
    for key in person.authenticator_set.all():
        name = key.wrap().name if key.type == key.Type.WEBAUTHN else key.type
        yield {"kind": "second factor", "name": name, "began_at": key.created_at, "last_day": key.last_used_at}
    for asked in SignIn.objects.filter(email=person.email):
        yield {"kind": "code sent", "name": asked.email, "began_at": asked.asked_at, "last_day": asked.used_at}


@footprint.section(
    "gestes",
    covers=["spine.journalentry"],
    says=gettext_lazy("ce que le journal dit de vos gestes"),
)
def acts(person):
    """Each act the journal holds in the person's name."""
    for entry in JournalEntry.objects.filter(by=person).iterator(chunk_size=2000):
        yield {"at": entry.at, "act": entry.act, "about": entry.about_kind}


@footprint.erasure
def forget(person, at, keep_words):
    """Sessions, codes, consents, archives and keys go; the journal no longer says who."""
    SignedIn.objects.filter(person=person).delete()
    SignIn.objects.filter(Q(person=person) | Q(email=person.email)).delete()
    Consent.objects.filter(person=person).delete()
    Export.objects.filter(person=person).delete()
    person.authenticator_set.all().delete()
    JournalEntry.objects.filter(about_kind="people.person", about_id=person.pk).update(about_id=None, detail={})
    JournalEntry.objects.filter(by=person).update(by=None)
