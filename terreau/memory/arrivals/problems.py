"""What is wrong in a file somebody brought: where, what, and how to mend it, in the reader's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .words import CALENDAR, HISTORY, LOOKS, MBOX, MEMBERS, PRACTICE, Words

SHOWN = 120  # characters of the faulty text that are quoted back

UNSHOWN = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


class Weight(StrEnum):
    """How much a problem keeps out: the whole file, one entry of it, or nothing."""

    FILE = "file"
    ENTRY = "entry"
    NOTE = "note"


KINDS: Mapping[str, Words] = {**MEMBERS, **MBOX, **HISTORY, **CALENDAR, **PRACTICE}


def shown(text: object) -> str:
    """`text` on one line, without control characters, at most SHOWN characters long."""
    flat = UNSHOWN.sub(" ", str(text)[: 4 * SHOWN]).strip()
    return flat if len(flat) <= SHOWN else flat[: SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that will not arrive as it stands. `line` counts from 1; 0 speaks of the whole file."""

    kind: str
    line: int = 0
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def weight(self) -> Weight:
        """What stays out because of it."""
        return Weight(KINDS[self.kind].weight)

    @property
    def what(self) -> str:
        """What is wrong, as a sentence in the active language."""
        return str(KINDS[self.kind].what) % self._said()

    @property
    def mend(self) -> str:
        """What to do about it, as a sentence in the active language."""
        return str(KINDS[self.kind].mend) % self._said()

    def _said(self) -> dict[str, str]:
        looks = LOOKS.get(self.about.get("looks", ""))
        return {**self.about, "looks": str(looks)} if looks else dict(self.about)


def problem(kind: str, line: int = 0, **about: object) -> Problem:
    """A Problem whose quoted values are short and safe to show."""
    return Problem(kind, line, {name: shown(value) for name, value in about.items()})
