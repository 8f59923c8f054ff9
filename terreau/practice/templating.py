"""What this room adds to the templates."""

from .led_on import notes_from, way_to_write


def capitalize_first(text: str) -> str:
    """The same sentence with a capital; names inside keep theirs."""
    return text[:1].upper() + text[1:]


def extend(environment) -> None:
    """Add what pages of this room and of later ones ask."""
    environment.filters["capitalize_first"] = capitalize_first
    environment.globals.update(notes_from=notes_from, way_to_write=way_to_write)
