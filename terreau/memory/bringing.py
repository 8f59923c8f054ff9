"""From files at a door (a form, a command) to an arrival."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import File as Content

from terreau.files.door import store_upload

from .arrivals.calendar import MOST_BYTES as BIGGEST_CALENDAR
from .arrivals.members_csv import MOST_MEGABYTES
from .models import Arrival
from .models.arrival import WHY

MOST_BYTES = {
    Arrival.Kind.MEMBERS: MOST_MEGABYTES * 1_000_000,
    Arrival.Kind.MBOX: 20_000_000_000,
    Arrival.Kind.HISTORY: 2_000_000_000,
    Arrival.Kind.CALENDAR: BIGGEST_CALENDAR,
    Arrival.Kind.LINKS: 5_000_000,
    Arrival.Kind.FOLDER: 500_000_000,
}


def bring(community, kind: str, given: Iterable[Content], *, by, at: datetime, options=None) -> Arrival:
    """Keep the files and have them looked at; ValidationError says in words why one is refused."""
    most = MOST_BYTES[Arrival.Kind(kind)]
    kept = [
        (
            (one.name or "").rsplit("/", 1)[-1][:200],
            store_upload(one, community=community, by=by, at=at, max_bytes=most, counted=False, told=False),
        )
        for one in given
    ]
    if waiting := _same(community, kind, [(name, file.sha256) for name, file in kept]):
        for _name, file in kept:
            file.erase(at=at)
        return waiting
    return Arrival.bring(community, kind, kept, by=by, at=at, options=options)


def _same(community, kind: str, given: list[tuple[str, str]]) -> Arrival | None:
    """The arrival of these very files that still waits: a form sent twice brings them once."""
    waiting = Arrival.objects.visible_to(WHY).filter(
        community=community, kind=kind, state__in=[Arrival.State.RECEIVED, Arrival.State.LOOKED]
    )
    for arrival in waiting.select_related("community")[:20]:
        brought = arrival.files.visible_to(WHY).order_by("place").values_list("name", "file__sha256")
        if list(brought) == given:
            return arrival
    return None
