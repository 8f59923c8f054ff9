"""How far some of them have read, so that what is new in the example is new, and the rest is not."""

from terreau.community.viewer import Viewer
from terreau.conversation.models import LastSeen, Message, Thread

from ..storyteller import Story

ORDER = 90


def tell(story: Story) -> None:
    """At the end, when everything has been said."""
    story.then(story.now, lambda at: mark(story))


def mark(story: Story) -> None:
    """The readers of the story have read what was written before that evening, where they may read."""
    said = story.the("reading_marks")
    until = story.at(said["until"])
    for key in said["readers"]:
        viewer = Viewer(story.person(key))
        for thread in Thread.objects.visible_to(viewer).filter(community=story.community, opened_at__lte=until):
            read = Message.objects.of(thread).filter(sent_at__lte=until).order_by("position").last()
            own = Message.objects.of(thread).filter(author=viewer.person).order_by("position").last()
            LastSeen.saw(viewer.person, thread, max(message.position for message in (read, own) if message))
