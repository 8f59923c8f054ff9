"""Dates written once for all who read them the same: three hundred members fetch nearly the same calendar."""

from collections import OrderedDict
from typing import Any

from django.utils.translation import get_language

from ..models import Gathering
from .events import Written, of_gathering

MOST = 5_000  # about a kilobyte each, in each process
_written: OrderedDict[tuple[Any, ...], Written] = OrderedDict()


def written(row: Gathering, busy: bool, waiting: bool, about: str) -> Written:
    """The lines of one date. They follow from the row, its series and these words alone, which all are in the key."""
    series, community = row.series, row.community
    upper = (series.uid, series.sequence, series.changed_at) if series else (community.time_zone,)
    own = (row.uid, row.sequence, row.changed_at, row.starts_at)
    key = (*own, *upper, community.slug, get_language(), busy, waiting, about)
    found = _written.get(key)
    if found is None:
        found = _written[key] = of_gathering(row, busy=busy, waiting=waiting, about=about).written
        if len(_written) > MOST:
            _written.popitem(last=False)
    return found
