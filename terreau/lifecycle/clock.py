"""What this room does by itself: once a month closes, each community is counted again and its coupe settled."""

import logging
from datetime import datetime, timedelta

from django.core.cache import caches
from django.db.models import Exists, OuterRef

from terreau.community.models import Community

from .counting import recount
from .models import ClosedMonth
from .models.participant import WHY
from .soil import settle_soil

log = logging.getLogger("terreau.lifecycle")
WESTERNMOST = timedelta(hours=12)  # by then the month has begun everywhere
REST = 3_600  # seconds before one that could not be counted is tried again
AT_ONCE = 5  # communities a turn: the others come at the next one


def close_months(at: datetime) -> int:
    """Count the communities whose last whole month was not counted yet, a few at a time; how many were.

    One that cannot be counted is tried again in an hour, and holds up none of the others.
    """
    everywhere = (at - WESTERNMOST).date().replace(day=1)
    closed = ClosedMonth.objects.filter(community=OuterRef("pk"), before__gte=everywhere)
    waiting = Community.objects.visible_to(WHY).exclude(Exists(closed)).order_by("pk")
    done = 0
    for pk in list(waiting.values_list("pk", flat=True)):
        if caches["here"].get(f"lifecycle:uncounted:{pk}"):
            continue
        community = Community.objects.visible_to(WHY).get(pk=pk)
        try:
            recount(community)
            settle_soil(community, at)
        except Exception:
            log.exception("%s could not be counted", community.slug)
            caches["here"].set(f"lifecycle:uncounted:{pk}", 1, REST)
            continue
        done += 1
        if done == AT_ONCE:
            break
    return done
