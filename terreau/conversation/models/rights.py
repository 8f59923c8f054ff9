"""Who may read what is said: the one place where it is written, for threads and all that hangs from them."""

from django.db.models import Q


def readable_by(viewer, *, thread: str = "", circle: str = "circle") -> Q:
    """Members read the whole community and their circles, guests their circle, anybody the public talk.

    For rows with a `community`; `thread` and `circle` are the ways to the row's thread (« message__thread__ », empty
    for itself) and circle. What a moderator took out is read by moderators.
    """
    return viewer.within(circle=circle, talk=True) & _not_taken_out(viewer, thread)


def shared_with(viewer, *, thread: str = "", circle: str = "circle") -> Q:
    """The same for what is between members and guests, never for the public."""
    return viewer.within(circle=circle) & _not_taken_out(viewer, thread)


def _not_taken_out(viewer, thread: str) -> Q:
    shown = Q(**{f"{thread}hidden_at": None})
    moderated = viewer.communities_where("moderate")
    return shown | Q(community__in=moderated) if moderated else shown
