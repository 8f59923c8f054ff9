from .agenda import Preparer, Step, set_agenda
from .attendance import note_who_came
from .dates import DateOption, DateSearch, DateVote, suited
from .described import WORDS, Described
from .feed import CalendarFeed
from .gathering import Gathering
from .guest import Guest
from .joining import SeriesAnswer
from .memory import Memory, MemoryFile, MemoryNote, MemoryText
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
    "MemoryNote",
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
    "suited",
]
