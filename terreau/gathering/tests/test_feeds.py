"""Subscribed calendars: a real program reads back the dates that Terreau has."""

from datetime import UTC, date, datetime

from django.test import TestCase

from terreau.community.viewer import Viewer
from terreau.gathering.models import Gathering, Presence, Series, SeriesAnswer
from terreau.gathering.occasions import occasions
from terreau.gathering.tests.calendars import dates, event_on, read
from terreau.gathering.tests.weekly import AFTER, BEFORE, TORONTO, Weekly
from terreau.spine.reading import System


class ReadBack(Weekly, TestCase):
    def test_the_same_dates_as_ours(self):
        self.change_everything()
        lines = self.lines(self.feed(community=self.bakers))
        self.assertEqual([when for when, _title in dates(lines, AFTER, BEFORE)], self.ours())
        self.assertEqual(
            len(self.ours()), 126 - 8 - 1 + 1
        )  # the summer but the date detached, the one cancelled, the single one
        (cancelled,) = dates(lines, AFTER, BEFORE, cancelled=True)
        self.assertEqual(
            cancelled, (datetime(2026, 11, 3, 17, 15, tzinfo=UTC), "Annulée\u00a0: Le mardi du levain, à midi")
        )

    def test_in_zones_that_change_otherwise(self):
        for zone in ("Europe/Paris", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "UTC"):
            with self.subTest(zone=zone):
                Series.objects.filter(pk=self.series.pk).update(zone=zone, at_time="02:15")
                self.series.refresh_from_db()
                self.date(date(2026, 10, 27)).move(datetime(2026, 10, 28, 1, 0, tzinfo=UTC), by=self.amina, at=self.at)
                lines = self.lines(self.feed(community=self.bakers))
                self.assertEqual([when for when, _title in dates(lines, AFTER, BEFORE)], self.ours())
                Gathering.objects.filter(series=self.series).delete()

    def test_a_series_that_ends_by_count_or_by_date(self):
        for rule in (
            "FREQ=WEEKLY;COUNT=70",
            "FREQ=WEEKLY;UNTIL=20270406",
            "FREQ=WEEKLY;INTERVAL=2;COUNT=40;BYDAY=TU,TH",
        ):
            with self.subTest(rule=rule):
                Series.objects.filter(pk=self.series.pk).update(rule=rule, first_day=date(2024, 10, 1))
                lines = self.lines(self.feed(community=self.bakers))
                floor = datetime(2025, 1, 2, tzinfo=UTC)
                found = occasions(Viewer(self.bruno), self.bakers, floor, BEFORE)
                self.assertEqual(
                    [when for when, _title in dates(lines, floor, BEFORE)],
                    [one.starts_at.astimezone(UTC) for one in found],
                )

    def test_a_series_ended_keeps_the_date_that_was_moved_beyond(self):
        self.date(date(2026, 5, 12)).move(datetime(2026, 5, 13, 16, 0, tzinfo=UTC), by=self.amina, at=self.at)
        self.series.end(date(2026, 5, 5), by=self.amina, at=self.at)
        lines = self.lines(self.feed(community=self.bakers))
        self.assertEqual([when for when, _title in dates(lines, AFTER, BEFORE)], self.ours())
        self.assertEqual(dates(lines, AFTER, BEFORE)[-1][0], datetime(2026, 5, 13, 16, 0, tzinfo=UTC))

    def test_what_a_date_says(self):
        self.change_everything()
        lines = self.lines(self.feed(community=self.bakers))
        master, *others = [one for one in read(lines).walk("VEVENT") if str(one["UID"]) == self.series.uid]
        self.assertEqual(str(master["LOCATION"]), "Salle B-204")
        self.assertIn("Pétrir, parler; puis goûter.", str(master["DESCRIPTION"]))
        self.assertIn("https://visio.example.org/levain", str(master["DESCRIPTION"]))
        self.assertTrue(str(master["URL"]).endswith(self.series.get_absolute_url()))
        moved = next(one for one in others if one["RECURRENCE-ID"].dt == datetime(2026, 3, 10, 12, 15, tzinfo=TORONTO))
        self.assertEqual(
            (moved["DTSTART"].dt, int(moved["SEQUENCE"])), (datetime(2026, 3, 11, 16, 0, tzinfo=TORONTO), 1)
        )
        self.assertEqual(len(others), 4)  # moved, cancelled, detached twice; not the one Chloé alone answered

    def test_the_same_uid_for_ever_and_a_higher_sequence_at_each_change(self):
        feed, seen = self.feed(community=self.bakers), []
        for title in ("Un", "Deux", "Trois"):
            self.series.describe(by=self.amina, at=self.at, title=title)
            (master,) = read(self.lines(feed)).walk("VEVENT")
            seen.append((str(master["UID"]), int(master["SEQUENCE"])))
        self.assertEqual(seen, [(self.series.uid, 1), (self.series.uid, 2), (self.series.uid, 3)])

    def test_no_row_is_written_for_reading(self):
        self.lines(self.feed(community=self.bakers))
        self.assertEqual(Gathering.objects.visible_to(System("test")).count(), 0)

    def test_odd_words_stay_words(self):
        odd = "Ligne\r\nBEGIN:VEVENT;,\\ \x07 « é » 🥖" * 3
        self.series.describe(by=self.amina, at=self.at, title=odd[:140], place=odd)
        (master,) = read(self.lines(self.feed(community=self.bakers))).walk("VEVENT")
        self.assertEqual(str(master["LOCATION"]), odd.replace("\r\n", "\n").replace("\x07", ""))


class Mine(Weekly, TestCase):
    def test_join_once_decline_one_date_see_both(self):
        feed = self.feed()
        self.assertEqual(dates(self.lines(feed), AFTER, BEFORE), [])
        SeriesAnswer.join(self.series, self.bruno, at=self.at)
        self.date(date(2026, 3, 24)).answer("not", person=self.bruno, at=self.at)
        found = [when.astimezone(TORONTO).date() for when, _title in dates(self.lines(feed), AFTER, BEFORE)]
        self.assertEqual(found[:4], [date(2026, 3, 3), date(2026, 3, 10), date(2026, 3, 17), date(2026, 3, 31)])
        everything = self.lines(self.feed(community=self.bakers))
        self.assertEqual(str(event_on(everything, datetime(2026, 3, 24))["TRANSP"]), "TRANSPARENT")
        self.assertEqual(str(event_on(everything, datetime(2026, 3, 31))["TRANSP"]), "OPAQUE")

    def test_one_date_of_a_series_not_joined(self):
        self.date(date(2026, 3, 24)).answer("online", person=self.bruno, at=self.at)
        self.assertEqual(
            [when for when, _t in dates(self.lines(self.feed()), AFTER, BEFORE)],
            [datetime(2026, 3, 24, 16, 15, tzinfo=UTC)],
        )
        everything = self.lines(self.feed(community=self.bakers))
        self.assertEqual(str(event_on(everything, datetime(2026, 3, 24))["TRANSP"]), "OPAQUE")
        self.assertEqual(str(event_on(everything, datetime(2026, 3, 31))["TRANSP"]), "TRANSPARENT")

    def test_who_waits_for_a_seat_is_told_so(self):
        full = Gathering.call(
            self.bakers,
            by=self.amina,
            at=self.at,
            starts_at=datetime(2026, 6, 2, 16, tzinfo=UTC),
            title="Atelier",
            capacity=1,
            mode="here",
        )
        full.answer("here", person=self.chloe, at=self.at)
        full.answer("here", person=self.bruno, at=self.at)
        (event,) = read(self.lines(self.feed())).walk("VEVENT")
        self.assertEqual(str(event["STATUS"]), "TENTATIVE")
        full.answer("not", person=self.chloe, at=self.at)
        (event,) = read(self.lines(self.feed())).walk("VEVENT")
        self.assertEqual(str(event["STATUS"]), "CONFIRMED")

    def test_nobody_else_s_answer_shows(self):
        self.date(date(2026, 3, 24)).answer("not", person=self.chloe, at=self.at)
        before = self.lines(self.feed(community=self.bakers))
        Presence.objects.all().delete()
        self.assertEqual(before, self.lines(self.feed(community=self.bakers)))
