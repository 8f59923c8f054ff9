"""The home page is made of blocks that rooms bring; it is finite, and says when one has seen it all.

A room's `home_blocks.py` is read at start. A block is a function of a `Look` that gives a template and its context,
or None when it has nothing to say.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from .keeping import Keeping
from .models import Community, Membership
from .viewer import Viewer

ZONES = ("greeting", "stake", "two", "cut", "under")


@dataclass
class Look(Keeping):
    """One look at the home page: who looks, from which membership, when; and what blocks share meanwhile."""

    viewer: Viewer
    membership: Membership
    at: datetime
    coming: list["Coming"] = field(default_factory=list)
    lately: list[str] = field(default_factory=list)  # what happened since `since`, a few words each

    @property
    def community(self) -> Community:
        """The community one looks at."""
        return self.membership.community

    @property
    def today(self) -> date:
        """The day it is in the community."""
        return self.community.day(self.at)

    @property
    def monday(self) -> datetime:
        """From when on something is of late: Monday, but never less than two days ago."""
        back = self.today.weekday() if self.today.weekday() > 1 else 7
        return self.community.midnight_of(self.today - timedelta(days=back))

    @property
    def since(self) -> datetime:
        """The same, for who arrived meanwhile: not before they came."""
        return max(self.monday, self.membership.joined_at or self.monday)


@dataclass(frozen=True)
class Coming:
    """Something dated that lies ahead."""

    day: date
    what: str
    title: str
    address: str
    label: tuple[str, dict] | None = None  # the template and words of a label of its own, planted before the others


Block = Callable[[Look], tuple[str, dict] | None]
_blocks: dict[str, list[tuple[int, Block]]] = defaultdict(list)


def home_block(zone: str, *, order: int) -> Callable[[Block], Block]:
    """Put the decorated function's block in a zone of the home page, in this order."""
    if zone not in ZONES:
        raise ValueError(f"the home page has no zone {zone!r}")

    def place(block: Block) -> Block:
        _blocks[zone].append((order, block))
        _blocks[zone].sort(key=lambda pair: pair[0])
        return block

    return place


def home_of(look: Look) -> dict[str, list[tuple[str, dict]]]:
    """Every block that has something to say, by zone; the stake comes last, once all know what lies ahead."""
    said = {}
    for zone in sorted(ZONES, key=lambda z: z == "stake"):
        said[zone] = [found for _order, block in _blocks[zone] if (found := block(look))]
    return said
