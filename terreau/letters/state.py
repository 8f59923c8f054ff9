"""How mail is doing, for the state page: what waits, what was refused for good, where letters go."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from terreau.spine.models import OutboxRow

from . import backends
from .models import Posted
from .server import AWAY

LATE = timedelta(minutes=15)
OURS = Q(follower__startswith="terreau.letters.")


@dataclass(frozen=True)
class State:
    """What an administrator needs to know about mail. Never an address, never a word of a letter."""

    goes_to: str  # "smtp mail.example.org:587", or the folder
    held_up: int  # letters waiting because of the mail server
    oldest: datetime | None  # when the oldest of them was due to leave
    trouble: str  # the last thing the server said
    parked: int  # letters that could not even be written: a fault of ours
    refused: list[Posted]  # the last ten refused for good, in thirty days
    last_posted_at: datetime | None

    def is_well(self, at: datetime) -> bool:
        """Whether nothing has waited long for the server and nothing is parked."""
        return not self.parked and (self.oldest is None or at - self.oldest < LATE)


def state(at: datetime | None = None) -> State:
    """How mail is doing now."""
    at = at or timezone.now()
    waiting = OutboxRow.objects.filter(OURS, done_at=None, parked_at=None, trouble__startswith=AWAY)
    first = waiting.select_related("entry").order_by("entry__at", "pk").first()
    latest = waiting.order_by("-due_at").first()
    lately = Posted.objects.filter(at__gt=at - timedelta(days=30))
    left = lately.filter(refused_at=None).order_by("-at").first()
    return State(
        goes_to=destination(),
        held_up=waiting.count(),
        oldest=first.entry.at if first else None,
        trouble=latest.trouble.removeprefix(AWAY) if latest else "",
        parked=OutboxRow.objects.filter(OURS, parked_at__isnull=False).count(),
        refused=list(lately.refused().order_by("-refused_at")[:10]),
        last_posted_at=left.at if left else None,
    )


def destination() -> str:
    """Where letters go, without any password."""
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return f"smtp {settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    return str(backends.folder())


@transaction.atomic
def retry(at: datetime) -> int:
    """Have everything refused or parked tried once more (the server was mended); how many rows of the outbox."""
    refused = Posted.objects.refused()
    again = OutboxRow.objects.filter(OURS).filter(Q(parked_at__isnull=False) | Q(entry__letters__in=refused))
    rows = list(again.values_list("pk", flat=True).distinct())
    refused.delete()
    return OutboxRow.objects.filter(pk__in=rows).update(
        done_at=None, parked_at=None, leased_until=None, attempts=0, due_at=at, trouble=""
    )
