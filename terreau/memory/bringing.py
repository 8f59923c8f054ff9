"""From files at a door (a form, a command) to an arrival."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import File as Content

from terreau.files.door import store_upload

from .arrivals.members_csv import MOST_MEGABYTES
from .models import Arrival

MOST_BYTES = {
    Arrival.Kind.MEMBERS: MOST_MEGABYTES * 1_000_000,
    Arrival.Kind.MBOX: 20_000_000_000,
    Arrival.Kind.HISTORY: 2_000_000_000,
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
    return Arrival.bring(community, kind, kept, by=by, at=at, options=options)
