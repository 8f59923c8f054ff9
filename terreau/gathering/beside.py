"""What rooms above show on the page of a date: sessions prepared for it, what came out of them.

@beside_a_date
def sessions_of(look: Look): return ("protocol/_gathering.html", {...}) or None
"""

from collections.abc import Callable
from dataclasses import dataclass

from terreau.community.keeping import Looking
from terreau.community.models import Membership
from terreau.community.viewer import Viewer

from .models import Gathering


@dataclass(frozen=True)
class Look:
    """One look at a date: who looks, from which membership (None for a guest), whether it is over.

    `kept` holds what was found since the last act: what other rooms read costs a page nothing most of the time.
    """

    viewer: Viewer
    membership: Membership | None
    gathering: Gathering
    over: bool
    kept: Looking


Block = Callable[[Look], tuple[str, dict] | None]
_blocks: list[Block] = []


def beside_a_date(block: Block) -> Block:
    """Put the decorated function's block on the page of every date, under what the date itself says."""
    _blocks.append(block)
    return block


def blocks_of(look: Look) -> list[tuple[str, dict]]:
    """Every block that has something to say, in the order of the rooms."""
    return [found for block in _blocks if (found := block(look))]
