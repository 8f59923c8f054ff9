"""What this room tells the others at start: whose files are whose, what can be reported, what is a person's."""

from django.utils.translation import gettext_lazy as _

from terreau.community import reporting

from . import attaching  # noqa: F401  files learn what they hang from
from .models import Message, Thread

reporting.register(
    "conversation.message",
    noun=_("Un message"),
    author=lambda message: message.author,
    excerpt=lambda message: message.source,
    set_aside=Message.hide,
)
reporting.register(
    "conversation.thread",
    noun=_("Un fil"),
    author=lambda thread: thread.opened_by,
    excerpt=lambda thread: thread.name,
    set_aside=Thread.hide,
)
