"""Who comes: a series joined once, one date answered, a seat, a place on the waiting list."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.community.models.once import find_or_make
from terreau.spine.reading import Readable, System

from .rights import own, readable_by

SEATING = System("who has a seat")
BEFORE_DOORS = timedelta(hours=1)
AFTER_DOORS = timedelta(hours=3)


class SeriesAnswerQuerySet(Readable):
    def for_viewer(self, viewer):
        """One's own, and those of others who agreed to be announced where the viewer reads the series."""
        others = readable_by(viewer, circle="series__circle") & Q(announced=True, left_at=None)
        return self.filter(own(viewer) | others)

    def standing(self):
        """Joined, and not left since."""
        return self.filter(left_at=None)


class SeriesAnswer(models.Model):
    """Somebody joined a series, once for all its dates."""

    class Way(models.TextChoices):
        HERE = "here", gettext_lazy("sur place")
        ONLINE = "online", gettext_lazy("en ligne")

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    series = models.ForeignKey("gathering.Series", models.CASCADE, related_name="answers", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="series_joined")
    way = models.CharField(max_length=6, choices=Way.choices, default=Way.HERE)
    announced = models.BooleanField(default=True)
    since = models.DateTimeField()  # dates before it are not theirs
    left_at = models.DateTimeField(null=True)

    objects = SeriesAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "person"], condition=Q(left_at=None), name="a_series_joined_once")
        ]
        indexes = [
            models.Index(fields=["series", "left_at"], name="who_joined_a_series"),
            models.Index(fields=["community", "person"], name="series_answers_of_community"),
        ]

    def __str__(self):
        return f"{self.person_id} · {self.series_id}"

    @classmethod
    @transaction.atomic
    def join(cls, series, person, *, at, way="here", announced=True) -> "SeriesAnswer":
        """Join every date to come. Joining twice changes the way of coming, no more."""
        if not series.joins_as_one:
            raise ValidationError(_("Ici chaque date se répond à part."), code="by-date")
        rows = cls.objects.visible_to(SEATING).select_for_update().filter(series=series, person=person, left_at=None)
        fields = {"way": cls.Way(way), "announced": announced}
        made, new = find_or_make(
            rows.first,
            lambda: cls.objects.create(community=series.community, series=series, person=person, since=at, **fields),
        )
        if new:
            series.community.record("series-joined", by=None, about=made, at=at)
        elif (made.way, made.announced) != (way, announced):
            cls.objects.filter(pk=made.pk).update(**fields)
            made.way, made.announced = way, announced
        return made

    @transaction.atomic
    def leave(self, *, at):
        """No longer expected, at any date. Asking twice changes nothing."""
        if SeriesAnswer.objects.filter(pk=self.pk, left_at=None).update(left_at=at):
            self.left_at = at
            self.community.record("series-left", by=None, about=self, at=at)

    @classmethod
    def carry_over(cls, before, after, at: datetime) -> None:
        """Whoever had joined a series has joined the one that follows it."""
        if not after.joins_as_one:
            return
        standing = cls.objects.visible_to(SEATING).standing().filter(series=before)
        cls.objects.bulk_create(
            cls(
                community=after.community,
                series=after,
                person_id=row.person_id,
                way=row.way,
                announced=row.announced,
                since=at,
            )
            for row in standing
        )


class PresenceQuerySet(Readable):
    def for_viewer(self, viewer):
        """One's own; of others only that they come, when they agreed to be announced. A refusal is nobody's to see."""
        coming = Q(answer__in=Presence.COMING, announced=True) | Q(came_at__isnull=False, announced=True)
        others = readable_by(viewer, circle="gathering__circle") & coming
        return self.filter(own(viewer) | others)

    def coming(self):
        """With a seat."""
        return self.filter(answer__in=Presence.COMING, waiting_since=None)

    def waiting(self):
        """On the waiting list, the first who asked first."""
        return self.filter(waiting_since__isnull=False).order_by("waiting_since", "pk")


class Presence(models.Model):
    """One person, or one guest, and one date: what they said, and whether they came."""

    class Answer(models.TextChoices):
        HERE = "here", gettext_lazy("Je viens")
        ONLINE = "online", gettext_lazy("En ligne")
        NOT_THIS_TIME = "not", gettext_lazy("Pas cette fois")

    COMING = ("here", "online")

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    gathering = models.ForeignKey("gathering.Gathering", models.CASCADE, related_name="presences", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="presences")
    guest = models.OneToOneField("gathering.Guest", models.CASCADE, null=True, related_name="presence")
    answer = models.CharField(max_length=6, choices=Answer.choices, blank=True)  # blank: came without saying so
    announced = models.BooleanField(default=True)
    answered_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    slot = models.PositiveSmallIntegerField(null=True)  # which appointment of a « permanence »
    came_at = models.DateTimeField(null=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "person"], name="one_presence_each"),
            models.UniqueConstraint(fields=["gathering", "slot"], name="one_person_in_a_slot"),
            models.CheckConstraint(
                condition=Q(person=None, guest__isnull=False) | Q(person__isnull=False, guest=None),
                name="a_person_or_a_guest",
            ),
        ]
        indexes = [
            models.Index(fields=["gathering", "answer"], name="presences_of_gathering"),
            models.Index(fields=["community", "person", "came_at"], name="presences_of_community"),
        ]

    def __str__(self):
        return f"{self.person_id or self.guest_id} · {self.gathering_id} · {self.answer}"

    @property
    def is_coming(self) -> bool:
        """Whether they said they come, with a seat or not yet."""
        return self.answer in self.COMING


class NeedsQuerySet(Readable):
    def for_viewer(self, viewer):
        """One's own; for those who prepare, `for_preparing` counts and quotes them without names."""
        return self.filter(own(viewer, "presence__person"))


class Needs(models.Model):
    """What somebody needs in order to come, and what they eat: for those who prepare, without their name."""

    presence = models.OneToOneField(Presence, models.CASCADE, related_name="needs", primary_key=True)
    access = models.CharField(gettext_lazy("ce qui m’aide à venir"), max_length=300, blank=True)
    meal = models.CharField(gettext_lazy("ce que je mange"), max_length=80, blank=True)
    takes_meal = models.BooleanField(gettext_lazy("je mange avec vous"), default=True)

    objects = NeedsQuerySet.as_manager()

    def __str__(self):
        return f"{self.presence_id}"

    @classmethod
    @transaction.atomic
    def say(cls, gathering, person, *, at, access: str = "", meal: str = "", takes_meal: bool = True) -> None:
        """Say what one needs, once one comes; ValidationError before."""
        row = gathering.touched(at)
        rows = Presence.objects.visible_to(SEATING).filter(gathering=row, person=person)
        presence = rows.first() or row.answer_of_series(person, at=at)
        if presence is None or not presence.is_coming:
            raise ValidationError(_("Dites d’abord que vous venez."), code="first")
        said = {"access": access[:300], "meal": meal[:80], "takes_meal": takes_meal}
        mine = cls.objects.visible_to(SEATING).filter(presence=presence)
        if mine.filter(**said).exists():
            return
        cls.objects.visible_to(SEATING).update_or_create(presence=presence, defaults=said)
        row.community.record("needs-said", by=None, about=row, at=at)


class Answering:
    """The verbs of a gathering by which one says whether one comes."""

    @transaction.atomic
    def answer(self, answer: str, *, at, person=None, guest=None, announced: bool = True) -> Presence:
        """Say whether one comes. When no seat is left one waits; a seat given back goes to who waited first.

        The same answer twice changes nothing. ValidationError on a date that is cancelled, over or without trace.
        """
        row = self.touched(at)
        refuse_where_over(row, at)
        answer = Presence.Answer(answer)
        who = {"person": person, "guest": guest}
        rows = Presence.objects.visible_to(SEATING).filter(gathering=row)
        held = rows.filter(**{key: value for key, value in who.items() if value is not None}).first()
        if held and (held.answer, held.announced) == (answer, announced):
            return held
        presence = held or Presence(community=row.community, gathering=row, **who)
        had_a_seat = held is not None and takes_a_seat(row, held.answer) and held.waiting_since is None
        presence.answer, presence.announced, presence.answered_at = answer, announced, at
        if not presence.is_coming:
            presence.slot = None
        waits = takes_a_seat(row, answer) and not had_a_seat and seats_left(row) == 0
        presence.waiting_since = (presence.waiting_since or at) if waits else None
        presence.save()
        row.community.record("presence-chosen", by=None, about=presence, at=at)
        if had_a_seat and not takes_a_seat(row, answer):
            promote(row, at)
        return presence

    def answer_of_series(self, person, *, at) -> Presence | None:
        """The answer somebody gave by joining the series, written down for this date; None when they did not."""
        if not self.series_id:
            return None
        rows = SeriesAnswer.objects.visible_to(SEATING).standing().filter(series=self.series_id, person=person)
        joined = rows.first()
        return self.answer(joined.way, person=person, at=at, announced=joined.announced) if joined else None

    @transaction.atomic
    def forget_answer(self, *, person, at):
        """Undo: as if one had not answered. Asking twice changes nothing."""
        row = self.touched(at)
        rows = Presence.objects.visible_to(SEATING).filter(gathering=row, person=person, came_at=None)
        if (held := rows.first()) is None:
            return
        rows.filter(pk=held.pk).delete()
        row.community.record("presence-taken-back", by=None, about=row, at=at)
        promote(row, at)

    @transaction.atomic
    def take_slot(self, slot: int, *, person, at) -> Presence:
        """Take an appointment of a « permanence »; ValidationError when somebody has it."""
        row = self.touched(at)
        refuse_where_over(row, at)
        if not row.words.slot_minutes or not 0 <= slot < row.words.minutes // row.words.slot_minutes:
            raise ValidationError(_("Ce rendez-vous n’existe pas."), code="slot")
        rows = Presence.objects.visible_to(SEATING).filter(gathering=row)
        holder = rows.filter(slot=slot).first()
        if holder is not None and holder.person_id != person.pk:
            raise ValidationError(_("Quelqu’un vient de prendre ce rendez-vous. Les autres restent."), code="taken")
        if holder is not None:
            return holder
        held = rows.filter(person=person).first() or Presence(community=row.community, gathering=row, person=person)
        held.answer = Presence.Answer.HERE if row.words.has_room else Presence.Answer.ONLINE
        held.slot, held.answered_at = slot, at
        held.save()
        row.community.record("slot-taken", by=None, about=held, at=at, slot=slot)
        return held

    @transaction.atomic
    def check_in(self, *, at, person=None, guest=None) -> bool:
        """« Je suis là »: noted on arrival. Twice changes nothing; ValidationError away from its hours."""
        row = self.touched(at)
        if row.words.sort.leaves_no_trace or row.cancelled_at is not None:
            raise ValidationError(_("On n’y note pas les présences."), code="no-trace")
        if not row.starts_at - BEFORE_DOORS <= at <= row.ends_at + AFTER_DOORS:
            raise ValidationError(_("On note sa présence sur place, ce jour-là."), code="not-now")
        who = {"person": person} if person is not None else {"guest": guest}
        rows = Presence.objects.visible_to(SEATING).filter(gathering=row, **who)
        held = rows.first() or Presence(community=row.community, gathering=row, answered_at=at, **who)
        if held.came_at is not None:
            return False
        held.came_at = at
        held.save()
        people = [person.pk] if person is not None else []
        row.community.record("attendance-noted", by=person, about=row, at=at, people=people)
        return True

    @transaction.atomic
    def resize(self, capacity: int | None, *, by, at):
        """Give it so many places; those who waited come in by turn."""
        self.describe(by=by, at=at, capacity=capacity)
        promote(self.touched(at), at)


def refuse_where_over(gathering, at: datetime) -> None:
    """Nothing is answered to a date that is cancelled, over, or leaves no trace."""
    if gathering.words.sort.leaves_no_trace:
        raise ValidationError(_("On n’y répond pas\u00a0: on y vient."), code="no-trace")
    if gathering.cancelled_at is not None:
        raise ValidationError(_("Cette rencontre est annulée."), code="cancelled")
    if gathering.is_over(at):
        raise ValidationError(_("Cette rencontre a déjà eu lieu."), code="over")


def takes_a_seat(gathering, answer: str) -> bool:
    """Places are those of the room; where there is no room, those of the line."""
    return answer == (Presence.Answer.HERE if gathering.words.has_room else Presence.Answer.ONLINE)


def seats_left(gathering) -> int | None:
    """How many places are free, or None where they are not counted. Call it with the gathering's row locked."""
    if gathering.words.capacity is None:
        return None
    seat = Presence.Answer.HERE if gathering.words.has_room else Presence.Answer.ONLINE
    said = Presence.objects.visible_to(SEATING).filter(gathering=gathering)
    taken = said.filter(answer=seat, waiting_since=None).count()
    if gathering.series_id:
        joined = SeriesAnswer.objects.visible_to(SEATING).standing().filter(series=gathering.series, way=seat)
        joined = joined.filter(since__lt=gathering.starts_at)
        taken += joined.exclude(person__in=said.filter(person__isnull=False).values("person")).count()
    return max(gathering.words.capacity - taken, 0)


def promote(gathering, at: datetime) -> None:
    """Give the free places to those who waited first. Call it with the gathering's row locked."""
    left = seats_left(gathering)
    waiting = Presence.objects.visible_to(SEATING).filter(gathering=gathering).waiting()
    for presence in waiting[: left if left is not None else None]:
        Presence.objects.filter(pk=presence.pk).update(waiting_since=None)
        gathering.community.record("seat-freed", by=None, about=presence, at=at)
