"""What others read of a person: each field for its own audience, said once, for pages, lists and exports alike."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .models import Person

AUDIENCE = Person.Audience
_SEES: dict[str, set[Person.Audience]] = {
    AUDIENCE.MEMBERS: {AUDIENCE.MEMBERS},
    AUDIENCE.STEWARDS: {AUDIENCE.MEMBERS, AUDIENCE.STEWARDS},
    AUDIENCE.ME: {AUDIENCE.MEMBERS, AUDIENCE.STEWARDS, AUDIENCE.ME},
}


def words_for(person: Person, relation: str) -> dict[str, str]:
    """The fields of `person` that a reader may see, empty ones left out, in the order of the page.

    `relation` is what the reader is to them: « membres » (of one of their communities), « animation » (steward of
    one), « moi ». Anybody else reads nothing.
    """
    seen = _SEES.get(relation, set())
    if person.erased_at is not None:
        return {}
    words = {field: getattr(person, field) or "" for field in ("place", "brings", "seeks", "practice", "email")}
    return {field: text for field, text in words.items() if text and person.audience_of(field) in seen}


def who_sees_what(person: Person) -> Iterator[tuple[str, str]]:
    """The table « Qui voit quoi », as sentences: what, and who reads it."""
    everywhere = _("les membres de vos communautés, et qui lit un échange public où vous avez écrit")
    yield _("Votre nom"), everywhere
    said = {
        AUDIENCE.MEMBERS: _("les membres de vos communautés"),
        AUDIENCE.STEWARDS: _("les personnes qui animent vos communautés"),
        AUDIENCE.ME: _("vous, et personne d’autre"),
    }
    named = {
        "place": _("D’où vous parlez"),
        "brings": _("Ce que vous apportez"),
        "seeks": _("Ce que vous cherchez"),
        "practice": _("Votre pratique"),
        "email": _("Votre courriel"),
    }
    for field, label in named.items():
        yield label, said[AUDIENCE(person.audience_of(field))]
    yield _("Ce que vous lisez, vos visites, vos absences"), _("personne\u00a0: ce n’est pas gardé pour les autres")
