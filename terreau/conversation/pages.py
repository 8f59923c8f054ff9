"""One page of a thread: twenty messages with what goes beside them, in a number of queries that never grows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from terreau.files.models import File
from terreau.ui import dates
from terreau.ui.rich import SafeRich

from .models import Attachment, HelpOffer, Message, Thanks, Thread
from .models.message import A_PAGE
from .saying import first_name, full_name, it_helped

_FIELDS = (
    "pk",
    "key",
    "position",
    "author_id",
    "author__name",
    "author__key",
    "html",
    "quoted",
    "sent_at",
    "edited_at",
    "hidden_at",
    "hidden_reason",
    "withdrawn_at",
    "thanks_count",
    "files_count",
)


class MessageRow(NamedTuple):
    """One message as a page shows it."""

    pk: int
    key: str
    position: int
    author_id: int
    author_name: str
    author_key: str
    html: str
    quoted: str
    sent_at: datetime
    edited_at: datetime | None
    hidden_at: datetime | None
    hidden_reason: str
    withdrawn_at: datetime | None
    thanks_count: int
    files_count: int

    @property
    def is_out(self) -> bool:
        """Whether its words were taken out."""
        return self.hidden_at is not None or self.withdrawn_at is not None

    @property
    def author(self) -> str:
        """The author's name, or a plain word for whoever left without leaving theirs."""
        return full_name(self.author_name)

    @property
    def initials(self) -> str:
        """The two letters drawn beside it."""
        words = self.author_name.split()
        return words[0][:1] + (words[-1][:1] if len(words) > 1 else "") if words else ""

    @property
    def when(self) -> str:
        """« hier, 12 h 15 », « le 4 mars 2024, 9 h »."""
        here = timezone.localtime(self.sent_at).replace(tzinfo=None)  # the words of dates are then spared the zones
        return f"{dates.ago(here)}, {dates.clock(here)}"

    @property
    def said(self) -> SafeRich:
        """What it says, as it came through the door of rich text."""
        return SafeRich.from_database(self.html)

    @property
    def quote(self) -> SafeRich:
        """What an archived mail quoted."""
        return SafeRich.from_database(self.quoted)


@dataclass
class Margin:
    """What goes beside the messages of a page."""

    thanks: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    files: dict[int, list[Attachment]] = field(default_factory=lambda: defaultdict(list))
    offers: list["Offer"] = field(default_factory=list)

    def it_helped(self, message_pk: int, person) -> str:
        """« Ça a aidé Amina et vous. »"""
        said = self.thanks.get(message_pk, ())
        me = person.pk if person else None
        return it_helped([first_name(name) for pk, name in said if pk != me], me=any(pk == me for pk, _name in said))

    def helped(self, message_pk: int, person) -> bool:
        """Whether this person said it helped them."""
        return any(pk == person.pk for pk, _name in self.thanks.get(message_pk, ()))


@dataclass
class ThreadPage:
    """Twenty messages of a thread."""

    thread: Thread
    number: int
    messages: list[MessageRow]
    beside: Margin

    @property
    def last(self) -> int:
        """The number of the last page."""
        return last_page(self.thread)

    @property
    def read_to(self) -> int:
        """The position of the last message on the page."""
        return self.messages[-1].position if self.messages else 0


def last_page(thread) -> int:
    """The number of the thread's last page, the first one being 1."""
    return max(1, (thread.message_count - 1) // A_PAGE + 1)


def find_thread(viewer, community, key: str) -> Thread | None:
    """The thread, its circle, the viewer's own mark and draft in it; None when it is not theirs to read. One query."""
    threads = Thread.objects.here(community, viewer).filter(key=key).select_related("circle")
    if viewer.person is not None:
        threads = threads.with_marks(viewer.person).with_draft(viewer.person)
    thread = next(iter(threads), None)
    if thread is not None:
        thread.community = community
        if viewer.person is None:
            thread.mark, thread.draft = None, ""
    return thread


def page_of(thread: Thread, number: int, *, for_members: bool) -> ThreadPage:
    """That page, the nearest one when there is none of that number. The public does not see who thanks or helps."""
    number = min(max(1, number), last_page(thread))
    rows = Message.objects.of(thread).page(number)
    messages = [MessageRow(*values) for values in rows.values_list(*_FIELDS)]
    return ThreadPage(thread, number, messages, _beside(thread, messages, for_members))


def _beside(thread: Thread, messages: list[MessageRow], for_members: bool) -> Margin:
    beside = Margin()
    if for_members:
        _people(beside, thread, [message for message in messages if message.thanks_count])
    for attachment in _attachments(message for message in messages if message.files_count):
        beside.files[attachment.message_id].append(attachment)
    return beside


def _people(beside: Margin, thread: Thread, thanked: list[MessageRow]) -> None:
    """Who thanks and who answers the call, in one query at most."""
    asked = [Thanks.objects.beside(thanked).with_names()] if thanked else []
    if thread.is_call:
        asked.append(HelpOffer.objects.of(thread).with_names())
    if not asked:
        return
    rows = asked[0] if len(asked) == 1 else asked[0].union(asked[1], all=True)
    for message_id, person_id, name, kind, word, _at, thanked_at in sorted(rows, key=lambda row: row[5]):
        if message_id:
            beside.thanks[message_id].append((person_id, name))
        else:
            beside.offers.append(Offer(person_id, full_name(name), kind, word, thanked_at))


class Offer(NamedTuple):
    """One answer to a call, as the page shows it."""

    person_id: int
    name: str
    kind: str
    word: str
    thanked_at: datetime | None


def _attachments(messages: Iterable[MessageRow]) -> list[Attachment]:
    messages = list(messages)
    if not messages:
        return []
    columns = ["file__" + name for name in ("key", "name", "media_type", "size", "small_path", "width", "height")]
    rows = Attachment.objects.beside(messages).select_related("file").only("message", "alt", *columns)
    return list(rows)


def files_of(message) -> list[tuple[File, str]]:
    """The files of one message found for a viewer, with their words, in order."""
    rows = Attachment.objects.beside([message]).select_related("file")
    return [(row.file, row.alt) for row in rows]
