from .adapted import AdaptedFormat
from .capture import Capture, Vote
from .cohort import Cohort, Place, Turn
from .participant import Participant
from .review import Review
from .run import LogLine, Run

__all__ = [
    "AdaptedFormat",
    "Capture",
    "Cohort",
    "LogLine",
    "Participant",
    "Place",
    "Review",
    "Run",
    "Turn",
    "Vote",
]
