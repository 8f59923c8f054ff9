"""Who may do what in a conversation, asked of what the viewer holds; no database."""


def can_write(membership, circle, seats) -> bool:
    """In the whole community its active members; in a circle, members or guests who sit in it, until it ends."""
    if circle is None:
        return membership is not None and membership.is_active
    return circle.pk in seats and circle.ended_at is None


def can_reply(membership, thread, seats) -> bool:
    """Where one may write, while the thread is open."""
    return thread.closed_at is None and thread.hidden_at is None and can_write(membership, thread.circle, seats)


def can_moderate(membership) -> bool:
    """Whose hat carries it."""
    return membership is not None and membership.may("moderate")


def can_edit(person, message, *, may_write: bool) -> bool:
    """One's own words, as long as one may write there and they were not taken out."""
    return may_write and person is not None and message.author_id == person.pk and not message.is_out


def can_withdraw(person, message) -> bool:
    """One's own words, at any time."""
    return person is not None and message.author_id == person.pk and message.withdrawn_at is None


def can_thank(person, message, *, takes_part: bool) -> bool:
    """Whoever takes part, for somebody else's words."""
    return takes_part and person is not None and message.author_id != person.pk and not message.is_out


def takes_part(membership, circle, seats) -> bool:
    """Members, and in their circle guests: not the public."""
    return membership is not None or (circle is not None and circle.pk in seats)


def can_tend(person, membership, thread, seats) -> bool:
    """Give a title, close, reopen, move: whoever opened the thread and still takes part in it, or moderates."""
    opened = person is not None and thread.opened_by_id == person.pk
    return (opened and takes_part(membership, thread.circle, seats)) or can_moderate(membership)


def can_offer_help(person, membership, thread, seats, today) -> bool:
    """Whoever takes part, while somebody else's call is open."""
    if person is None or thread.opened_by_id == person.pk or not thread.is_calling(today):
        return False
    return takes_part(membership, thread.circle, seats)


def can_ask_by_name(person, membership, thread, today) -> bool:
    """A member, about their own call while it is open."""
    own = person is not None and thread.opened_by_id == person.pk
    return own and membership is not None and thread.hidden_at is None and thread.is_calling(today)


def can_close_call(person, membership, thread, seats) -> bool:
    """Whoever called, or moderates, while it is not closed."""
    return thread.is_call and thread.call_closed_at is None and can_tend(person, membership, thread, seats)
