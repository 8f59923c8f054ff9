"""What this room forgets by itself."""

from datetime import datetime, timedelta

from .carrying import history, mail, members  # noqa: F401  each says what it carries
from .carrying.carrier import carrier_of, release
from .models import Arrival, ArrivalProblem
from .models.arrival import WHY

KEPT = timedelta(days=30)
State = Arrival.State


def forget_abandoned(at: datetime) -> int:
    """Files brought a month ago and left there are erased, and what was quoted of files: what came in stays."""
    ArrivalProblem.objects.filter(arrival__moved_at__lt=at - KEPT).delete()
    waiting = Arrival.objects.visible_to(WHY).filter(moved_at__lt=at - KEPT, files__isnull=False).distinct()
    waiting = waiting.filter(state__in=[State.LOOKED, State.STOPPED, State.FAILED]).select_related("community")
    done = 0
    for arrival in waiting:
        release(arrival, carrier_of(arrival), at=at)
        if arrival.state == State.LOOKED:
            arrival.withdraw(by=None, at=at)
        done += 1
    return done
