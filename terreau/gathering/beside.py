"""What rooms above show on the page of a date: sessions prepared for it, what came out of them.

@beside_a_date
def sessions_of(look: Look): return ("protocol/_gathering.html", {...}) or None
"""

from collections.abc import Callable
from dataclasses import dataclass

from .models import Gathering


@dataclass(frozen=True)
class Look:
    """One look at a date: who looks, from which membership (None for a guest), and whether it is over."""

    viewer: object
    membership: object
    gathering: Gathering
    over: bool


Block = Callable[[Look], tuple[str, dict] | None]
_blocks: list[Block] = []


def beside_a_date(block: Block) -> Block:
    """Put the decorated function's block on the page of every date, under what the date itself says."""
    _blocks.append(block)
    return block


def blocks_of(look: Look) -> list[tuple[str, dict]]:
    """Every block that has something to say, in the order of the rooms."""
    return [found for block in _blocks if (found := block(look))]
