"""The community and who belongs to it: arrivals, places chosen, pauses and departures, and the living question."""

from datetime import timedelta

from terreau.community.models import Community, Invitation, Membership

from ..storyteller import Story

ORDER = 20
NAMED = ("name", "acronym", "nickname", "purpose", "entry", "public_page")


def tell(story: Story) -> None:
    """Found it, then let each person come, choose their place, rest or go."""
    written = story.the("community")
    story.then(written["founded"], lambda at: found(story, at))
    story.then(written["question_at"], lambda at: ask_question(story, at))
    for said in story.all("person"):
        if not said.get("guest"):
            come(story, said)
    for said in story.all("invitation"):
        story.then(said["at"], lambda at, said=said: invite(story, said, at))


def found(story: Story, at) -> None:
    """The community, labelled as an example."""
    written = story.the("community")
    named = {field: written[field] for field in NAMED}
    by = story.person(written["founded_by"])
    community = Community.found(slug=written["slug"], by=by, at=at, is_example=True, **named)
    story.keep("community", written["slug"], community)


def ask_question(story: Story, at) -> None:
    """The question chosen together for this season."""
    community = story.community
    by = story.person("nadia")
    question = story.the("community")["question"]
    community.describe(by=by, at=at, question=question, question_since=at.date())


def come(story: Story, said: dict) -> None:
    """One person's way in, their place, and their way out if there is one."""
    key = said["key"]
    if "asked" in said:
        story.then(said["asked"]["at"], lambda at: ask(story, said, at))
        return
    if said.get("unclaimed"):
        story.then(said["arrived"], lambda at: offer(story, key, at))
        return
    arrived = story.at(said["arrived"])
    story.then(arrived, lambda at: enter(story, key, at))
    story.then(arrived + timedelta(minutes=9), lambda at: story.membership(key).arrive(at=at))
    for when, place in [(arrived + timedelta(minutes=4), said["involvement"]), *said.get("later", [])]:
        story.then(when, lambda at, place=place: story.membership(key).choose_involvement(place, at=at))
    if rest := said.get("paused"):
        story.then(rest["at"], lambda at: story.membership(key).pause(at=at))
    if gone := said.get("left"):
        story.then(gone["at"], lambda at: story.membership(key).leave(at=at, farewell=gone.get("word", "")))


def enter(story: Story, key: str, at) -> None:
    """Become a member; the founder is one already."""
    person = story.person(key)
    Membership.enter(story.community, person, by=person, at=at)


def offer(story: Story, key: str, at) -> None:
    """Somebody who was invited and never came by themself."""
    founder = story.person(story.the("community")["founded_by"])
    Membership.offer(story.community, story.person(key), by=founder, at=at)


def ask(story: Story, said: dict, at) -> None:
    """Somebody who would like to come in."""
    person = story.person(said["key"])
    Membership.ask(story.community, person, at=at, brought_by=said["asked"]["why"])


def invite(story: Story, said: dict, at) -> None:
    """A door left open, for one person or for a few."""
    landing = story.made("thread", said["landing"]).get_absolute_url() if "landing" in said else ""
    Invitation.write(
        story.community,
        by=story.person(said["by"]),
        at=at,
        email=said.get("email", ""),
        name=said.get("name", ""),
        word=said["word"],
        landing=landing,
        uses=said.get("uses", 1),
    )
