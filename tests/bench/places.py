"""Which addresses are measured, and who asks for them."""

from django.urls import reverse

from terreau.community.models import Community, Membership
from terreau.conversation.models import Thread
from terreau.people.models import Person
from terreau.spine.reading import System

WHY = System("measuring")
LONG = 46


def first() -> Community:
    """The largest community, which is public."""
    return Community.objects.visible_to(WHY).get(slug="communaute-0")


def members(count: int) -> list[Person]:
    """Active members of the first community who coordinate nothing."""
    rows = Membership.objects.visible_to(WHY).active().filter(community=first()).order_by("pk")[5 : 5 + count]
    return [row.person for row in rows.select_related("person")]


def home(viewer: str) -> list[str]:
    """The home of public communities; of the first one when signed in."""
    count = 5 if viewer == "visitor" else 1
    return [reverse("community:home", args=[f"communaute-{number}"]) for number in range(count)]


def threads(viewer: str) -> list[str]:
    """Lists of threads."""
    count = 5 if viewer == "visitor" else 1
    return [reverse("conversation:threads", args=[f"communaute-{number}"]) for number in range(count)]


def thread(viewer: str) -> list[str]:
    """The first twenty messages of forty long threads of the first community."""
    found = Thread.objects.visible_to(WHY).filter(community=first(), message_count=LONG).order_by("pk")[:40]
    return [reverse("conversation:thread", args=["communaute-0", one.key]) for one in found]


def people(viewer: str) -> list[str]:
    """The table of members."""
    return [reverse("community:members", args=["communaute-0"])]


def profile(viewer: str) -> list[str]:
    """Twenty members as their community sees them."""
    rows = Membership.objects.visible_to(WHY).active().filter(community=first()).order_by("pk")[40:60]
    return [reverse("community:member", args=["communaute-0", row.key]) for row in rows]


PAGES = {"home": home, "threads": threads, "thread": thread, "members": people, "profile": profile}


def reply_ask(client) -> list[dict]:
    """A hundred replies that this member may send, as the fields of `load.Ask`."""
    raise NotImplementedError
