from .agenda import Preparer, Step, set_agenda
from .dates import DateOption, DateSearch, DateVote
from .described import WORDS, Described
from .feed import CalendarFeed
from .gathering import Gathering
from .guest import Guest
from .joining import SeriesAnswer
from .memory import Memory, MemoryFile, MemoryText, note_who_came
from .presence import Needs, Presence
from .reply import StrayReply
from .season import QuietPeriod
from .series import Series

__all__ = [
    "WORDS",
    "CalendarFeed",
    "DateOption",
    "DateSearch",
    "DateVote",
    "Described",
    "Gathering",
    "Guest",
    "Memory",
    "MemoryFile",
    "MemoryText",
    "Needs",
    "Preparer",
    "Presence",
    "QuietPeriod",
    "Series",
    "SeriesAnswer",
    "Step",
    "StrayReply",
    "note_who_came",
    "set_agenda",
]
