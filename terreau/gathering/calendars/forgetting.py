"""What the clock does here: kept replies are forgotten."""

from datetime import datetime

from ..models import StrayReply
from ..models.reply import KEPT_FOR, RECEIVING


def forget_old_replies(at: datetime) -> int:
    """Replies that could not be taken go after ninety days, seen or not. How many went."""
    return StrayReply.objects.visible_to(RECEIVING).filter(received_at__lt=at - KEPT_FOR).delete()[0]
