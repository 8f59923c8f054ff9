from .circle import Circle, Seat
from .community import Community
from .culture import CultureSection, CultureVersion
from .handover import Handover
from .hat import Hat, LastCoordinator
from .invitation import Invitation
from .membership import Membership
from .report import Report
from .welcome import ThingToRead, Welcome

__all__ = [
    "Circle",
    "Community",
    "CultureSection",
    "CultureVersion",
    "Handover",
    "Hat",
    "Invitation",
    "LastCoordinator",
    "Membership",
    "Report",
    "Seat",
    "ThingToRead",
    "Welcome",
]
