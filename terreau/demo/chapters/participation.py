"""La coupe, counted from all that happened."""

from terreau.lifecycle.counting import recount
from terreau.lifecycle.soil import settle_soil

from ..storyteller import Story

ORDER = 80


def tell(story: Story) -> None:
    """Days, threads and seasons, as the worker would have counted them."""
    story.then(story.now, lambda at: count(story, at))


def count(story: Story, at) -> None:
    """Count everything once all has been told."""
    recount(story.community)
    settle_soil(story.community, at)
