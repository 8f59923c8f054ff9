"""Finding what a page is about: absent and not theirs to read are the same."""

from terreau.community.viewing import enter_invited, nothing_here

from .. import pages, rules
from ..models import Message


def enter_talk(request, slug: str):
    """The community and the viewer's membership; for guests and, where the talk is public, for anybody too."""
    return enter_invited(request, slug, talk=True)


def find_thread(request, slug: str, key: str):
    """The community, the viewer's membership and the thread."""
    community, membership = enter_talk(request, slug)
    thread = pages.find_thread(request.viewer, community, key)
    if thread is None:
        nothing_here(request.viewer)
    return community, membership, thread


def find_message(request, slug: str, key: str):
    """The community, the viewer's membership and the message with its thread."""
    community, membership = enter_talk(request, slug)
    rows = Message.objects.visible_to(request.viewer).select_related("thread__circle", "author")
    message = rows.filter(community=community, key=key).first()
    if message is None:
        nothing_here(request.viewer)
    message.community = message.thread.community = community
    return community, membership, message


def may_write(request, membership, circle) -> bool:
    """Whether the viewer may write there."""
    return rules.can_write(membership, circle, request.viewer.circles)


def takes_part(request, membership, thread) -> bool:
    """Whether the viewer is a member, or a guest of the thread's circle."""
    return rules.takes_part(membership, thread.circle, request.viewer.circles)
