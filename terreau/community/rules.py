"""Who may do what, asked of a membership; no database. Models and the database say what can be true."""

from .models.community import Community
from .models.membership import Membership

Entry, Status = Community.Entry, Membership.Status
GONE = (Status.LEFT, Status.REMOVED)


def can_walk_in(community, membership) -> bool:
    """An open community, by somebody who was not taken out of it; anywhere, by somebody who was invited."""
    status = membership.status if membership else None
    if status == Status.INVITED:
        return True
    if membership is not None and membership.was_taken_out:
        return False
    return community.entry == Entry.OPEN and status not in (Status.ACTIVE, Status.PAUSED)


def can_ask(community, membership) -> bool:
    """Where one enters on request; and anywhere for those who once left or were taken out."""
    if membership is not None and membership.status in GONE:
        return True
    outside = membership is None or membership.status in (Status.INVITED, Status.REQUESTED)
    return outside and community.entry == Entry.REQUEST


def can_invite(membership) -> bool:
    """Any member writes to somebody they know; where each request is answered, only who answers them."""
    if membership is None or not membership.is_active:
        return False
    return membership.may("admit") or membership.community.entry != Entry.REQUEST


def can_pass_on_a_link(membership) -> bool:
    """A link or a QR code lets in whoever holds it: only who admits makes one."""
    return membership is not None and membership.may("admit")


def can_invite_guest(seat) -> bool:
    """The hosts of a circle open it to somebody for a time."""
    return seat is not None and seat.is_host and not seat.is_guest


def can_offer_some_hat(membership) -> bool:
    """Whoever settles or admits has hats to offer."""
    return bool(membership.powers & {"settle", "admit"})


def can_end_hat(membership, hat) -> bool:
    """One's own at any time; somebody else's for who settles and could have offered it."""
    if hat.membership_id == membership.pk:
        return True
    return membership.may("settle") and hat.powers <= membership.powers


def can_take_hosting(seat, hosts) -> bool:
    """Somebody who sits here, when nobody hosts any more."""
    return seat is not None and not seat.is_guest and not hosts


def can_welcome(membership, newcomer, as_of) -> bool:
    """An active member who is not new themself, for somebody else who is."""
    if not (membership.is_active and newcomer.is_active) or membership.pk == newcomer.pk:
        return False
    return newcomer.is_new(as_of) and (membership.may("welcome") or not membership.is_new(as_of))


def can_end_welcome(membership, welcome) -> bool:
    """Either of the two, or who organises the welcome."""
    return membership.pk in (welcome.newcomer_id, welcome.welcomer_id) or membership.may("welcome")


def can_judge(membership, report) -> bool:
    """Who moderates, unless it is about them."""
    return membership.may("moderate") and report.concerning_id != membership.person_id


def can_remove(membership, other) -> bool:
    """Who moderates takes somebody else out; a coordinator only goes by another coordinator's hand."""
    if not membership.may("moderate") or membership.pk == other.pk:
        return False
    return membership.may("settle") or not other.powers_worn - membership.powers
