"""Text reduced to what the ear would call the same."""

import unicodedata

LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " "}
)


def fold(text: str) -> str:
    """Lower case, no accents, plain apostrophes and spaces: for comparing, never for showing."""
    apart = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
