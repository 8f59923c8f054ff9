"""Finding what a page is about: absent and not theirs to read are the same."""

from terreau.community.viewing import enter, nothing_here

from .. import pages, rules
from ..models import Message


def enter_talk(request, slug: str):
    """The community and the viewer's membership; for guests and, where the talk is public, for anybody too."""
    community, membership = enter(request, slug)
    invited = membership is not None or community.pk in request.viewer.guest_communities
    if not invited and not community.public_talk:
        request.community = None
        nothing_here(request.viewer)
    return community, membership


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


def circles_to_write_in(request, community) -> list:
    """The circles there where the viewer may write, by name."""
    return [circle for circle in request.viewer.circles_in(community) if circle.ended_at is None]
