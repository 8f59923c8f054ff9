"""How much mail a person may receive without having asked: said once, enforced at the door."""

from datetime import datetime, timedelta

from .kinds import Kind
from .models import Posted

A_WEEK = 2
A_MONTH = 6


def left(person, at: datetime) -> int:
    """How many unsolicited letters may still come to this person now, all communities of the house together."""
    week = Posted.objects.counted(person, since=at - timedelta(days=7)).count()
    month = Posted.objects.counted(person, since=at - timedelta(days=30)).count()
    return max(0, min(A_WEEK - week, A_MONTH - month))


def may_come(kind: Kind, person, at: datetime) -> bool:
    """Whether a letter of this kind may come to this person: their own choice first, then the budget.

    Whoever never came by their own address asked for nothing and receives nothing but answers to their own acts.
    """
    if kind.transactional:
        return True
    if person is None or person.claimed_at is None or person.mail_rhythm == person.Rhythm.NOTHING:
        return False
    paused_until = person.mail_paused_until
    if paused_until is not None and paused_until >= at.astimezone(person.zone).date():
        return False
    return not kind.counts or left(person, at) > 0
