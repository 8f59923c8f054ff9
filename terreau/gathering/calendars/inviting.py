"""Invitations that calendar programs understand (iMIP, RFC 6047; iTIP, RFC 5546): to one person, naming nobody else."""

from email.utils import parseaddr

from django.conf import settings

from ..models import Gathering, Series
from .events import Event, of_gathering, of_series
from .lines import line, parameter
from .writing import calendar

REQUEST, CANCEL = "REQUEST", "CANCEL"


def for_gathering(gathering: Gathering, method: str, *, name: str, address: str, answered: str = "") -> str:
    """One date for one person. `answered` is what they said already: a PARTSTAT, or nothing."""
    return _for_one(of_gathering(gathering), method, gathering.community, name, address, answered)


def for_series(series: Series, method: str, *, name: str, address: str, answered: str = "") -> str:
    """A whole series for one person."""
    return _for_one(of_series(series, series.first_local, ()), method, series.community, name, address, answered)


def _for_one(event: Event, method: str, community, name: str, address: str, answered: str) -> str:
    event.cancelled = event.cancelled or method == CANCEL
    house = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    status = (
        "" if method == CANCEL else f";PARTSTAT={answered or 'NEEDS-ACTION'};RSVP={'FALSE' if answered else 'TRUE'}"
    )
    event.people = line(f"ORGANIZER;CN={parameter(community.called)}", f"mailto:{house}") + line(
        f"ATTENDEE;CN={parameter(name)};CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT{status}", f"mailto:{address}"
    )
    return calendar([event.written], first_year=event.start.year, method=method)
