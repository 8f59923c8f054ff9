"""The data map: what each field of each table is, why it is kept, for how long, and what leaving does to it.

Each room says so in its own `datamap.py`, imported at start; a field that nobody described fails a test. The page of
trust is made from here.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

IDENTITY, CONTENT, BEHAVIOUR, TECHNICAL = KINDS = ("identity", "content", "behaviour", "technical")

# for how long
UNTIL_LEAVING = _("jusqu’au départ de la personne")
WITH_COMMUNITY = _("tant que la communauté existe")
WITH_INSTALLATION = _("tant que l’installation existe")
SOME_DAYS = _("quelques jours")
A_MONTH = _("trente jours après avoir servi")

# what leaving does
ERASED = _("effacé")
DETACHED = _("reste, sans dire qui")
AS_CHOSEN = _("reste ou s’efface, selon le choix de la personne")
NOBODYS = _("ne concerne personne en particulier")


@dataclass(frozen=True)
class Entry:
    """One field."""

    model: str
    field: str
    kind: str
    why: str
    kept: str
    leaving: str


entries: dict[tuple[str, str], Entry] = {}


def describe(model: str, *, why, kept, leaving, **kinds: str) -> None:
    """Describe a model (« room.model »): its fields by kind, as `content="source html"`, with one reason for all.

    Called again for the same model it adds fields kept for another reason or another time.
    """
    for kind, fields in kinds.items():
        if kind not in KINDS:
            raise ValueError(kind)
        for field in fields.split():
            if (model, field) in entries:
                raise ValueError(f"{model}.{field} is described twice")
            entries[model, field] = Entry(model, field, kind, why, kept, leaving)


def of(model: str) -> list[Entry]:
    """What was said of a model's fields."""
    return [entry for (name, _field), entry in entries.items() if name == model]
