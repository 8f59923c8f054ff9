"""What comes out of a conversation: later rooms say which ways lead on from a message, and what a thread became.

onward.lead(_("En faire une fiche"), address)      # address(community) → what a message's key is put after
onward.came_out(ask)                               # ask(viewer, thread) → [(sentence, address)], one query at most
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F

Address = Callable[[Any], str]
Asking = Callable[[Any, Any], Iterable[tuple[str, str]]]
_ways: list[tuple[Any, Address]] = []
_asked: list[Asking] = []


def lead(label, address: Address) -> None:
    """Offer this way under every message that a member may read."""
    _ways.append((label, address))


def came_out(ask: Asking) -> Asking:
    """Have a thread's page say what came out of it."""
    _asked.append(ask)
    return ask


def became(thread: int | None) -> None:
    """One more thing was made of this thread: from now on its page asks what."""
    from .models import Thread

    Thread.objects.filter(pk=thread).update(became=F("became") + 1)


def ways_from(community) -> list[tuple[str, str]]:
    """(label, the beginning of the address) of each way that leads on from a message here."""
    return [(str(label), address(community)) for label, address in _ways]


def came_out_of(thread, viewer) -> list[tuple[str, str]]:
    """(sentence, address) of what came out of this thread and that the viewer may read."""
    if not thread.became:
        return []
    return [found for ask in _asked for found in ask(viewer, thread)]
