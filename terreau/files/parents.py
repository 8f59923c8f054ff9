"""What files hang from. A file has no rights of its own: a room that attaches files says who sees them.

It does so in its `attaching.py`, which is imported at start:

@parents.register
def attached_to_messages(viewer):
    shown = Attachment.objects.visible_to(viewer).filter(file=OuterRef("pk"))
    return Q(Exists(shown))
"""

from collections.abc import Callable

from django.db.models import Q

from terreau.spine.reading import System

Parent = Callable[[object], Q]
ANYONE = System("what a file hangs from")
_parents: list[Parent] = []


def register(parent: Parent) -> Parent:
    """Add a room's answer: for a viewer, the Q over File of the files hanging from something they may read.

    For `System(reason)` it answers for everything that exists, so that a file still held is never swept away.
    """
    if parent not in _parents:
        _parents.append(parent)
    return parent


def forget(parent: Parent) -> None:
    """Take a room's answer back (tests do)."""
    _parents.remove(parent)


def registered() -> bool:
    """Whether any room attaches files; without one nothing can be called adrift."""
    return bool(_parents)


def visible_through(viewer) -> Q:
    """The files that hang from at least one thing `viewer` may read."""
    found = Q(pk__in=[])
    for parent in _parents:
        found |= parent(viewer)
    return found


def attached() -> Q:
    """The files that hang from anything at all."""
    return visible_through(ANYONE)
