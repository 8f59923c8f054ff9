"""After people's traces came in or went out: they are counted again, and la coupe with them."""

from collections.abc import Iterable

from django.utils import timezone

from terreau.lifecycle.counting import recount
from terreau.lifecycle.models import Participant
from terreau.lifecycle.soil import settle_soil

from ..models import Arrival
from .carrier import Deadline

A_TURN = 50  # participants counted before looking at the clock


def settle(arrival: Arrival, deadline: Deadline, participants: Iterable[int]) -> bool:
    """Count these participants again, from where the last turn ended; then la coupe. True when all is counted."""
    waiting = sorted(pk for pk in participants if pk > arrival.marker.get("counted", 0))
    for start in range(0, len(waiting), A_TURN):
        some = waiting[start : start + A_TURN]
        with arrival.batch():
            recount(arrival.community, some)
            arrival.marker = {**arrival.marker, "counted": some[-1]}
        if deadline:
            return False
    with arrival.batch():
        settle_soil(arrival.community, timezone.now())
    return True


def participants_of(arrival: Arrival, people: set[int]) -> list[int]:
    """The participants of these people in the arrival's community, made where there was none."""
    return list(Participant.of_people(arrival.community, people).values())
