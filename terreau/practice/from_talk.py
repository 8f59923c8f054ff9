"""Notes that come from what was said: threads and messages, and the way back from a thread to its notes."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.community.asking import Within
from terreau.conversation import onward
from terreau.conversation.models import Message, Thread
from terreau.conversation.saying import first_name

from . import origins
from .models import Note, Origin
from .words import MAX_TITLE, cut, opening_of

TALK = ("conversation.message", "conversation.thread")


def _message_said(message) -> str:
    said = _("de ce qu’a dit %(name)s dans « %(thread)s »")
    return said % {"name": first_name(message.author.name), "thread": message.thread.name}


def _from_message(message) -> origins.Prefill:
    return origins.Prefill(
        title=message.thread.title or opening_of(message.source, MAX_TITLE),
        body=message.source,
        circle=message.thread.circle,
        within=message.thread_id,
        people=[message.author],
    )


def _from_thread(thread) -> origins.Prefill:
    return origins.Prefill(
        title=cut(thread.name, MAX_TITLE), circle=thread.circle, within=thread.pk, people=[thread.opened_by]
    )


origins.register(
    origins.OriginKind(
        "conversation.message",
        rows=lambda viewer: (
            Message.objects.visible_to(viewer)
            .filter(hidden_at=None, withdrawn_at=None)
            .select_related("author", "community", "thread__circle", "thread__opened_by")
        ),
        sentence=_message_said,
        prefill=_from_message,
        tied=onward.became,
    )
)
origins.register(
    origins.OriginKind(
        "conversation.thread",
        rows=lambda viewer: Thread.objects.visible_to(viewer).select_related("community", "circle", "opened_by"),
        sentence=lambda thread: _("de l’échange « %(thread)s »") % {"thread": thread.name},
        prefill=_from_thread,
        tied=onward.became,
    )
)
onward.lead(
    gettext_lazy("En faire une fiche"),
    lambda community: reverse("practice:writing", args=[community.slug]) + "?de=conversation.message:",
)


def _notes(viewer, *, community, thread):
    notes = Note.objects.visible_to(viewer).filter(community=community, hidden_at=None)
    tied = Origin.objects.filter(kind__in=TALK, within_id=thread).values("note")
    return notes.filter(pk__in=tied).order_by("pk").values_list("key", "title", "other_title", "language")[:5]


_NOTES = Within(_notes)


@onward.came_out
def notes_of_thread(viewer, thread):
    """The notes that came out of a thread, at most five, for who may read them."""
    for key, title, other, language in _NOTES.ask(viewer, thread.community, thread=thread.pk):
        said = other if other and language != viewer.locale else title
        yield _("la fiche « %(title)s »") % {"title": said}, reverse("practice:note", args=[thread.community.slug, key])
