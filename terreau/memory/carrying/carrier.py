"""The same steps for each kind of arrival: look, let in, take out again, each for as long as one is given."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from ..models import Arrival, ArrivalFile, ArrivalProblem
from ..models.arrival import HELD_FOR, WHY, Interrupted

log = logging.getLogger("terreau.memory")
A_BATCH = 500  # entries in one transaction
A_BREATH = timedelta(milliseconds=1)  # between two turns: whatever else waits goes first


class Deadline:
    """Until when to go on before letting others have their turn."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def __bool__(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() >= self.end


class Carrier:
    """What a kind of arrival does at each step. Each step is called again until it answers True."""

    def __init__(self, arrival: Arrival) -> None:
        self.arrival = arrival
        self.community = arrival.community

    def look(self, deadline: Deadline) -> bool:
        """Read everything and keep what is wrong, changing nothing in the community."""
        raise NotImplementedError

    def let_in(self, deadline: Deadline) -> bool:
        """Bring in the next entries; True when all are in."""
        raise NotImplementedError

    def take_out(self, deadline: Deadline) -> bool:
        """Take out the next rows; True when all are out."""
        raise NotImplementedError

    def tidy(self) -> None:
        """Put away what was kept only for the way."""

    # ---- shared ----
    @property
    def files(self) -> list[ArrivalFile]:
        """The brought files, in order."""
        return list(ArrivalFile.objects.visible_to(WHY).filter(arrival=self.arrival).select_related("file__community"))

    def forget_problems(self, *, while_carrying: bool) -> None:
        """Make place for what this step will find."""
        ArrivalProblem.objects.filter(arrival=self.arrival, while_carrying=while_carrying).delete()

    @staticmethod
    def open(brought: ArrivalFile):
        """The bytes of a brought file, as a stream."""
        return default_storage.open(brought.file.path, "rb")


_carriers: dict[str, Callable[[Arrival], Carrier]] = {}


def carries(kind: str):
    """Have the decorated class carry this kind of arrival."""

    def register(carrier: Callable[[Arrival], Carrier]):
        _carriers[kind] = carrier
        return carrier

    return register


def advance(arrival: Arrival, *, seconds: float) -> datetime | None:
    """Go on with an arrival for about so long; when to go on again, None once nothing is left to do."""
    at = timezone.now()
    if not arrival.is_moving:
        return None
    if not arrival.hold(at):
        return at + HELD_FOR
    try:
        over = _step(arrival, _carriers[arrival.kind](arrival), Deadline(seconds))
    except Interrupted:
        return None
    except Exception as trouble:
        log.exception("arrival %s broke", arrival.key)
        arrival.fail(f"{type(trouble).__name__}: {trouble}", at=timezone.now())
        return None
    finally:
        arrival.let_go()
    return None if over else timezone.now() + A_BREATH


def _step(arrival: Arrival, carrier: Carrier, deadline: Deadline) -> bool:
    state = arrival.State
    if arrival.state == state.RECEIVED:
        return carrier.look(deadline)
    if arrival.state == state.RUNNING and carrier.let_in(deadline):
        at = timezone.now()
        arrival.finish(at=at)
        release(arrival, carrier, at=at)
        return True
    if arrival.state == state.UNDOING and carrier.take_out(deadline):
        at = timezone.now()
        arrival.undone(at=at)
        release(arrival, carrier, at=at)
        return True
    return False


def release(arrival: Arrival, carrier: Carrier, *, at: datetime) -> None:
    """The way is over: the brought files are erased, other people's mail does not lie around."""
    carrier.tidy()
    for brought in carrier.files:
        brought.file.erase(at=at)


def carrier_of(arrival: Arrival) -> Carrier:
    """Whatever carries this arrival."""
    return _carriers[arrival.kind](arrival)
