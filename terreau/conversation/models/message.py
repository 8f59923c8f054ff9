"""A message: what somebody said, kept as written and as shown."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.spine.asking import BLANK, Question
from terreau.spine.reading import Readable, System
from terreau.ui import rich
from terreau.ui.keys import KeyField

from ..words import MAX_KEPT, opening_of, tidy
from .beside import Attachment, Mention, Revision, SetAside, Thanks
from .own import LastSeen
from .rights import readable_by

A_PAGE = 20
A_PART = rich.LONGEST - 1_000  # characters of old mail shown at once


SENT_TWICE = System("a form sent twice")


def already_said(by, form_key: str):
    """The message this form gave when it was first sent, or None."""
    if not form_key or not (said := _SAID.ask(person=by.pk, form_key=form_key)):
        return None
    rows = Message.objects.visible_to(SENT_TWICE).select_related("thread__community")
    return rows.get(pk=said[0][0])


def _said(*, person, form_key):
    rows = Message.objects.visible_to(SENT_TWICE).filter(author=person, form_key=form_key)
    return rows.exclude(form_key=BLANK).values_list("pk")


_SAID = Question(_said)


def once(by, form_key: str, act: Callable[[], "Message"]) -> "Message":
    """What `act` writes, in one transaction; the message already there when this form was sent before."""
    if said := already_said(by, form_key):
        return said
    try:
        with transaction.atomic():
            return act()
    except IntegrityError:  # the same form, at the same instant, from another tab
        if said := already_said(by, form_key):
            return said
        raise


class MessageQuerySet(Readable):
    def for_viewer(self, viewer):
        """The messages of the threads this viewer may read. What was taken out is no longer in them."""
        return self.filter(readable_by(viewer, thread="thread__"))

    def of(self, community: int, thread: int):
        """Those of a thread that was found for a viewer: whoever reads it reads them all."""
        return self.filter(community=community, thread=thread).seen()


class Message(models.Model):
    """What one person said in a thread. `position` counts from 1 and never has a hole."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="messages", db_index=False)
    circle = models.ForeignKey(  # its thread's
        "community.Circle", models.CASCADE, null=True, related_name="+", db_index=False
    )
    thread = models.ForeignKey("conversation.Thread", models.CASCADE, related_name="messages")
    key = KeyField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages", db_index=False)
    source = models.TextField(blank=True)
    html = models.TextField(blank=True)  # sanitised by ui.rich when written
    quoted = models.TextField(blank=True)  # html of what an archived mail quoted, folded on the page
    position = models.PositiveIntegerField()
    sent_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)  # by its author: the words are gone, the place is kept
    thanks_count = models.PositiveIntegerField(default=0)
    files_count = models.PositiveSmallIntegerField(default=0)
    form_key = models.CharField(max_length=32, blank=True)
    message_id = models.CharField(max_length=255, blank=True)
    archive_address = models.CharField(max_length=500, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "thread", "position"], name="one_message_at_a_place"),
            models.UniqueConstraint(
                fields=["community", "message_id"], condition=~Q(message_id=""), name="one_arrival_of_a_message"
            ),
            models.UniqueConstraint(
                fields=["author", "form_key"], condition=~Q(form_key=""), name="one_message_for_a_form"
            ),
            models.CheckConstraint(condition=LessThanOrEqual(Length("source"), MAX_KEPT), name="a_message_has_an_end"),
            models.CheckConstraint(
                condition=Q(hidden_at=None, withdrawn_at=None) | Q(source="", html="", quoted=""),
                name="what_is_taken_out_is_not_there",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "sent_at", "id"], name="messages_of_community"),
            models.Index(fields=["author", "community", "sent_at"], name="messages_of_person"),
        ]

    def __str__(self):
        return opening_of(self.source, 60)

    def get_absolute_url(self):
        return reverse("conversation:message", args=[self.community.slug, self.key])

    @property
    def page_number(self) -> int:
        """The page of its thread it is on, the first one being 1."""
        return (self.position - 1) // A_PAGE + 1

    @property
    def said(self) -> rich.SafeRich:
        """What it says, as it came through the door of rich text."""
        return rich.SafeRich.from_database(self.html)

    @property
    def is_out(self) -> bool:
        """Whether its words were taken out, by a moderator or by its author."""
        return self.hidden_at is not None or self.withdrawn_at is not None

    # ---- verbs ----
    @classmethod
    def put(cls, thread, position, *, by, at, text, files=(), form_key="") -> "Message":
        """Write a message at its place, with its files and the people it calls; part of a thread's verb."""
        source = tidy(text)
        files = list(files)
        message = cls.objects.create(
            community=thread.community,
            circle=thread.circle,
            thread=thread,
            author=by,
            source=source,
            html=shown(source),
            position=position,
            sent_at=at,
            form_key=form_key,
            files_count=len(files),
        )
        Attachment.hang(message, files)
        message.called = Mention.call(message, source)
        LastSeen.saw(by, thread, position)
        return message

    def calls_out(self) -> dict[str, list[int]]:
        """The ids of the people it calls, for the journal."""
        called = getattr(self, "called", [])
        return {"mentions": [person.pk for person in called]} if called else {}

    @transaction.atomic
    def edit(self, *, by, at, text, files: Iterable | None = None):
        """Say it better; what it said before is kept for all who read it. The same words change nothing.

        `files`, when given, replaces its attachments. ValidationError once the words were taken out.
        """
        row = self._held()
        if row.is_out:
            raise ValidationError(_("Ce message a été retiré : il ne se corrige plus."), code="out")
        source = tidy(text)
        rehung = files is not None and Attachment.rehang(row, list(files))
        if source == row.source and not rehung:
            return
        if source != row.source:
            Revision.keep(row)
        self._set(source=source, html=shown(source), edited_at=at, files_count=row.files_count)
        if row.position == 1:
            self._name_thread(opening_of(source))
        called = Mention.call(row, source)
        about = {"thread": row.thread_id, "mentions": [person.pk for person in called]}
        self.community.record("message-edited", by=by, about=self, at=at, **about)

    @transaction.atomic
    def hide(self, *, by, at, reason: str):
        """Take the words out, with a reason all can read; the place is kept. Asking twice changes nothing."""
        row = self._held()
        if row.is_out:
            return
        SetAside.take(row)
        self._set(source="", html="", quoted="", hidden_at=at, hidden_reason=reason)
        if row.position == 1:
            self._name_thread("")
        self.community.record("message-hidden", by=by, about=self, at=at, reason=reason, thread=row.thread_id)

    @transaction.atomic
    def show(self, *, by, at):
        """Put back the words a moderator took out."""
        row = self._held()
        if row.hidden_at is None:
            return
        words = SetAside.give_back(row)
        self._set(hidden_at=None, hidden_reason="", **words)
        if row.position == 1:
            self._name_thread(opening_of(words["source"]))
        self.community.record("message-shown", by=by, about=self, at=at, thread=row.thread_id)

    @transaction.atomic
    def withdraw(self, *, by, at):
        """The author takes their words back, for good: words, versions and files go, the place is kept."""
        row = self._held()
        if row.withdrawn_at is not None:
            return
        for model in (Revision, SetAside, Attachment, Mention):
            model.objects.filter(message=row).delete()
        self._set(source="", html="", quoted="", hidden_at=None, hidden_reason="", withdrawn_at=at, files_count=0)
        if row.position == 1:
            self._name_thread("")
        self.community.record("message-withdrawn", by=by, about=self, at=at, thread=row.thread_id)

    @transaction.atomic
    def thank(self, *, by, at):
        """« Ça m’a aidé ». Saying it twice changes nothing."""
        if Thanks.give(self, by, at):
            self._recount_thanks()
            self.community.record("help-thanked", by=by, about=self, at=at, to=self.author_id)

    @transaction.atomic
    def take_thanks_back(self, *, by, at):
        """Unsay it."""
        if Thanks.objects.filter(message=self, person=by).delete()[0]:
            self._recount_thanks()
            self.community.record("thanks-taken-back", by=by, about=self, at=at)

    # ---- helpers of the verbs ----
    def _held(self) -> "Message":
        rows = Message.objects.visible_to(System("one change at a time")).select_for_update()
        return rows.get(pk=self.pk)

    def _set(self, **fields) -> None:
        Message.objects.filter(pk=self.pk).update(**fields)
        for field, value in fields.items():
            setattr(self, field, value)

    def _name_thread(self, opening: str) -> None:
        from .thread import Thread

        Thread.objects.filter(pk=self.thread_id).update(opening=opening)

    def _recount_thanks(self) -> None:
        count = Thanks.objects.visible_to(System("how many thanks")).filter(message=self).count()
        self._set(thanks_count=count)


def shown(source: str, *, archived: bool = False) -> str:
    """What people will read of this source: sanitised once, here.

    Old mail is no Markdown, and a long one is shown whole, one part after the other.
    """
    if not archived:
        return str(rich.render(source))
    parts = (source[start : start + A_PART] for start in range(0, len(source), A_PART))
    return "".join(str(rich.render_plain(part)) for part in parts)
