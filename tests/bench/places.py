"""Which addresses are measured, and who asks for them."""

import re
from random import Random
from urllib.parse import urlencode

from django.urls import reverse

from terreau.community.models import Community, Membership
from terreau.conversation.models import Thread
from terreau.people.models import Person
from terreau.practice.models import Note
from terreau.spine.reading import System

from . import texts

WHY = System("measuring")
LONG = 46


def first() -> Community:
    """The largest community, which is public."""
    return Community.objects.visible_to(WHY).get(slug="communaute-0")


def members(count: int) -> list[Person]:
    """Members of the first community who coordinate nothing."""
    return _people_of(first(), slice(20, 20 + count))


def coordinators(count: int) -> list[Person]:
    """Those who coordinate it."""
    return _people_of(first(), slice(0, count))


def _people_of(community: Community, some: slice) -> list[Person]:
    rows = Membership.objects.visible_to(WHY).active().filter(community=community).order_by("pk")
    return [row.person for row in rows.select_related("person")[some]]


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


def directory(viewer: str) -> list[str]:
    """The people of a community, as each of them sees the others."""
    return [reverse("community:people", args=["communaute-0"])]


def table(viewer: str) -> list[str]:
    """The table of members, for those who coordinate."""
    return [reverse("community:members", args=["communaute-0"])]


def profile(viewer: str) -> list[str]:
    """Twenty members as their community sees them."""
    rows = Membership.objects.visible_to(WHY).active().filter(community=first()).order_by("pk")[40:60]
    return [reverse("community:person", args=["communaute-0", row.key]) for row in rows]


def notes(viewer: str) -> list[str]:
    """What the community knows how to do."""
    return [reverse("practice:notes", args=["communaute-0"])]


def note(viewer: str) -> list[str]:
    """Forty notes of the first community, each with a trial and a use."""
    rows = Note.objects.visible_to(WHY).filter(community=first()).order_by("pk")[:40]
    return [reverse("practice:note", args=["communaute-0", row.key]) for row in rows]


PAGES = {"home": home, "threads": threads, "thread": thread, "people": directory, "members": table, "profile": profile}
PAGES |= {"notes": notes, "note": note}
BY_COORDINATORS = ("members",)


def reply_asks(client, number: int, count: int = 120) -> list[dict]:
    """So many different replies that this member may send to a thread of their own, as the fields of `load.Ask`."""
    path = thread("signed_in")[number]
    page = client.get(path).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    chance = Random(number)
    return [
        {
            "path": f"{path}repondre/",
            "method": "POST",
            "headers": {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"},
            "body": urlencode(
                {"csrfmiddlewaretoken": token, "form_key": f"{number}-{turn}", "text": texts.message(chance)}
            ),
            "expects": 303,
        }
        for turn in range(count)
    ]
