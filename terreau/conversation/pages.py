"""One page of a thread: twenty messages with what goes beside them, in a number of queries that never grows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import repeat
from typing import NamedTuple

from django.db.models import BigIntegerField, CharField, DateTimeField, OuterRef, Subquery, Value
from django.utils import timezone

from terreau.community.asking import Within
from terreau.community.models import Circle, Membership
from terreau.community.models.membership import years_of
from terreau.files.models import File
from terreau.spine.asking import Question, columns, instance
from terreau.ui import dates
from terreau.ui.keys import key_in
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
    joined_at: datetime | None  # when the author joined, while they are a member
    when: str  # « hier, 12 h 15 », in the reader's zone and language
    years: int  # rings round the initials: none when new

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
    found = _FIND.ask(viewer, community, key=key_in(key))
    if not found:
        return None
    row = iter(found[0])
    thread, circle = instance(Thread, row), instance(Circle, row)
    thread.community, thread.circle = community, circle if thread.circle_id else None
    thread.mark, thread.draft = row if viewer.person is not None else (None, "")
    return thread


def _find(viewer, *, community, key):
    rows = Thread.objects.visible_to(viewer).filter(community=community, key=key)
    wanted = [*columns(Thread), *columns(Circle, "circle__")]
    if viewer.person is None:
        return rows.values_list(*wanted)
    return rows.with_mark(viewer.person.pk).with_draft(viewer.person.pk).values_list(*wanted, "mark", "draft")


_FIND = Within(_find)


def page_of(thread: Thread, number: int, *, for_members: bool) -> ThreadPage:
    """That page, the nearest one when there is none of that number. The public does not see who thanks or helps."""
    number = min(max(1, number), last_page(thread))
    place = {
        "community": thread.community_id,
        "thread": thread.pk,
        "after": (number - 1) * A_PAGE,
        "to": number * A_PAGE,
    }
    rows = _MESSAGES.ask(**place)
    moments = _in_words(row[_FIELDS.index("sent_at")] for row in rows)
    rings = _rings([row[-1] for row in rows]) if for_members else repeat(1)
    messages = [MessageRow(*[*row, when, years]) for row, when, years in zip(rows, moments, rings, strict=False)]
    beside = Margin()
    if for_members and (thread.is_call or any(message.thanks_count for message in messages)):
        for message_id, person_id, name, *said in _PEOPLE.ask(thread.is_call, **place):
            if message_id is None:
                beside.offers.append(Offer(person_id, full_name(name), *said))
            else:
                beside.thanks[message_id].append((person_id, name))
    for attachment in _attachments(message for message in messages if message.files_count):
        beside.files[attachment.message_id].append(attachment)
    return ThreadPage(thread, number, messages, beside)


def _in_words(moments: Iterable[datetime]) -> Iterator[str]:
    """« hier, 12 h 15 », « le 4 mars 2024, 9 h »: each day is said once, the zone is looked up once."""
    zone = timezone.get_current_timezone()
    days: dict[date, str] = {}
    for moment in moments:
        here = moment.astimezone(zone).replace(tzinfo=None)
        if (day := here.date()) not in days:
            days[day] = dates.ago(day)
        yield f"{days[day]}, {dates.clock(here)}"


def _rings(joined: list[datetime | None]) -> list[int]:
    """How many years each has been there, as a membership says it; one ring for who is not a member."""
    known: dict[datetime | None, int] = {None: 1}
    now = timezone.now()
    for when in joined:
        if when not in known:
            known[when] = years_of(when, now)
    return [known[when] for when in joined]


def _messages(*, community, thread, after, to):
    rows = Message.objects.of(community, thread).filter(position__gt=after, position__lte=to)
    members = Membership.objects.filter(community=community, person=OuterRef("author"))
    joined = Subquery(members.filter(status__in=Membership.AMONG_US).values("joined_at"))
    return rows.order_by("position").annotate(joined=joined).values_list(*_FIELDS, "joined")


def _people(is_call, *, community, thread, after, to):
    """Who says they were helped by these messages and, beside a call, who answers it; in one query."""
    there = Thanks.objects.filter(message__in=Message.objects.of(community, thread)).seen()
    there = there.filter(message__position__gt=after, message__position__lte=to, message__hidden_at=None).order_by()
    none, text, never = (Value(None, output_field=kind) for kind in (BigIntegerField(), CharField(), DateTimeField()))
    thanks = there.values_list("message_id", "person_id", "person__name", text, text, never, "at")
    if not is_call:
        return thanks.order_by("at", "pk")
    answers = HelpOffer.objects.filter(community=community, thread=thread).seen().order_by()
    answers = answers.values_list(none, "person_id", "person__name", "kind", "word", "thanked_at", "at")
    return answers.union(thanks, all=True).order_by("at")


_MESSAGES, _PEOPLE = Question(_messages), Question(_people)


class Offer(NamedTuple):
    """One answer to a call, as the page shows it."""

    person_id: int
    name: str
    kind: str
    word: str
    thanked_at: datetime | None
    at: datetime


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
