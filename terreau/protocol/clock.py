"""What this room does by itself from time to time."""

from datetime import datetime

from terreau.spine.reading import System

from .models import Capture, Review


def forget_cases(at: datetime) -> None:
    """Erase the words of sessions that nobody kept and whose ninety days are over."""
    rows = Capture.objects.visible_to(System("words that go by themselves")).filter(expires_at__lte=at)
    Capture.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:2_000])).delete()


def ask_what_was_tried(at: datetime) -> int:
    """Put the one question to those who wrote, two weeks ago, what they would try; how many were asked."""
    rows = Review.objects.visible_to(System("the question of two weeks later")).to_ask(at)
    return sum(review.ask(at=at) for review in rows.select_related("community")[:500])
