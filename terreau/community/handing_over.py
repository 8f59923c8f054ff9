"""What the next coordinator finds on the handover page: each room says what is going on in it.

A room registers its part once, in its `followers.py`:

    @handing_over.part(_("Appels ouverts"))
    def open_calls(viewer, community, at): return [(text, address), …]
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Part:
    """A title, and the lines under it: (what, where) with an empty address when there is nowhere to go."""

    title: Any
    lines: list[tuple[str, str]]


Lines = Callable[[Any, Any, Any], list[tuple[str, str]]]
_parts: dict[str, tuple[Any, Lines]] = {}


def part(title) -> Callable[[Lines], Lines]:
    """Have the decorated function give the lines of one part, as `viewer` may read them."""

    def register(lines: Lines) -> Lines:
        _parts[f"{lines.__module__}.{lines.__name__}"] = (title, lines)
        return lines

    return register


def parts_for(viewer, community, at) -> list[Part]:
    """Every part, empty ones included: « rien » is worth knowing too."""
    return [Part(title, lines(viewer, community, at)) for title, lines in _parts.values()]
