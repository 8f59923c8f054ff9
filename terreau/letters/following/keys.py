"""A letter when the way one comes in changes: a key, an application or recovery codes, added, renewed or put away."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.people.models import Person
from terreau.spine.models import JournalEntry
from terreau.spine.outbox import follows

from .. import kinds
from ..post import send
from ..words import Button, Words


@follows("second-factor-changed")
def warn_of_changed_keys(entry: JournalEntry) -> None:
    """To the person, in case it is somebody else who holds their account."""
    what, kind = entry.detail["what"], entry.detail["kind"]
    if (what, kind) == ("added", "recovery_codes"):  # they come with the first key or application, which says so
        return
    if person := Person.objects.here().filter(pk=entry.about_id).first():
        write = lambda viewer: _words(what, kind)  # noqa: E731
        send(kinds.KEYS_CHANGED, to=person, entry=entry, write=write, at=timezone.now())


def _change(what: str, kind: str) -> str:
    renewed = _("Vos codes de secours ont été remplacés\u00a0: les anciens n’ouvrent plus rien.")
    said = {
        ("added", "webauthn"): _("Une clé d’accès a été ajoutée à votre compte."),
        ("removed", "webauthn"): _("Une clé d’accès a été retirée de votre compte."),
        ("added", "totp"): _("Une application qui donne des codes a été ajoutée à votre compte."),
        ("removed", "totp"): _("L’application qui donne des codes a été retirée de votre compte."),
        ("removed", "recovery_codes"): _("Vos codes de secours ont été retirés."),
        ("renewed", "recovery_codes"): renewed,
    }
    return said[what, kind]


def _words(what: str, kind: str) -> Words:
    return Words(
        subject=_("Votre façon d’entrer a changé"),
        body=[
            _change(what, kind),
            _("Si c’est vous, il n’y a rien à faire."),
            _("Si ce n’est pas vous, retirez ce que vous ne reconnaissez pas, et fermez les appareils inconnus."),
        ],
        button=Button(_("Voir comment j’entre"), reverse("people:security")),
        why=_("Vous recevez ce courriel parce que la sécurité de votre compte vient de changer."),
    )
