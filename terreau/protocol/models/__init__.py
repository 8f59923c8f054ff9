from .adapted import AdaptedFormat
from .capture import Capture, Vote
from .cohort import Cohort, Place, Turn
from .free_time import FreeTime
from .participant import Participant
from .review import Review
from .run import LogLine, Run

__all__ = [
    "AdaptedFormat",
    "Capture",
    "Cohort",
    "FreeTime",
    "LogLine",
    "Participant",
    "Place",
    "Review",
    "Run",
    "Turn",
    "Vote",
]
