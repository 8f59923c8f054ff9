"""What they say to one another: threads, answers, second thoughts, thanks, and calls to all."""

from datetime import datetime, timedelta

from terreau.conversation.models import Message, Thread

from ..storyteller import TOLD, Story, soon_after
from .people import arrival

ORDER = 40


def tell(story: Story) -> None:
    """Every thread, from its first message to the last thanks."""
    for said in story.all("thread"):
        for place, message in enumerate(said["message"]):
            name = f"{said['key']}/{place}"
            tell_message(story, said, message, name)
            for turn, giver in enumerate(message.get("thanks", [])):
                when = thanks_at(story, said, message, giver, turn)
                story.then(when, lambda at, name=name, giver=giver: thank(story, name, giver, at))
        if "call_until" in said:
            tell_call(story, said)


def tell_message(story: Story, said: dict, message: dict, name: str) -> None:
    """Say it, and say it better afterwards where the story tells so."""
    story.then(message["at"], lambda at: say(story, said, message, name, at))
    if "edited" in message:
        by, text = message["by"], story.words(message["text"])
        story.then(message["edited"], lambda at: fresh(story, name).edit(by=story.person(by), at=at, text=text))


def say(story: Story, said: dict, message: dict, name: str, at) -> None:
    """The first message opens the thread, the others answer."""
    by, text = story.person(message["by"]), story.words(message.get("first", message["text"]))
    if message is said["message"][0]:
        thread = start(story, said, by, text, at)
        first = Message.objects.visible_to(TOLD).get(thread=thread, position=1)
        story.keep("message", name, first)
    else:
        story.keep("message", name, story.made("thread", said["key"]).reply(by=by, at=at, text=text))


def start(story: Story, said: dict, by, text: str, at) -> Thread:
    """A thread of the community or of a circle; a call when it waits for help until a day."""
    circle = story.made("circle", said["circle"]) if "circle" in said else None
    until = story.at(said["call_until"]).date() if "call_until" in said else None
    thread = Thread.start(
        story.community, by=by, at=at, text=text, title=said.get("title", ""), circle=circle, call_until=until
    )
    return story.keep("thread", said["key"], thread)


def tell_call(story: Story, said: dict) -> None:
    """Who offers help, and how whoever called closes it."""
    for offer in said["offers"]:
        story.then(offer["at"], lambda at, offer=offer: offer_help(story, said["key"], offer, at))
    if "settled" in said:
        story.then(said["settled"], lambda at: settle(story, said, at))


def offer_help(story: Story, key: str, offer: dict, at) -> None:
    """« Je peux aider », « Ça m’intéresse aussi », « Je connais quelqu’un »."""
    by = story.person(offer["by"])
    story.made("thread", key).offer_help(offer["kind"], by=by, at=at, word=offer.get("word", ""))


def settle(story: Story, said: dict, at) -> None:
    """Whoever called says what helped, and thanks."""
    thanked = [story.person(key) for key in said["thanked"]]
    by = story.person(said["message"][0]["by"])
    story.made("thread", said["key"]).close_call(by=by, at=at, helped=said["what_helped"], thanked=thanked)


def thank(story: Story, name: str, giver: str, at) -> None:
    """« Ça m’a aidé »."""
    story.made("message", name).thank(by=story.person(giver), at=at)


def thanks_at(story: Story, said: dict, message: dict, giver: str, turn: int) -> datetime:
    """When `giver` gives thanks: once they have read it, be it months later for those who arrived since."""
    written = story.at(message.get("edited", message["at"]))
    here = seated(story, said["circle"], giver) if "circle" in said else None
    here = here or arrival(story, story.written("person", giver)) + timedelta(hours=20)
    return min(soon_after(max(written, here), turn), story.now)


def seated(story: Story, circle: str, who: str) -> datetime | None:
    """Since when somebody sits in a circle, or None."""
    written = story.written("circle", circle)
    seats = [(when, person) for when, *people in written["seats"] for person in people]
    seats += [(written["at"], written["by"])]
    seats += [(guest["at"], guest["who"]) for guest in written.get("guests", [])]
    return next((story.at(when) for when, person in seats if person == who), None)


def fresh(story: Story, name: str) -> Message:
    """The message as it is now."""
    return Message.objects.visible_to(TOLD).select_related("community").get(pk=story.made("message", name).pk)
