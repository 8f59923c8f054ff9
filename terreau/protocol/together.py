"""What everybody in a room reads alike, read once for all of them: in this process, for one beat of the run.

A step changes forty screens at once. Who is there and where the course stands are the same for all of them; what may be
read, and everything anybody wrote, is asked for each person, each time.
"""

import copy
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from django.db.models import Exists

from terreau.spine.reading import System

from . import engine
from .models import Capture, Participant, Run

FOUND = System("who is in a run that was found for its viewer")
HELD_FOR = 1.0  # seconds: a name may change without a beat
MANY = 64  # runs at once in one process


@dataclass(frozen=True)
class Together:
    """One run at one beat: who is in the room, where it stands, whether anything at all was written."""

    people: tuple[Participant, ...]
    state: engine.State
    has_words: bool
    read_at: float

    def people_of(self, run: Run) -> list[Participant]:
        """The people, each one's own object for who asks."""
        mine = [copy.copy(one) for one in self.people]
        for one in mine:
            one.run = run
        return mine


_held: OrderedDict[tuple[str, int], Together] = OrderedDict()
_lock = threading.Lock()


def together(run: Run) -> Together:
    """What is the same for all, at the beat that `run` was read at; `run.state` is known afterwards."""
    beat = (run.key, run.pulse)
    with _lock:
        found = _held.get(beat)
        if found is None or time.monotonic() - found.read_at > HELD_FOR:
            found = _held[beat] = _read(run)
            _held.move_to_end(beat)
            while len(_held) > MANY:
                _held.popitem(last=False)
    run.known(found.state)
    return found


def forget() -> None:
    """Nothing is held any more (between two tests, whose runs have the same keys and beats)."""
    with _lock:
        _held.clear()


def _read(run: Run) -> Together:
    words = Capture.objects.visible_to(FOUND).of(run)
    here = Participant.objects.visible_to(FOUND).here().filter(run=run).annotate(any_words=Exists(words))
    people = tuple(here.select_related("person").order_by("pk"))
    return Together(people, run.state, any(one.any_words for one in people), time.monotonic())
