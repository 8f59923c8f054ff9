from .counted import ClosedMonth, MemberDay, SoilSlice, ThreadMember
from .participant import Participant
from .told import HelpGiven, ParticipationEvent, Touch

__all__ = [
    "ClosedMonth",
    "HelpGiven",
    "MemberDay",
    "Participant",
    "ParticipationEvent",
    "SoilSlice",
    "ThreadMember",
    "Touch",
]
