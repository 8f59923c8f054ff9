"""What this room tells the others at start: whose files are whose, what can be reported, how to say hello."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from terreau.community import acts, reporting, small_steps

from . import (
    attaching,  # noqa: F401  files learn what they hang from
    saying,
)
from .models import Message, Thread
from .words import read_aloud

reporting.register(
    "conversation.message",
    noun=_("Un message"),
    author=lambda message: message.author,
    excerpt=lambda message: read_aloud(message.html),
    set_aside=Message.hide,
)
reporting.register(
    "conversation.thread",
    noun=_("Un fil"),
    author=lambda thread: thread.opened_by,
    excerpt=lambda thread: thread.name,
    set_aside=Thread.hide,
)


def _where_to_say_hello(viewer, community) -> str:
    """The one box, until the person has said something here."""
    said = Message.objects.visible_to(viewer).filter(community=community, author=viewer.person)
    return "" if said.exists() else reverse("conversation:start", args=[community.slug])


small_steps.register(
    small_steps.SmallStep(
        "hello",
        label=_("Dire bonjour en une phrase\u00a0: d’où je viens, ce qui m’amène"),
        hint=lambda viewer, community: saying.who_will_read(community, None),
        action=_where_to_say_hello,
        field="text",
        button=_("Je dis bonjour"),
        longest=600,
    )
)

acts.say({"help-asked": _("Une personne a été sollicitée par son nom")})
