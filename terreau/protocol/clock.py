"""What this room does by itself from time to time."""

from datetime import datetime

from terreau.spine.reading import System

from .models import Capture


def forget_cases(at: datetime) -> None:
    """Erase the words of sessions that nobody kept and whose ninety days are over."""
    rows = Capture.objects.visible_to(System("words that go by themselves")).filter(expires_at__lte=at)
    Capture.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:2_000])).delete()
