"""What is a person's alone: a draft, and how far they have read. Nobody else ever sees either."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from terreau.spine.reading import Readable, System

from ..words import MAX_TEXT, MAX_TITLE

MAX_DRAFTS = 50  # a person; the oldest go


class OwnQuerySet(Readable):
    def for_viewer(self, viewer):
        """The viewer's own."""
        return self.filter(person=viewer.person) if viewer.person else self.none()


NEW, CALL = "nouveau", "appel"  # where a thread and a call are begun; an answer's place is its thread


class Draft(models.Model):
    """What a person was writing at one place: a thread's key, « nouveau », « appel »."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts", db_index=False)
    place = models.CharField(max_length=24)
    title = models.CharField(max_length=MAX_TITLE, blank=True)
    source = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person", "place"], name="one_draft_at_a_place"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("source"), MAX_TEXT), name="a_draft_has_an_end"),
        ]
        indexes = [models.Index(fields=["person", "saved_at"], name="drafts_of_person")]

    def __str__(self):
        return f"{self.person_id} · {self.place}"

    @classmethod
    def keep(cls, community, person, place: str, *, at, source: str, title: str = "") -> None:
        """Keep what is being written there; nothing written keeps nothing. Beyond fifty drafts the oldest go."""
        if not source and not title:
            cls.forget(community, person, place)
            return
        draft = cls(community=community, person=person, place=place, source=source, title=title, saved_at=at)
        cls.objects.bulk_create(
            [draft],
            update_conflicts=True,
            unique_fields=["community", "person", "place"],
            update_fields=["title", "source", "saved_at"],
        )
        mine = cls.objects.visible_to(System("fifty drafts each")).filter(person=person).order_by("-saved_at")
        too_many = list(mine.values_list("pk", flat=True)[MAX_DRAFTS:])
        if too_many:
            cls.objects.filter(pk__in=too_many).delete()

    @classmethod
    def forget(cls, community, person, place: str) -> None:
        """It was sent, or given up."""
        cls.objects.filter(community=community, person=person, place=place).delete()


class LastSeen(models.Model):
    """How far a person has read in a thread, for their own reading mark."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    thread = models.ForeignKey("conversation.Thread", models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "thread"], name="one_mark_in_a_thread")]
        indexes = [models.Index(fields=["community", "person"], name="marks_of_community")]

    def __str__(self):
        return f"{self.person_id} · {self.thread_id} · {self.position}"

    @classmethod
    def saw(cls, person, thread, position: int) -> None:
        """Move the mark to this message; call it only when something new was read."""
        mark = cls(community_id=thread.community_id, person=person, thread=thread, position=position)
        cls.objects.bulk_create(
            [mark], update_conflicts=True, unique_fields=["person", "thread"], update_fields=["position"]
        )
