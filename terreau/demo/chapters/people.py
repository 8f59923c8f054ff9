"""Who they are: each becomes known, comes by their own address, and says a few words about their practice."""

from datetime import timedelta

from terreau.people.models import Consent, Person

from ..storyteller import Story, address

ORDER = 10
OWN_WORDS = ("place", "practice", "brings", "seeks")


def tell(story: Story) -> None:
    """Everybody becomes known when they arrive; those who never came by themselves stay unclaimed."""
    for said in story.all("person"):
        at = arrival(story, said)
        story.then(at, lambda at, said=said: meet(story, said, at))
        if not said.get("unclaimed"):
            story.then(at, lambda at, said=said: story.person(said["key"]).claim(at=at))
        story.then(at + timedelta(minutes=6), lambda at, said=said: describe(story, said, at))
        if said.get("may_be_asked"):
            story.then(at + timedelta(minutes=9), lambda at, said=said: agree(story, said, at))


def arrival(story: Story, said: dict):
    """When this person is first known here."""
    if "arrived" in said:
        return story.at(said["arrived"])
    if "asked" in said:
        return story.at(said["asked"]["at"])
    return min(story.at(seat["at"]) for circle in story.all("circle") for seat in circle.get("guests", []))


def meet(story: Story, said: dict, at) -> Person:
    """The person, known by name and address."""
    known = Person.objects.make(
        name=said["name"],
        email=address(said["key"]),
        at=at,
        agreement=said.get("agreement", ""),
        language=said.get("language", "fr"),
        time_zone=said.get("zone", story.zone.key),
        mail_rhythm=Person.Rhythm.NOTHING,  # invented addresses: nothing is ever sent there
    )
    return story.keep("person", said["key"], known)


def agree(story: Story, said: dict, at) -> None:
    """« Recevoir une demande d’aide »: yes."""
    Consent.say(story.person(said["key"]), Consent.Purpose.CONTACT, given=True, at=at)


def describe(story: Story, said: dict, at) -> None:
    """What the person says of themself."""
    words = {field: said[field] for field in OWN_WORDS if field in said}
    story.person(said["key"]).describe(at=at, **words)
