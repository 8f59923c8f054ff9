"""The calendars a person subscribed to, and their answers by mail that could not be taken."""

from django.db.models import Q
from django.utils.translation import gettext_lazy

from terreau.people import footprint
from terreau.spine.reading import System

from ..models import CalendarFeed, StrayReply

OWN = System("what a person has in calendars")


@footprint.section(
    "calendriers",
    covers=["gathering.calendarfeed", "gathering.strayreply"],
    says=gettext_lazy("vos calendriers, et vos réponses par courriel qui n’ont pas pu être prises"),
)
def calendars(person):
    """Each address they asked for, and each answer of theirs that was kept with its reason."""
    rows = CalendarFeed.objects.visible_to(OWN).filter(person=person).select_related("community", "circle")
    for row in rows.order_by("pk"):
        scope = row.circle or row.community
        yield {"what": "calendar", "of": scope.name if scope else "", "at": row.made_at}
    mine = Q(address=person.email) if person.email else Q(pk=None)
    for reply in StrayReply.objects.visible_to(OWN).filter(mine | Q(seen_by=person)).order_by("pk"):
        said = reply.said if reply.address == person.email else "seen"
        yield {"what": "reply", "of": reply.why, "text": said, "at": reply.received_at}


@footprint.erasure
def forget(person, at, keep_words):
    """The addresses open nothing any more; answers kept under their address go."""
    CalendarFeed.objects.filter(person=person).delete()
    if person.email:
        StrayReply.objects.filter(address=person.email).delete()
    StrayReply.objects.filter(seen_by=person).update(seen_by=None)
