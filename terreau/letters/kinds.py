"""Every kind of letter there is, and how each may come."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """How a letter may come.

    Transactional: the direct answer to something the person did, or that was decided about them; it leaves at once,
    at any hour. The others keep to the person's rhythm, to quiet hours and, when they count, to the budget.
    """

    name: str
    transactional: bool = True
    counts: bool = False  # unsolicited: two in seven days and six in thirty, all communities together


SIGN_IN = Kind("sign-in")
ADDRESS_WARNING = Kind("address-warning")
KEYS_CHANGED = Kind("keys-changed")
EXPORT_READY = Kind("export-ready")
INVITATION = Kind("invitation")
ADMITTED = Kind("admitted")
REFUSED = Kind("refused")
REMOVED = Kind("removed")
HAT_OFFERED = Kind("hat-offered")
DECISION = Kind("decision")
TAKEN_OUT = Kind("taken-out")
TO_ANSWER = Kind("to-answer", transactional=False)  # to who admits or moderates: it goes with the hat
ANSWERS = Kind("answers", transactional=False)  # asked for: answers to my threads, my name called
GREETING = Kind("greeting", transactional=False, counts=True)  # to the welcomer: nobody said hello yet
GATHERING_GUEST = Kind("gathering-guest")  # to who was invited to one gathering by name
GATHERING_CHANGED = Kind("gathering-changed")  # to who said they come: moved, cancelled, back on
GATHERING_CALLED = Kind("gathering-called", transactional=False, counts=True)
GATHERING_NEAR = Kind("gathering-near", transactional=False)  # asked for: « je viens »
GATHERING_MEMORY = Kind("gathering-memory", transactional=False, counts=True)  # the day after, to those present
SEAT_FREED = Kind("seat-freed")
FOLLOW_UP = Kind("follow-up", transactional=False)  # asked for: « ce que je vais essayer », once, two weeks later
