"""What the spine does by itself from time to time."""

from datetime import datetime, timedelta

from . import shared, worker


def prune(at: datetime) -> None:
    """Forget what was followed more than thirty days ago."""
    worker.prune(at - timedelta(days=30))


def let_go(at: datetime) -> None:
    """Forget what was held for a moment that is over: counts of tries, codes that have served."""
    shared.forget(at)
