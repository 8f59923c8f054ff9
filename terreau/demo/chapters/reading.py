"""How far some of them have read, so that what is new in the example is new, and the rest is not."""

from terreau.community.viewer import Viewer
from terreau.conversation.models import LastSeen, Message

from ..storyteller import Story

ORDER = 90


def tell(story: Story) -> None:
    """At the end, when everything has been said."""
    story.then(story.now, lambda at: mark(story))


def mark(story: Story) -> None:
    """The readers of the story have read what was written before that evening, where they may read."""
    said = story.the("reading_marks")
    until = story.at(said["until"])
    marks = [(key, *place) for key in said["readers"] for place in read_by(story, key, until).items()]
    LastSeen.objects.bulk_create(
        [
            LastSeen(community=story.community, person=story.person(key), thread_id=thread, position=position)
            for key, thread, position in marks
        ],
        update_conflicts=True,
        unique_fields=["person", "thread"],
        update_fields=["position"],
    )


def read_by(story: Story, key: str, until) -> dict[int, int]:
    """The last position this person read in each thread; what they wrote themself, they have read."""
    reader = story.person(key)
    rows = Message.objects.visible_to(Viewer(reader)).filter(community=story.community).order_by("position")
    known = rows.values_list("thread_id", "position", "sent_at", "author_id")
    return {thread: position for thread, position, at, author in known if at <= until or author == reader.pk}
