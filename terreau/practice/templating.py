"""What this room adds to the templates."""

from .led_on import way_to_write


def extend(environment) -> None:
    """Add what pages of this room and of later ones ask."""
    environment.globals.update(way_to_write=way_to_write)
