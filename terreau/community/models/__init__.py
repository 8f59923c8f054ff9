from .circle import Circle, Seat
from .community import Community
from .hat import Hat
from .invitation import Invitation
from .membership import Membership

__all__ = ["Circle", "Community", "Hat", "Invitation", "Membership", "Seat"]
