"""Who may do what with the practice, asked of what the viewer holds; no database."""

from terreau.community.models import Hat
from terreau.conversation.rules import can_moderate, can_write, takes_part

__all__ = ["can_file", "can_moderate", "can_take_charge", "can_tend_shelf", "can_write", "sponsors", "takes_part"]


def can_file(membership) -> bool:
    """Keep the shelves and the words: whose hat carries it."""
    return membership is not None and membership.may("shelve")


def can_tend_shelf(person, membership, shelf) -> bool:
    """One's own brassée, or any for who keeps the shelves."""
    return can_file(membership) or (shelf.is_armful and person is not None and shelf.made_by_id == person.pk)


def can_take_charge(membership, note) -> bool:
    """Any member may take care of a note that nobody cares for; who keeps the shelves, of any."""
    return membership is not None and (note.caretaker_id is None or can_file(membership))


def sponsors(membership) -> bool:
    """Whether this member wears the sponsor's hat: what is being questioned is not theirs to see unless shown."""
    return any(hat.kind == Hat.Kind.SPONSOR for hat in membership.hats_worn)
