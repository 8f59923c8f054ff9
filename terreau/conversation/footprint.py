"""What a person said, drafted, thanked and read: theirs to take along, and to leave here or take back."""

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.people import footprint
from terreau.spine.models import JournalEntry
from terreau.spine.reading import System

from .models import (
    Attachment,
    Draft,
    HelpOffer,
    LastSeen,
    Mention,
    Message,
    Revision,
    SetAside,
    Solicitation,
    Thanks,
    Thread,
)
from .models.message import shown
from .words import opening_of

OWN = System("what a person said")
footprint.technical(
    "conversation.mention", "says that somebody else's message calls them; that message is its author's"
)


def _mine(model, person, field="person"):
    return model.objects.visible_to(OWN).filter(**{field: person}).select_related("community")


@footprint.section(
    "messages",
    covers=["conversation.message", "conversation.thread"],
    says=gettext_lazy("vos messages et les échanges que vous avez ouverts"),
)
def messages(person):
    """Each message as it reads now, with the words a moderator set aside."""
    rows = _mine(Message, person, "author").select_related("thread", "set_aside").order_by("sent_at", "pk")
    for row in rows.iterator(chunk_size=500):
        aside = getattr(row, "set_aside", None)
        yield {
            "community": row.community.name,
            "thread": row.thread.name,
            "address": row.get_absolute_url(),
            "text": aside.source if aside else row.source,
            "sent_at": row.sent_at,
            "edited_at": row.edited_at,
            "hidden_reason": row.hidden_reason,
        }


@footprint.section(
    "versions",
    covers=["conversation.revision"],
    says=gettext_lazy("ce que vos messages disaient avant"),
)
def versions(person):
    """What their messages said before."""
    for row in _mine(Revision, person, "message__author").order_by("at", "pk").iterator(chunk_size=500):
        yield {"community": row.community.name, "text": row.source, "at": row.at}


@footprint.section(
    "brouillons",
    covers=["conversation.draft"],
    says=gettext_lazy("vos brouillons"),
)
def drafts(person):
    """What they had not sent yet."""
    for row in _mine(Draft, person):
        yield {"community": row.community.name, "title": row.title, "text": row.source, "at": row.saved_at}


@footprint.section(
    "gestes-d-entraide",
    covers=["conversation.thanks", "conversation.helpoffer"],
    says=gettext_lazy("vos « ça m’a aidé » et vos réponses aux appels"),
)
def gestures(person):
    """« Ça m’a aidé », and answers to calls."""
    for row in _mine(Thanks, person).select_related("message__thread"):
        yield {"what": "thanks", "community": row.community.name, "thread": row.message.thread.name, "at": row.at}
    for row in _mine(HelpOffer, person).select_related("thread"):
        said = {"what": row.kind, "word": row.word, "at": row.at}
        yield {"community": row.community.name, "thread": row.thread.name, **said}


@footprint.section(
    "demandes",
    covers=["conversation.solicitation"],
    says=gettext_lazy("qui vous avez sollicité, et qui vous a sollicité"),
)
def asked(person):
    """Whom they asked by name, and who asked them."""
    rows = Solicitation.objects.visible_to(OWN).filter(Q(person=person) | Q(by=person))
    for row in rows.select_related("community", "thread", "person", "by"):
        names = {"by": row.by.name, "to": row.person.name}
        yield {"community": row.community.name, "thread": row.thread.name, **names, "at": row.asked_at}


@footprint.section(
    "lectures",
    covers=["conversation.lastseen"],
    says=gettext_lazy("jusqu’où vous avez lu"),
)
def read(person):
    """How far they read, which nobody else ever saw."""
    for row in _mine(LastSeen, person).select_related("thread"):
        yield {"community": row.community.name, "thread": row.thread.name, "up_to": row.position}


@footprint.erasure
def forget(person, at, keep_words):
    """Drafts and reading marks go; words stay or are taken back; without their name, others no longer call it."""
    Draft.objects.filter(person=person).delete()
    LastSeen.objects.filter(person=person).delete()
    Solicitation.objects.filter(Q(person=person) | Q(by=person)).delete()
    if not person.signs_as:
        _call_no_more(person)
    Mention.objects.filter(person=person).delete()
    if not keep_words:
        _take_back(person, at)


def _call_no_more(person) -> None:
    """In what others wrote, « @name » becomes « @somebody who left »; nothing else of it changes."""
    called, gone = f"@{person.name}", "@" + _("une personne partie")
    for model in (Message, SetAside, Revision):
        theirs = "mentions__person" if model is Message else "message__mentions__person"
        for row in model.objects.visible_to(OWN).filter(**{theirs: person, "source__contains": called}):
            source = row.source.replace(called, gone)
            archived = bool((row if model is Message else row.message).message_id)
            model.objects.filter(pk=row.pk).update(source=source, html=shown(source, archived=archived))
            if model is Message and row.position == 1:
                Thread.objects.filter(pk=row.thread_id).update(opening=opening_of(source))


def _take_back(person, at) -> None:
    """Every message keeps its place and loses its words, versions and files; so do answers to calls and thanks."""
    mine = Message.objects.visible_to(OWN).filter(author=person)
    for model in (Revision, SetAside, Attachment, Mention):
        model.objects.filter(message__in=mine.values("pk")).delete()
    thanked = list(Thanks.objects.visible_to(OWN).filter(person=person).values_list("message", flat=True))
    Thanks.objects.filter(person=person).delete()
    Message.objects.filter(pk__in=thanked).update(thanks_count=F("thanks_count") - 1)
    HelpOffer.objects.filter(person=person).update(word="")
    _name_threads_no_more(person)
    blank = {"source": "", "html": "", "quoted": "", "hidden_at": None, "hidden_reason": "", "files_count": 0}
    Message.objects.filter(author=person, withdrawn_at=None).update(withdrawn_at=at, **blank)
    about = Q(about_kind="conversation.message", about_id__in=mine.values("pk"))
    JournalEntry.objects.filter(about).exclude(detail={}).update(detail={})


def _name_threads_no_more(person) -> None:
    first = Message.objects.visible_to(OWN).filter(author=person, position=1)
    Thread.objects.filter(pk__in=first.values("thread")).update(opening="")
    Thread.objects.filter(opened_by=person).update(title="", helped="")
