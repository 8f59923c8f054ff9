"""The sentences of every problem: what is wrong, and how to mend it."""

from .calendar import CALENDAR
from .history import HISTORY
from .kind import LOOKS, Words
from .mbox import MBOX
from .members import MEMBERS
from .practice import PRACTICE

__all__ = ["CALENDAR", "HISTORY", "LOOKS", "MBOX", "MEMBERS", "PRACTICE", "Words"]
