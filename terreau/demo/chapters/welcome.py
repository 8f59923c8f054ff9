"""How one is received: who welcomes whom, three things to read, and the culture page with its versions."""

from terreau.community.models import CultureSection, ThingToRead, Welcome

from ..storyteller import Story

ORDER = 50


def tell(story: Story) -> None:
    """Welcomes, readings, culture."""
    for said in story.all("welcome"):
        story.then(said["at"], lambda at, said=said: take(story, said, at))
    story.then(story.the("community")["readings_at"], lambda at: choose_readings(story, at))
    for said in story.all("culture"):
        story.then(said["at"], lambda at, said=said: write_culture(story, said, at))


def take(story: Story, said: dict, at) -> None:
    """One person is there for a newcomer."""
    Welcome.take(story.membership(said["who"]), story.membership(said["by"]), at=at, word=said["word"])


def choose_readings(story: Story, at) -> None:
    """What a newcomer may read first."""
    things = [
        {
            "title": said["title"],
            "url": story.made("thread", said["thread"]).get_absolute_url(),
            "minutes": said["minutes"],
        }
        for said in story.all("reading")
    ]
    ThingToRead.choose(story.community, things, by=story.person("samira"), at=at)


def write_culture(story: Story, said: dict, at) -> None:
    """A section of the culture page, or a new version of it."""
    now = CultureSection.of(story.community, said["kind"])
    version = now.version if now else 0
    by = story.person(said["by"])
    CultureSection.write(story.community, said["kind"], said["text"], by=by, at=at, version=version)
