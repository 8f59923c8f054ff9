"""Whether somebody unknown may make an account: people/ does not know communities, so the rooms that do say so here.

@doors.register
def some_community_is_open(knock): ...
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Knock:
    """Somebody unknown whose address is proved, and where they were going."""

    email: str
    next_url: str
    at: datetime


Door = Callable[[Knock], bool]
_doors: list[Door] = []


def register(door: Door) -> Door:
    """Add a room's answer: True lets this knock make an account."""
    if door not in _doors:
        _doors.append(door)
    return door


def forget(door: Door) -> None:
    """Take a room's answer back (tests do)."""
    _doors.remove(door)


def one_is_open(knock: Knock) -> bool:
    """Whether any room lets them in."""
    return any(door(knock) for door in _doors)
