"""What this room forgets by itself."""

from datetime import datetime, timedelta

from .models import Export, SignedIn, SignIn
from .models.export import KEPT

CODES_KEPT = timedelta(days=2)  # tries are counted over a day


def tidy(at: datetime) -> None:
    """Codes of the day before yesterday, sessions that ended, archives older than a week: gone."""
    SignIn.objects.filter(asked_at__lt=at - CODES_KEPT).delete()
    SignedIn.objects.filter(expire_date__lt=at).delete()
    Export.objects.filter(asked_at__lt=at - KEPT).delete()
