"""A thread: something said to a community or to one of its circles, and what was answered."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.spine.asking import Question
from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

from ..words import MAX_TITLE, opening_of, tidy
from .call import CallVerbs
from .message import Message, once
from .own import CALL, NEW, Draft, LastSeen
from .rights import readable_by


class ThreadQuerySet(Readable):
    def for_viewer(self, viewer):
        """Threads of the viewer's communities and circles, and those that anybody may read."""
        return self.filter(readable_by(viewer))

    def with_mark(self, person: int):
        """Each with how far this person has read, as `mark`; None where they never came."""
        seen = LastSeen.objects.filter(person=person, thread=OuterRef("pk"))
        return self.annotate(mark=Subquery(seen.values("position")))

    def with_draft(self, person: int):
        """Each with what this person was writing there, as `draft`."""
        drafts = Draft.objects.filter(person=person, community=OuterRef("community"), place=OuterRef("key"))
        return self.annotate(draft=Subquery(drafts.values("source")))

    def calling(self, today):
        """Calls still open on that day."""
        return self.filter(call_until__gte=today, call_closed_at=None)

    def latest(self):
        """The one that moved last comes first."""
        return self.order_by("-last_at", "-key")


class Thread(CallVerbs, models.Model):
    """One conversation. Its title is optional: its first line is name enough."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="threads", db_index=False)
    circle = models.ForeignKey("community.Circle", models.CASCADE, null=True, related_name="threads", db_index=False)
    key = KeyField()
    title = models.CharField(gettext_lazy("titre"), max_length=MAX_TITLE, blank=True)
    opening = models.CharField(max_length=MAX_TITLE, blank=True)  # the first line of its first message
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="threads")
    opened_at = models.DateTimeField()
    last_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    last_at = models.DateTimeField()
    message_count = models.PositiveIntegerField(default=0)  # also the position of the last message
    closed_at = models.DateTimeField(null=True)
    call_until = models.DateField(gettext_lazy("pour quand"), null=True)  # a call to all « Qui a déjà… ? »
    call_closed_at = models.DateTimeField(null=True)
    helped = models.TextField(gettext_lazy("ce qui m’a aidé"), max_length=2_000, blank=True)
    archive_address = models.CharField(max_length=500, blank=True)  # where an imported thread was before
    imported = models.BooleanField(default=False)
    became = models.PositiveSmallIntegerField(default=0)  # how many things later rooms made of it (see onward.py)
    hidden_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(max_length=300, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["community", "last_at", "key"], name="threads_of_community"),
            models.Index(fields=["community", "circle", "last_at", "key"], name="threads_of_circle"),
            models.Index(
                fields=["community", "call_until"],
                name="calls_of_community",
                condition=Q(call_until__isnull=False, call_closed_at=None),
            ),
            models.Index(
                fields=["community", "archive_address"],
                name="threads_by_old_address",
                condition=~Q(archive_address=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(call_closed_at=None) | Q(call_until__isnull=False), name="only_a_call_is_answered"
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("conversation:thread", args=[self.community.slug, self.key])

    @property
    def name(self) -> str:
        """What the thread is called: its title, else its first line, else a plain word."""
        return self.title or self.opening or _("Un échange")

    @property
    def is_call(self) -> bool:
        """Whether it calls for help."""
        return self.call_until is not None

    def is_calling(self, today) -> bool:
        """Whether the call is still open on that day."""
        return self.is_call and self.call_closed_at is None and self.call_until >= today

    # ---- verbs ----
    @classmethod
    def start(cls, community, *, by, at, text, title="", circle=None, files=(), call_until=None, form_key=""):
        """Say something to the community or to a circle; the same form sent twice gives the same thread.

        `files` are rows of `files.File`, or pairs (file, alternative text). ValidationError when the circle has ended.
        """
        said = once(
            by,
            form_key,
            lambda: cls._start(community, by, at, text, title, circle, files, call_until, form_key),
        )
        return said.thread

    @classmethod
    def _start(cls, community, by, at, text, title, circle, files, call_until, form_key) -> Message:
        refuse_where_ended(circle)
        thread = cls.objects.create(
            community=community,
            circle=circle,
            title=tidy(title),
            opening=opening_of(tidy(text)),
            opened_by=by,
            opened_at=at,
            last_by=by,
            last_at=at,
            message_count=1,
            call_until=call_until,
        )
        message = Message.put(thread, 1, by=by, at=at, text=text, files=files, form_key=form_key)
        if form_key:
            Draft.forget(community, by, CALL if call_until else NEW)
        act = "call-opened" if call_until else "thread-started"
        community.record(act, by=by, about=thread, at=at, message=message.pk, **message.calls_out())
        return message

    def reply(self, *, by, at, text, files=(), form_key="") -> Message:
        """Answer; the same form sent twice gives the same message. ValidationError when closed or ended."""
        return once(by, form_key, lambda: self._reply(by, at, text, files, form_key))

    def _reply(self, by, at, text, files, form_key) -> Message:
        refuse_where_ended(self.circle)
        mine = Thread.objects.filter(pk=self.pk, closed_at=None)
        if not mine.update(message_count=F("message_count") + 1, last_by=by, last_at=at):
            raise ValidationError(_("Ce fil est clos : on le lit, on n’y écrit plus."), code="closed")
        self.message_count = _COUNT.ask(thread=self.pk)[0][0]
        self.last_by, self.last_at = by, at
        message = Message.put(self, self.message_count, by=by, at=at, text=text, files=files, form_key=form_key)
        if form_key:  # what was kept while it was typed goes with it
            Draft.forget(self.community, by, self.key)
        about = {"thread": self.pk, **message.calls_out()}
        self.community.record("message-posted", by=by, about=message, at=at, **about)
        return message

    @transaction.atomic
    def entitle(self, title: str, *, by, at):
        """Give a title, or take it away with an empty one."""
        title = tidy(title)
        if Thread.objects.filter(pk=self.pk).exclude(title=title).update(title=title):
            self.title = title
            self.community.record("thread-entitled", by=by, about=self, at=at)

    @transaction.atomic
    def close(self, *, by, at):
        """Nothing more is written here. Asking twice changes nothing."""
        if Thread.objects.filter(pk=self.pk, closed_at=None).update(closed_at=at):
            self.closed_at = at
            self.community.record("thread-closed", by=by, about=self, at=at)

    @transaction.atomic
    def reopen(self, *, by, at):
        """One may write here again."""
        if Thread.objects.filter(pk=self.pk, closed_at__isnull=False).update(closed_at=None):
            self.closed_at = None
            self.community.record("thread-reopened", by=by, about=self, at=at)

    @transaction.atomic
    def move(self, circle, *, by, at):
        """Take the thread to a circle, or to the whole community with None.

        ValidationError when others wrote in a private circle what more people would then read.
        """
        refuse_where_ended(circle)
        why = System("moving a thread")
        rows = Thread.objects.visible_to(why).select_related("circle").select_for_update(of=("self",))
        now = rows.get(pk=self.pk).circle
        if now == circle:
            return
        words = Message.objects.visible_to(why).filter(community=self.community, thread=self)
        if now is not None and now.is_private and words.exclude(author=by).exists():
            raise ValidationError(
                _("Ce fil ne peut pas sortir de son cercle privé : d’autres personnes y ont écrit."), code="private"
            )
        Thread.objects.filter(pk=self.pk).update(circle=circle)
        words.update(circle=circle)
        self.circle = circle
        self.community.record("thread-moved", by=by, about=self, at=at, circle=circle.pk if circle else None)

    @transaction.atomic
    def hide(self, *, by, at, reason: str):
        """Take the whole thread out, with a reason that its author and the journal see."""
        if Thread.objects.filter(pk=self.pk, hidden_at=None).update(hidden_at=at, hidden_reason=reason):
            self.hidden_at, self.hidden_reason = at, reason
            self.community.record("thread-hidden", by=by, about=self, at=at, reason=reason)

    @transaction.atomic
    def show(self, *, by, at):
        """Put the thread back."""
        if Thread.objects.filter(pk=self.pk, hidden_at__isnull=False).update(hidden_at=None, hidden_reason=""):
            self.hidden_at, self.hidden_reason = None, ""
            self.community.record("thread-shown", by=by, about=self, at=at)


def _count(*, thread):
    rows = Thread.objects.visible_to(System("the place of a new message"))
    return rows.filter(pk=thread).values_list("message_count")


_COUNT = Question(_count)


def refuse_where_ended(circle) -> None:
    """Nothing is written in a circle that has ended."""
    if circle is not None and circle.ended_at is not None:
        raise ValidationError(_("Ce cercle est terminé : on le lit, on n’y écrit plus."), code="ended")
