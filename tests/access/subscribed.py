"""Calendars of the bakers: an address that opens one, and an answer by mail that could not be taken."""

from terreau.gathering.models import CalendarFeed, StrayReply


def subscribe(cls) -> dict:
    """Make them; a sample of each of their routes. The address is Chloé's, who may not read every circle."""
    cls.open_feed = CalendarFeed.get(cls.chloe, at=cls.now, community=cls.bakers)
    cls.bruno_feed = CalendarFeed.get(cls.bruno, at=cls.now, community=cls.bakers, circle=cls.ovens)
    cls.stray = StrayReply.keep(
        mark="x", at=cls.now, address="zqreponseegaree@example.org", said="ACCEPTED", why="nobody",
        community=cls.bakers, gathering=cls.visit,
    )  # fmt: skip
    return {
        "gathering:feed": {"token": cls.open_feed.token},
        "gathering:renewing-calendar": {"key": cls.bruno_feed.key},
        "gathering:taking-back-calendar": {"key": cls.bruno_feed.key},
        "gathering:seeing-reply": {"key": cls.stray.key},
    }
