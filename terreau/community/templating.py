"""What every template may ask of this room."""

from .addresses import address_of
from .words import WORDS


def extend(environment) -> None:
    """Called once by ui/templating.py."""
    environment.globals.update(address_of=address_of, field_words=WORDS)
