"""What the commands say at a terminal: in French, or in English where the shell speaks English."""

import os


def english() -> bool:
    """Whether the shell asks for English (`LC_ALL`, else `LC_MESSAGES`, else `LANG`)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.lower().startswith("en")
    return False


def said(french: str, in_english: str) -> str:
    """The one of the two sentences that this shell understands."""
    return in_english if english() else french
