"""Who may do what with gatherings, asked of what the viewer holds; no database."""

from terreau.conversation.rules import takes_part

__all__ = [
    "can_bring_a_guest", "can_keep_the_calendar", "can_remember", "can_tend", "can_tend_series", "takes_part",
]  # fmt: skip


def can_tend(person, membership, gathering, preparers=()) -> bool:
    """Whoever called it, prepares it, or wears a hat that carries it."""
    if person is None:
        return False
    if gathering.called_by_id == person.pk or person.pk in preparers:
        return True
    return membership is not None and membership.may("gather")


def can_tend_series(person, membership, series) -> bool:
    """Whoever called the series, or wears a hat that carries it."""
    return can_tend(person, membership, series)


def can_remember(*, tends: bool, came: bool, gathering, at) -> bool:
    """Those who prepared it, and those who were there, once it has begun; a café leaves no trace."""
    begun = gathering.starts_at <= at and gathering.cancelled_at is None
    return (tends or came) and begun and not gathering.words.sort.leaves_no_trace


def can_bring_a_guest(membership, gathering, at) -> bool:
    """Any member, to a gathering of the whole community or of an open circle, while it is to come."""
    if membership is None or gathering.words.sort.leaves_no_trace or gathering.cancelled_at is not None:
        return False
    return not gathering.is_over(at)


def can_keep_the_calendar(membership) -> bool:
    """Who prepares any gathering says when the community rests."""
    return membership is not None and membership.may("gather")
