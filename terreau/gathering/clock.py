"""What this room does by itself: says once that a date is tomorrow's, and clears what leaves no trace."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from terreau.community.models import Community
from terreau.spine.models import JournalEntry
from terreau.spine.reading import System

from .models import Gathering, Guest, Needs
from .models.guest import OPEN_FOR
from .occasions import coming

WHY = System("dates that come near")
NEAR = timedelta(hours=26)  # told between one and twenty-six hours before
LEAST = timedelta(hours=1)


def tell_what_is_near(at: datetime) -> int:
    """Write in the journal, once for each, that a date comes tomorrow; how many were told. No row is made."""
    told = 0
    for community in Community.objects.visible_to(WHY).order_by("pk").iterator():
        for one in coming(WHY, community, at, most=4):
            if LEAST < one.starts_at - at <= NEAR and not one.words.sort.leaves_no_trace:
                told += _tell_once(community, one, at)
    return told


@transaction.atomic
def _tell_once(community, one: Gathering, at: datetime) -> bool:
    lines = JournalEntry.objects.filter(community=community, act="gathering-near", at__gt=at - NEAR * 2)
    if lines.filter(detail__handle=one.handle).exists():
        return False
    community.record("gathering-near", by=None, about=one.series or one, at=at, handle=one.handle)
    return True


def clear_traces(at: datetime) -> None:
    """A café that is over is gone; a guest's address, and what helped them to come, go with the end of their link."""
    over = at - timedelta(hours=12)
    cafes = Gathering.objects.visible_to(WHY).filter(starts_at__lt=over)
    cafes.filter(Q(series=None) | Q(detached_at__isnull=False), kind="cafe").delete()  # with words of its own
    cafes.filter(series__kind="cafe", detached_at=None).delete()
    ended = Guest.objects.visible_to(WHY).exclude(email="").filter(gathering__starts_at__lt=at - OPEN_FOR)
    Guest.objects.filter(pk__in=list(ended.values_list("pk", flat=True))).update(email="")
    said = Needs.objects.visible_to(WHY).filter(presence__guest__isnull=False)
    said.filter(presence__gathering__starts_at__lt=at - OPEN_FOR).delete()
