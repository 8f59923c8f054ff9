"""Letters of the person's own doing: a code to come in, a warning when the address changes, their data ready."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.people.models import Export, Person, SignIn
from terreau.spine.models import JournalEntry
from terreau.spine.outbox import follows
from terreau.ui import dates

from .. import kinds
from ..post import send
from ..words import Button, Code, Words


@follows("sign-in-asked")
def send_code(entry: JournalEntry) -> None:
    """The code and the link, to the address itself, while they still open something."""
    asked = SignIn.objects.filter(pk=entry.about_id).first()
    if asked is None:
        return
    at = timezone.now()
    send(
        kinds.SIGN_IN,
        to=asked.email,
        entry=entry,
        write=lambda viewer: _code(asked) if asked.link_works(at) else None,
        at=at,
        language=asked.language,
    )


def _code(asked: SignIn) -> Words:
    digits = f"{asked.code()[:3]} {asked.code()[3:]}"
    opening = _("Voici votre code pour entrer.")
    if asked.purpose == SignIn.Purpose.ADDRESS:
        opening = _("Voici le code qui prouve que cette adresse est la vôtre.")
    return Words(
        subject=_("%(digits)s, votre code pour Terreau") % {"digits": digits},
        body=[
            opening + " " + _("Il sert une fois, pendant quinze minutes."),
            Code(digits),
            _("Vous pouvez aussi ouvrir cette page, et y appuyer sur le bouton."),
        ],
        button=Button(_("Ouvrir la page"), asked.get_absolute_url()),
        after=[_("Si vous n’avez rien demandé, laissez ce courriel\u00a0: sans le code, personne n’entre.")],
        why=_("Vous recevez ce courriel parce que quelqu’un, vous sans doute, a donné cette adresse à Terreau."),
    )


@follows("address-change-asked")
def warn_of_new_address(entry: JournalEntry) -> None:
    """To the address of today, in case it is somebody else who wants another."""
    if person := Person.objects.here().filter(pk=entry.about_id).first():
        write = lambda viewer: _address_warning()  # noqa: E731
        send(kinds.ADDRESS_WARNING, to=person, entry=entry, write=write, at=timezone.now())


def _address_warning() -> Words:
    return Words(
        subject=_("Une autre adresse est demandée pour votre compte"),
        body=[
            _("Quelqu’un, vous sans doute, souhaite que vos courriels de Terreau aillent à une autre adresse."),
            _("Rien ne change tant que l’autre adresse n’a pas été prouvée par un code."),
            _("Si ce n’est pas vous, fermez les appareils que vous ne reconnaissez pas."),
        ],
        button=Button(_("Voir mes appareils"), reverse("people:sessions")),
        why=_("Vous recevez ce courriel parce que l’adresse de votre compte est sur le point de changer."),
    )


@follows("export-ready")
def tell_export_is_ready(entry: JournalEntry) -> None:
    """My data out: where to fetch them, and until when."""
    at = timezone.now()
    export = Export.objects.in_date(at).filter(pk=entry.about_id).select_related("person").first()
    if export is not None:
        send(kinds.EXPORT_READY, to=export.person, entry=entry, write=lambda viewer: _export(export), at=at)


def _export(export: Export) -> Words:
    until = dates.short_day(export.expires_at)
    return Words(
        subject=_("Vos données sont prêtes"),
        body=[
            _("L’archive que vous avez demandée est faite\u00a0: tout ce que Terreau sait de vous, et vos fichiers."),
            _("Elle vous attend jusqu’au %(day)s, puis elle disparaît.") % {"day": until},
        ],
        button=Button(_("Aller la chercher"), reverse("people:export")),
        why=_("Vous recevez ce courriel parce que vous avez demandé vos données."),
    )
