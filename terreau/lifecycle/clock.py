"""What this room does by itself: once a month closes, each community is counted again and its coupe settled."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from terreau.community.models import Community

from .counting import recount
from .models import ClosedMonth
from .models.participant import WHY
from .soil import settle_soil

WESTERNMOST = timedelta(hours=12)  # by then the month has begun everywhere
AT_ONCE = 5  # communities a turn: the others come at the next one


def close_months(at: datetime) -> int:
    """Count the communities whose last whole month was not counted yet, a few at a time; how many were."""
    everywhere = (at - WESTERNMOST).date().replace(day=1)
    closed = ClosedMonth.objects.filter(community=OuterRef("pk"), before__gte=everywhere)
    waiting = Community.objects.visible_to(WHY).exclude(Exists(closed)).order_by("pk")
    done = 0
    for community in waiting[:AT_ONCE]:
        recount(community)
        settle_soil(community, at)
        done += 1
    return done
