"""What changes while people look: who listens to what in this process, and how a change reaches them.

A channel is (kind, id). A stream carries numbers only: each change of a channel has the next one, so that whoever comes
back says which was the last and gets the others. The number is in the database; this only says « look again ».
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction

log = logging.getLogger("terreau.live")
Channel = tuple[str, int]
Positions = Callable[[list[int]], dict[int, int]]
Listeners = Callable[[list[int]], dict[int, set[int]]]


@dataclass(frozen=True)
class Kind:
    """How to ask where channels of a kind stand, and who may still hear of them."""

    positions: Positions
    listeners: Listeners


kinds: dict[str, Kind] = {}


def register(kind: str, *, positions: Positions, listeners: Listeners) -> None:
    """Have channels of this kind: `positions(ids)` → {id: number}, `listeners(ids)` → {id: persons who may hear}."""
    kinds[kind] = Kind(positions, listeners)


@dataclass(eq=False)
class Ear:
    """One stream that is open: who listens, to what, and what they have not been told yet."""

    channel: Channel
    person: int
    told: int = 0
    known: int = 0
    closed: bool = False
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, number: int) -> None:
        """There is something up to this number."""
        if number > self.known:
            self.known = number
            self.woken.set()

    def close(self) -> None:
        """Nothing more is told."""
        self.closed = True
        self.woken.set()


class Hub:
    """Every ear of this process. Touched only from its event loop, but for `changed`."""

    def __init__(self):
        self.ears: dict[Channel, set[Ear]] = defaultdict(set)
        self.loop: asyncio.AbstractEventLoop | None = None
        self.waiting: set[Channel] = set()  # changed, not yet looked at
        self.looked = asyncio.Event()

    def add(self, ear: Ear) -> None:
        """Somebody listens."""
        self.ears[ear.channel].add(ear)

    def remove(self, ear: Ear) -> None:
        """Somebody went."""
        self.ears[ear.channel].discard(ear)
        if not self.ears[ear.channel]:
            del self.ears[ear.channel]

    def changed(self, channel: Channel) -> None:
        """Called in the loop: look at this channel again."""
        if channel in self.ears:
            self.waiting.add(channel)
            self.looked.set()

    def tell(self, kind: str, positions: dict[int, int]) -> None:
        """Where the channels stand."""
        for pk, number in positions.items():
            for ear in self.ears.get((kind, pk), ()):
                ear.hear(number)

    def close_those_who_may_not(self, kind: str, listeners: dict[int, set[int]]) -> None:
        """Close the stream of whoever went out or lost access."""
        for pk, persons in listeners.items():
            for ear in list(self.ears.get((kind, pk), ())):
                if ear.person not in persons:
                    ear.close()

    def listened(self) -> dict[str, list[int]]:
        """The ids listened to, by kind."""
        found: dict[str, list[int]] = defaultdict(list)
        for kind, pk in list(self.ears):
            found[kind].append(pk)
        return found


hub: Hub | None = None  # that of this process, once a server began one


def begin(made: Hub | None) -> None:
    """Say which hub this process has."""
    global hub
    hub = made


def changed(kind: str, pk: int) -> None:
    """Something changed: told here and to the other processes, once it is truly written."""
    connection = transaction.get_connection()
    if connection.vendor == "postgresql":  # told to every process at commit; SQLite's look at the file instead
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify('terreau_live', %s)", [f"{kind}:{pk}"])
    transaction.on_commit(lambda: _here(kind, pk))


def _here(kind: str, pk: int) -> None:
    if hub is not None and hub.loop is not None and not hub.loop.is_closed():
        hub.loop.call_soon_threadsafe(hub.changed, (kind, pk))
