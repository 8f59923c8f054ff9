"""What the spine does by itself from time to time."""

from datetime import datetime, timedelta

from . import worker


def prune(at: datetime) -> None:
    """Forget what was followed more than thirty days ago."""
    worker.prune(at - timedelta(days=30))
