"""What every template may ask of this room."""

from django.utils.translation import get_language

from terreau.ui.templating import shown_as

from .addresses import address_of
from .models import Hat
from .words import WORDS, WORN_BY

FEW = {
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze".split(),
    "en": "zero one two three four five six seven eight nine ten eleven twelve".split(),
}


def few(number: int) -> str:
    """A number in words up to twelve, as in a sentence; in figures beyond."""
    words = FEW["en" if (get_language() or "fr").startswith("en") else "fr"]
    return words[number] if 0 <= number < len(words) else str(number)


def hat_on(kind: str, agreement: str) -> str:
    """What a hat is called on somebody who said how they are spoken of (`Person.agreement`)."""
    return str(WORN_BY.get((kind, agreement)) or shown_as(Hat, "kind", kind))


def extend(environment) -> None:
    """Called once by ui/templating.py."""
    environment.globals.update(address_of=address_of, hat_on=hat_on, field_words=WORDS)
    environment.filters["few"] = few
