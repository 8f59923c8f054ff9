"""Names and words compared without capitals or accents, the same way in Python and in both databases."""

import unicodedata

from django.db.models import Value
from django.db.models.functions import Lower, Replace

_PLAIN = {
    "a": "àâäáãÀÂÄÁÃ",
    "c": "çÇ",
    "e": "éèêëÉÈÊË",
    "i": "îïíÎÏÍ",
    "n": "ñÑ",
    "o": "ôöóõÔÖÓÕ",
    "u": "ùûüúÙÛÜÚ",
    "oe": "œŒ",
}


def fold(text: str) -> str:
    """« Chloé » and « CHLOE » are both « chloe »."""
    text = unicodedata.normalize("NFC", text)
    for plain, letters in _PLAIN.items():
        for letter in letters:
            text = text.replace(letter, plain)
    return text.lower()


def folded(field: str):
    """The same, as an expression over a column."""
    expression = Lower(field)
    for plain, letters in _PLAIN.items():
        for letter in letters:
            expression = Replace(expression, Value(letter), Value(plain))
    return expression
