"""What somebody said leaves the index with them, in the very transaction of their leaving."""

from django.db.models import Q

from terreau.community.models import Membership
from terreau.conversation.models import Attachment, Message
from terreau.spine import search
from terreau.spine.models import JournalEntry
from terreau.spine.outbox import follows, record
from terreau.spine.search import INDEXING

from . import index
from .engines import engine
from .models import SearchShelf


def forget(person, at) -> None:
    """Everything of theirs, and what calls them by name, goes now; what stays readable comes back as it will read."""
    words = Message.objects.visible_to(INDEXING).filter(Q(author=person) | Q(mentions__person=person))
    messages = sorted(set(words.values_list("pk", flat=True)))
    files = Attachment.objects.visible_to(INDEXING).filter(message__author=person)
    members = Membership.objects.visible_to(INDEXING).filter(person=person)
    gone = {
        "message": messages,
        "attachment": list(files.values_list("pk", flat=True)),
        "person": list(members.values_list("pk", flat=True)),
    }
    for shelf in index.shelves():
        for kind, pks in gone.items():
            for start in range(0, len(pks), index.A_BATCH):
                index.remove(shelf.number, kind, pks[start : start + index.A_BATCH])
    record("index-forgot", at=at, detail=gone)


@follows("index-forgot")
def bring_back(entry: JournalEntry) -> None:
    """What is still there once they have left, as it reads now."""
    for kind, pks in entry.detail.items():
        index.refresh(search.kinds[kind], pks)
    for shelf in SearchShelf.objects.filter(is_live=True):
        engine().purge(shelf.number)
