"""What letters forget from time to time."""

from datetime import datetime, timedelta

from .backends import folder
from .models import Bundle, Posted

KEPT = timedelta(days=60)  # longer than a budget looks back, and than any row of the outbox waits
FILES_KEPT = timedelta(days=30)


def prune(at: datetime) -> None:
    """Forget what left more than sixty days ago, and letters written to files more than thirty days ago."""
    Posted.objects.filter(at__lt=at - KEPT).delete()
    Bundle.objects.filter(due_at__lt=at - KEPT).delete()
    if folder().is_dir():
        for letter in folder().iterdir():
            if letter.stat().st_mtime < (at - FILES_KEPT).timestamp():
                letter.unlink(missing_ok=True)
