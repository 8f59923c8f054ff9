"""The worker carries arrivals a few seconds at a time, so that nobody's mail waits behind an archive."""

from terreau.spine.models import JournalEntry
from terreau.spine.outbox import Later, follows, wake

from . import attaching  # noqa: F401  files learn what they hang from
from .carrying import calendar, history, mail, members, practice  # noqa: F401  each says what it carries
from .carrying.carrier import advance
from .models import Arrival
from .models.arrival import WHY
from .search import forgetting, keeping, suggesting  # noqa: F401  the index follows what happens

A_TURN = 5.0  # seconds


@follows("arrival-brought", "arrival-corrected", "arrival-started", "arrival-undoing")
def carry(entry: JournalEntry) -> None:
    """Go on with an arrival; what is left comes after everything else that waits."""
    rows = Arrival.objects.visible_to(WHY).filter(pk=entry.about_id)
    arrival = rows.select_related("community", "started_by").first()
    if arrival is not None and (due := advance(arrival, seconds=A_TURN)):
        wake()
        raise Later("goes on at the next turn", due_at=due)
