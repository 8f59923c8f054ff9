"""What goes with a message: its files, the people it calls, its earlier versions, « ça m’a aidé »."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from terreau.community.models import Membership, Seat
from terreau.people.models import Person
from terreau.spine.reading import Readable, System
from terreau.ui.rich import SafeRich

from ..words import names_called
from .rights import readable_by, shared_with

MAX_FILES = 10


class BesideQuerySet(Readable):
    def for_viewer(self, viewer):
        """What goes with the messages this viewer may read, except those taken out."""
        readable = readable_by(viewer, thread="message__thread__", circle="message__circle")
        return self.filter(readable, message__hidden_at=None)

    def beside(self, messages: Iterable):
        """What goes with messages that were found for a viewer and are still there."""
        return self.filter(message__in=[message.pk for message in messages if not message.is_out]).seen()


class Beside(models.Model):
    """A row that goes with one message and is read by whoever reads it."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    message = models.ForeignKey("conversation.Message", models.CASCADE)

    objects = BesideQuerySet.as_manager()

    class Meta:
        abstract = True


class Attachment(Beside):
    """A file given with a message."""

    message = models.ForeignKey("conversation.Message", models.CASCADE, related_name="attachments", db_index=False)
    file = models.ForeignKey("files.File", models.CASCADE, related_name="+")
    alt = models.CharField(max_length=300, blank=True)  # what a picture shows, in words
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["message", "file"], name="a_file_once_with_a_message")]
        indexes = [models.Index(fields=["community", "message"], name="attachments_of_community")]

    def __str__(self):
        return self.alt or str(self.file)

    @classmethod
    def hang(cls, message, files: Iterable, *, limit: int | None = MAX_FILES) -> None:
        """Hang files, or pairs (file, alternative text), from a message of the same community."""
        pairs = [given if isinstance(given, tuple) else (given, "") for given in files]
        if limit is not None and len(pairs) > limit:
            raise ValidationError(_("Dix fichiers au plus avec un message."), code="files")
        if any(file.community_id != message.community_id for file, _alt in pairs):
            raise ValidationError(_("Ce fichier vient d’une autre communauté."), code="files")
        if pairs:
            cls.objects.bulk_create(
                cls(community_id=message.community_id, message=message, file=file, alt=alt[:300], position=place)
                for place, (file, alt) in enumerate(pairs)
            )

    @classmethod
    def rehang(cls, message, files: list) -> bool:
        """Replace the files of a message; whether anything changed."""
        rows = cls.objects.visible_to(System("files of a message being edited")).filter(message=message)
        before = list(rows.values_list("file_id", "alt"))
        pairs = [given if isinstance(given, tuple) else (given, "") for given in files]
        if before == [(file.pk, alt[:300]) for file, alt in pairs]:
            return False
        cls.objects.filter(message=message).delete()
        cls.hang(message, pairs)
        message.files_count = len(pairs)
        return True


class Mention(Beside):
    """Somebody called by their name in a message, who may read it."""

    message = models.ForeignKey("conversation.Message", models.CASCADE, related_name="mentions", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="called_once_in_a_message")]
        indexes = [models.Index(fields=["community", "person"], name="mentions_of_community")]

    def __str__(self):
        return f"@{self.person}"

    @classmethod
    def call(cls, message, text: str) -> list[Person]:
        """Write down who is called by their exact name and may read the message; only those who were not yet."""
        names = names_called(text) if "@" in text else set()
        if not names:
            return []
        called = readers(message.community_id, message.circle).filter(name__in=names).exclude(pk=message.author_id)
        already = cls.objects.visible_to(System("called once")).filter(message=message)
        fresh = list(called.exclude(pk__in=already.values("person")))
        cls.objects.bulk_create(
            cls(community_id=message.community_id, message=message, person=person) for person in fresh
        )
        return fresh


def readers(community_id: int, circle, at=None):
    """The people who may read what is said there: members, and those who sit in the circle."""
    from django.utils import timezone

    seats = Seat.objects.visible_to(System("who may be called")).taken(at or timezone.now()).filter(circle=circle)
    members = Membership.objects.visible_to(System("who may be called")).active().filter(community=community_id)
    people = Person.objects.here()
    if circle is None:
        return people.filter(pk__in=members.values("person"))
    sitting = models.Q(pk__in=seats.filter(guest_until__isnull=False).values("person"))
    if circle.is_private:
        seated = seats.filter(person__in=members.values("person"))
        return people.filter(sitting | models.Q(pk__in=seated.values("person")))
    return people.filter(sitting | models.Q(pk__in=members.values("person")))


class Revision(Beside):
    """What a message said before it was edited."""

    message = models.ForeignKey("conversation.Message", models.CASCADE, related_name="revisions")
    source = models.TextField()
    html = models.TextField()
    at = models.DateTimeField()  # when it began to say this

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["community", "message", "at"], name="revisions_of_community")]

    def __str__(self):
        return f"{self.message_id} · {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def keep(cls, message) -> None:
        """Keep what the message says now."""
        cls.objects.create(
            community_id=message.community_id,
            message=message,
            source=message.source,
            html=message.html,
            at=message.edited_at or message.sent_at,
        )


class Thanks(Beside):
    """« Ça m’a aidé »: one person, one message. Never counted over people."""

    message = models.ForeignKey("conversation.Message", models.CASCADE, related_name="thanks", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="thanks")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="one_thanks_each")]
        indexes = [models.Index(fields=["community", "at"], name="thanks_of_community")]

    def __str__(self):
        return f"{self.person} · {self.message_id}"

    @classmethod
    def give(cls, message, person, at) -> bool:
        """Write it down; False when it already was."""
        rows = cls.objects.visible_to(System("one thanks each")).filter(message=message, person=person)
        if rows.exists():
            return False
        thanks = cls(community_id=message.community_id, message=message, person=person, at=at)
        cls.objects.bulk_create([thanks], ignore_conflicts=True)
        return True


class SetAsideQuerySet(Readable):
    def for_viewer(self, viewer):
        """For those who moderate where it was said, and may read there."""
        readable = shared_with(viewer, thread="message__thread__", circle="message__circle")
        return self.filter(readable, community__in=viewer.communities_where("moderate"))


class SetAside(models.Model):
    """The words a moderator took out, kept apart so that they can be put back."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    message = models.OneToOneField("conversation.Message", models.CASCADE, related_name="set_aside")
    source = models.TextField(blank=True)
    html = models.TextField(blank=True)
    quoted = models.TextField(blank=True)

    objects = SetAsideQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "message"], name="set_aside_in_community")]

    def __str__(self):
        return f"{self.message_id}"

    @property
    def said(self) -> SafeRich:
        """The words, as they were shown."""
        return SafeRich.from_database(self.html)

    @classmethod
    def take(cls, message) -> None:
        """Move the words of a message here."""
        words = {field: getattr(message, field) for field in ("source", "html", "quoted")}
        cls.objects.create(community_id=message.community_id, message=message, **words)

    @classmethod
    def give_back(cls, message) -> dict[str, str]:
        """The words of a message, no longer kept here."""
        rows = cls.objects.visible_to(System("words put back")).filter(message=message)
        words = rows.values("source", "html", "quoted").get()
        cls.objects.filter(message=message).delete()
        return words
