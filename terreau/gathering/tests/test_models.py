from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.test import TestCase

from terreau.community.viewer import Viewer
from terreau.gathering.models import Gathering, Guest, Presence, Series, SeriesAnswer, note_who_came
from terreau.gathering.occasions import coming, date_of, occasions
from tests.cast import Cast

TORONTO = ZoneInfo("America/Toronto")
WINTER = datetime(2026, 1, 8, 12, 15)  # a Thursday
AT = datetime(2026, 1, 5, 9, tzinfo=TORONTO)


class Gatherings(Cast, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.weekly = Series.call(
            cls.bakers, by=cls.amina, at=AT, rule="FREQ=WEEKLY", first_local=WINTER, kind="plenary", title="Fournée"
        )

    def dates(self, person=None, *, days=29):
        viewer = Viewer(person or self.bruno)
        return occasions(viewer, self.bakers, AT, AT + timedelta(days=days))


class Series_(Gatherings):
    def test_no_row_is_written_for_a_date_nobody_touched(self):
        self.assertEqual([one.day for one in self.dates()], [date(2026, 1, 8 + 7 * n) for n in range(4)])
        self.assertEqual(Gathering.objects.count(), 0)

    def test_the_clock_on_the_wall_stays_over_a_change_of_hour(self):
        found = occasions(Viewer(self.bruno), self.bakers, AT, AT + timedelta(days=90))
        self.assertEqual({one.local_start.time() for one in found}, {time(12, 15)})
        self.assertEqual(len({one.starts_at.utcoffset() for one in found}), 2)

    def test_an_end_that_no_rule_can_say_ends_nothing(self):
        for last_day in (date(2206, 1, 1), date(9999, 12, 31)):
            Series.objects.filter(pk=self.weekly.pk).update(last_day=last_day)
            self.assertEqual(len(self.dates()), 4)

    def test_a_stranger_reads_nothing(self):
        self.assertEqual(self.dates(self.dan), [])

    def test_one_date_moved_one_cancelled(self):
        first, second, *_rest = self.dates()
        first.move(first.starts_at + timedelta(days=1), by=self.amina, at=AT)
        second.cancel(by=self.amina, at=AT, why="Verglas")
        again = self.dates()
        self.assertEqual([one.day.day for one in again], [9, 15, 22, 29])
        self.assertEqual([bool(one.cancelled_at) for one in again], [False, True, False, False])
        self.assertEqual((again[0].original_day.day, again[0].sequence, Gathering.objects.count()), (8, 1, 2))
        self.assertEqual([one.day.day for one in coming(Viewer(self.bruno), self.bakers, AT, most=3)], [9, 22, 29])

    def test_a_detached_date_keeps_its_words_when_the_series_changes(self):
        first = self.dates()[0]
        first.describe(by=self.amina, at=AT, title="Fournée des rois")
        self.weekly.describe(by=self.amina, at=AT, title="Fournée du jeudi")
        self.assertEqual([str(one) for one in self.dates()], ["Fournée des rois"] + ["Fournée du jeudi"] * 3)

    def test_a_series_joined_once_and_one_date_declined(self):
        SeriesAnswer.join(self.weekly, self.bruno, at=AT)
        SeriesAnswer.join(self.weekly, self.bruno, at=AT)
        second = self.dates()[1]
        second.answer("not", person=self.bruno, at=AT)
        self.assertEqual((SeriesAnswer.objects.count(), Gathering.objects.count()), (1, 1))
        self.assertEqual(Presence.objects.visible_to(Viewer(self.amina)).count(), 0)
        self.assertEqual(Presence.objects.visible_to(Viewer(self.bruno)).get().answer, "not")

    def test_another_rhythm_takes_everybody_along(self):
        SeriesAnswer.join(self.weekly, self.bruno, at=AT)
        tuesday = datetime(2026, 1, 20, 8, 30)
        other = self.weekly.change_rhythm(by=self.amina, at=AT, rule="FREQ=WEEKLY;INTERVAL=2", first_local=tuesday)
        self.assertEqual([one.day.day for one in self.dates()], [8, 15, 20, 3])
        self.assertEqual(SeriesAnswer.objects.filter(series=other).get().person, self.bruno)

    def test_whoever_joins_or_leaves_before_the_last_date_does_so_on_the_next_rhythm_too(self):
        tuesday = datetime(2026, 1, 20, 8, 30)
        other = self.weekly.change_rhythm(by=self.amina, at=AT, rule="FREQ=WEEKLY;INTERVAL=2", first_local=tuesday)
        joined = SeriesAnswer.join(self.weekly, self.chloe, at=AT, way="online", announced=False)
        standing = SeriesAnswer.objects.visible_to(Viewer(self.chloe)).standing()
        both = standing.values_list("series", "way", "announced").order_by("series")
        self.assertEqual(list(both), [(self.weekly.pk, "online", False), (other.pk, "online", False)])
        joined.leave(at=AT)
        joined.leave(at=AT)
        self.assertEqual(standing.count(), 0)

    def test_a_date_is_found_by_its_original_day(self):
        viewer = Viewer(self.bruno)
        self.assertIsNone(date_of(viewer, self.weekly, date(2026, 1, 9)))
        self.assertEqual(date_of(viewer, self.weekly, date(2026, 1, 15)).local_start.hour, 12)


class Seats(Gatherings):
    def setUp(self):
        self.visit = Gathering.call(
            self.bakers, by=self.amina, at=AT, starts_at=AT + timedelta(days=3), title="Visite", mode="here", capacity=1
        )

    def test_the_second_waits_and_comes_in_when_a_seat_is_given_back(self):
        self.visit.answer("here", person=self.bruno, at=AT)
        waits = self.visit.answer("here", person=self.chloe, at=AT + timedelta(minutes=1))
        self.visit.answer("here", person=self.farid, at=AT + timedelta(minutes=2))
        self.assertIsNotNone(waits.waiting_since)
        self.visit.answer("not", person=self.bruno, at=AT + timedelta(minutes=3))
        waits.refresh_from_db()
        self.assertIsNone(waits.waiting_since)
        self.assertEqual(Presence.objects.filter(waiting_since__isnull=False).count(), 1)

    def test_a_guest_s_link_ends_fourteen_days_after(self):
        guest = Guest.invite(self.visit, name="Paul D.", by=self.bruno, at=AT)
        end = self.visit.ends_at + timedelta(days=14)
        self.assertEqual(Guest.of_token(guest.token, end - timedelta(seconds=1)), guest)
        self.assertIsNone(Guest.of_token(guest.token, end))
        self.assertIsNone(Guest.of_token(guest.token[:-1] + "\0", AT))

    def test_who_came_is_noted_and_noted_again(self):
        self.visit.answer("here", person=self.bruno, at=AT)
        later = AT + timedelta(days=4)
        note_who_came(self.visit, people=[self.bruno, self.chloe], by=self.amina, at=later)
        note_who_came(self.visit, people=[self.bruno, self.chloe], by=self.amina, at=later)
        note_who_came(self.visit, people=[self.chloe], by=self.amina, at=later)
        self.assertEqual(list(Presence.objects.exclude(came_at=None).values_list("person", flat=True)), [self.chloe.pk])
