"""Numbers in words up to twelve, in the active language: a sentence reads better so."""

from django.utils.translation import get_language

WORDS = {
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze".split(),
    "en": "zero one two three four five six seven eight nine ten eleven twelve".split(),
}


def in_words(number: int) -> str:
    """« deux », « douze », then « 13 »."""
    language = "en" if (get_language() or "fr").startswith("en") else "fr"
    return WORDS[language][number] if 0 <= number <= 12 else str(number)
