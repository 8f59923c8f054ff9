"""What this room does by itself from time to time."""

from datetime import datetime, timedelta

from terreau.spine.reading import System

from .models import Membership


def resume_those_due(at: datetime) -> None:
    """End the pauses whose day has come, in each person's own time zone."""
    rows = Membership.objects.visible_to(System("pauses that end today"))
    due = rows.filter(status=Membership.Status.PAUSED, paused_until__lte=at.date() + timedelta(days=1))
    for membership in due.select_related("community", "person"):
        if membership.paused_until <= at.astimezone(membership.person.zone).date():
            membership.resume(at=at)
