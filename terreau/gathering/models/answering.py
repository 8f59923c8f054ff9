"""The verbs by which one says whether one comes, and the seats that follow from them."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from .joining import SeriesAnswer
from .presence import SEATING, Presence

BEFORE_DOORS = timedelta(hours=1)
AFTER_DOORS = timedelta(hours=3)


class Answering:
    """The verbs of a gathering by which one says whether one comes."""

    @transaction.atomic
    def answer(self, answer: str, *, at, person=None, guest=None, announced: bool | None = None) -> Presence:
        """Say whether one comes. When no seat is left one waits; a seat given back goes to who waited first.

        `announced` None leaves it as it was said: for this date, else by joining its series, else the name is shown.
        The same answer twice changes nothing. ValidationError on a date that is cancelled, over or without trace.
        """
        row = self.touched(at)
        refuse_where_over(row, at)
        answer = Presence.Answer(answer)
        who = {"person": person, "guest": guest}
        rows = Presence.objects.visible_to(SEATING).filter(gathering=row)
        held = rows.filter(**{key: value for key, value in who.items() if value is not None}).first()
        if announced is None:
            announced = held.announced if held else self._announced_in_series(person)
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

    def _announced_in_series(self, person) -> bool:
        joined = SeriesAnswer.objects.visible_to(SEATING).standing().filter(series=self.series_id or 0, person=person)
        return joined.values_list("announced", flat=True).first() is not False

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
        if not 0 <= slot < row.words.slots:
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
