"""What the story's pages hold, read once for every test: who is there when, and every text that people will read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from terreau.demo.chapters.conversation import seated
from terreau.demo.storyteller import Story

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)  # a Sunday, at three in the afternoon in Trois-Rivières
EVERY_DAY = [NOW + timedelta(days=day) for day in range(7)]
SPOKEN = {
    "text", "first", "title", "name", "purpose", "practice", "brings", "seeks", "word", "why", "what", "who",
    "what_helped", "question", "rhythm", "promises", "contacts", "place", "nickname", "acronym",
    "intention", "learnings", "to_try", "decisions", "reach", "expert",
}  # fmt: skip


def stay(story: Story, key: str) -> tuple[datetime, datetime]:
    """From when to when somebody takes part as a member; a person who never came has an empty stay."""
    said = story.written("person", key)
    if "arrived" not in said or said.get("unclaimed"):
        return story.now, story.now
    ends = [story.at(said[end]["at"]) for end in ("left", "paused") if end in said]
    return story.at(said["arrived"]), min([*ends, story.now])


def may_take_part(story: Story, key: str, at: datetime, circle: str = "") -> bool:
    """Whether this person can write at that moment, there."""
    said = story.written("person", key)
    if circle:
        since = seated(story, circle, key)
        if since is None or at < since:
            return False
        if said.get("guest"):
            return True
    if said.get("unclaimed"):  # known from before: what they wrote arrived by mail
        return not circle and at >= story.at(said["arrived"])
    came, went = stay(story, key)
    return came <= at <= went


def messages(story: Story) -> Iterator[tuple[dict, int, dict]]:
    """Each thread's messages, with their place."""
    for thread in story.all("thread"):
        for place, message in enumerate(thread["message"]):
            yield thread, place, message


def texts(said, *, key: str = "", english: bool = False) -> Iterator[tuple[str, bool]]:
    """Every text of the pages that people read, and whether it is English."""
    if isinstance(said, dict):
        english = said.get("lang") == "en" or said.get("language") == "en"
        for inner, value in said.items():
            yield from texts(value, key=inner, english=english)
    elif isinstance(said, list):
        for value in said:
            yield from texts(value, key=key, english=english)
    elif isinstance(said, str) and key in SPOKEN:
        yield said, english
