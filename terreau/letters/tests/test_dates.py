"""Letters around one date: tomorrow only for who comes; the day after for who was there; a place that came free."""

from datetime import timedelta

from django.test import TestCase

from terreau.gathering import clock
from terreau.gathering.models import Gathering, Guest, Memory, QuietPeriod, Series, SeriesAnswer, note_who_came
from terreau.spine.models import OutboxRow

from .mailing import DAY, HOUR, Mailing

TOMORROW = DAY + timedelta(hours=23)


class AroundOneDate(Mailing, TestCase):
    def gathering(self, starts_at=TOMORROW, **words):
        made = Gathering.call(self.bakers, by=self.amina, at=DAY, starts_at=starts_at, title="La fournée", **words)
        OutboxRow.objects.all().delete()
        return made

    def test_the_day_before_only_who_comes_is_told_and_once(self):
        made = self.gathering()
        made.answer("here", person=self.bruno, at=DAY)
        made.answer("not", person=self.chloe, at=DAY)
        self.assertEqual(clock.tell_what_is_near(DAY), 1)
        self.assertEqual(clock.tell_what_is_near(DAY + HOUR), 0)
        letter = self.one()
        self.assertEqual(letter.to, [self.bruno.email])
        self.assertIn("/presence/", letter.body)

    def test_a_date_of_a_series_that_nobody_touched_is_told_without_a_row(self):
        first = TOMORROW.astimezone(self.bakers.zone).replace(tzinfo=None)
        series = Series.call(
            self.bakers, by=self.amina, at=DAY, rule="FREQ=WEEKLY", first_local=first, title="La fournée"
        )
        SeriesAnswer.join(series, self.chloe, at=DAY)
        OutboxRow.objects.all().delete()
        clock.tell_what_is_near(DAY)
        self.assertEqual(self.one().to, [self.chloe.email])
        self.assertEqual(Gathering.objects.count(), 0)

    def test_cancelled_or_resting_nothing_leaves(self):
        made = self.gathering()
        made.answer("here", person=self.bruno, at=DAY)
        QuietPeriod.announce(self.bakers, name="Relâche", from_day=made.day, to_day=made.day, by=self.amina, at=DAY)
        clock.tell_what_is_near(DAY)
        self.assertEqual(self.work(), [])

    def test_what_came_out_goes_the_day_after_to_who_was_there(self):
        made = self.gathering(DAY - 3 * HOUR)
        note_who_came(made, people=[self.amina, self.bruno], by=self.amina, at=DAY)
        Memory.publish(made, by=self.amina, at=DAY, texts={"fr": {"learnings": "Peser l’eau."}})
        self.assertEqual(self.work(), [])
        letter = self.one(DAY + timedelta(days=1))
        self.assertEqual(letter.to, [self.bruno.email])
        self.assertIn("Peser l’eau.", letter.body)

    def test_a_place_that_came_free_is_said_at_once_to_who_waited(self):
        made = self.gathering(DAY + timedelta(days=3), mode="here", capacity=1)
        made.answer("here", person=self.bruno, at=DAY)
        made.answer("here", person=self.chloe, at=DAY)
        made.answer("not", person=self.bruno, at=DAY)
        self.assertEqual(self.one().to, [self.chloe.email])

    def test_a_cafe_is_gone_the_day_after(self):
        self.gathering(DAY - 20 * HOUR, kind="cafe")
        kept = self.gathering(DAY - 20 * HOUR)
        clock.clear_traces(DAY)
        self.assertEqual(list(Gathering.objects.all()), [kept])

    def test_a_cafe_of_a_series_is_gone_whether_or_not_its_words_were_changed(self):
        first = (DAY - 20 * HOUR).astimezone(self.bakers.zone).replace(tzinfo=None)
        shared = {"by": self.amina, "at": DAY}
        series = Series.call(self.bakers, rule="FREQ=DAILY", first_local=first, title="Café", kind="cafe", **shared)
        plain = Series.call(self.bakers, rule="FREQ=DAILY", first_local=first, title="Plénière", **shared)
        changed, now_plain, now_cafe = (
            Gathering.untouched(one, first.date(), one.moments(DAY - timedelta(days=1), DAY)[0])
            for one in (series, series, plain)
        )
        changed.describe(by=self.amina, at=DAY, title="Café au jardin")
        now_cafe.describe(by=self.amina, at=DAY, kind="cafe")
        clock.clear_traces(DAY)
        self.assertEqual(Gathering.objects.count(), 0)
        now_plain.describe(by=self.amina, at=DAY, kind="plenary")
        clock.clear_traces(DAY)
        self.assertEqual(Gathering.objects.get().kind, "plenary")

    def test_a_guest_who_waited_is_told_of_their_place(self):
        made = self.gathering(DAY + timedelta(days=3), mode="here", capacity=1)
        guest = Guest.invite(made, name="Paul Dehors", email="paul@example.net", by=self.amina, at=DAY)
        unnamed = Guest.invite(made, name="Ana Dehors", by=self.amina, at=DAY)  # no address: nothing to write to
        OutboxRow.objects.all().delete()
        made.answer("here", person=self.bruno, at=DAY)
        made.answer("here", guest=guest, at=DAY)
        made.answer("here", guest=unnamed, at=DAY + HOUR)
        made.answer("not", person=self.bruno, at=DAY + HOUR)
        letter = self.one(DAY + HOUR)
        self.assertEqual(letter.to, ["paul@example.net"])
        self.assertIn("Une place s’est libérée", letter.subject)
        self.assertIn(guest.address, letter.body)
        made.answer("not", guest=guest, at=DAY + HOUR)
        self.assertEqual(self.work(DAY + HOUR), [])
