"""Subscribed calendars: a real program reads back the dates that Terreau has; and nobody reads more than they may."""

from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.test import TestCase
from django.urls import reverse

from terreau.community.models import Membership
from terreau.community.viewer import Viewer
from terreau.gathering.models import CalendarFeed, Gathering, Presence, QuietPeriod, Series, SeriesAnswer
from terreau.gathering.occasions import occasions
from terreau.gathering.tests.calendars import dates, event_on, read
from terreau.spine.reading import System
from tests.cast import Cast

TORONTO = ZoneInfo("America/Toronto")
AFTER, BEFORE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 6, 1, tzinfo=UTC)


class Weekly(Cast, TestCase):
    """A weekly series over three changes of the clock, with everything that may happen to a date."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.series = Series.call(
            cls.bakers, by=cls.amina, at=cls.then, rule="FREQ=WEEKLY;BYDAY=TU", first_local=datetime(2026, 1, 6, 12, 15),
            title="Le mardi du levain, à midi", minutes=60, intention="Pétrir, parler; puis goûter.", place="Salle B-204",
            link="https://visio.example.org/levain",
        )  # fmt: skip
        cls.at = cls.then

    def date(self, day: date) -> Gathering:
        return Gathering.untouched(self.series, day, self.series.moment_of(day))

    def feed(self, person=None, **scope) -> CalendarFeed:
        return CalendarFeed.get(person or self.bruno, at=self.then, **scope)

    def get(self, feed, **headers):
        return self.client.get(reverse("gathering:feed", args=[feed.token]), headers=headers)

    def lines(self, feed) -> str:
        answer = self.get(feed)
        self.assertEqual((answer.status_code, answer["Content-Type"]), (200, "text/calendar; charset=utf-8"))
        return answer.content.decode()

    def ours(self, person=None) -> list[datetime]:
        found = occasions(Viewer(person or self.bruno), self.bakers, AFTER, BEFORE)
        return sorted(one.starts_at.astimezone(UTC) for one in found if one.cancelled_at is None)

    def change_everything(self):
        QuietPeriod.announce(
            self.bakers, name="L’été", from_day=date(2026, 6, 24), to_day=date(2026, 8, 30), by=self.amina, at=self.at
        )
        self.date(date(2026, 3, 10)).move(datetime(2026, 3, 11, 20, 0, tzinfo=UTC), by=self.amina, at=self.at)
        self.date(date(2026, 11, 3)).cancel(by=self.amina, at=self.at, why="La salle est prise.")
        self.date(date(2026, 7, 7)).describe(by=self.amina, at=self.at, title="Pique-nique")
        self.date(date(2027, 3, 16)).answer("here", person=self.chloe, at=self.at)
        self.date(date(2026, 4, 14)).describe(by=self.amina, at=self.at, minutes=150, place="Chez Bruno")
        Gathering.call(
            self.bakers,
            by=self.amina,
            at=self.at,
            starts_at=datetime(2026, 11, 1, 6, 30, tzinfo=UTC),
            title="La nuit du four",
        )


class ReadBack(Weekly):
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


class Mine(Weekly):
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


class Private(Weekly):
    def test_a_private_circle_is_for_who_sits_in_it(self):
        Gathering.call(
            self.bakers,
            by=self.bruno,
            at=self.at,
            starts_at=datetime(2026, 6, 2, 16, tzinfo=UTC),
            title="Four secret",
            circle=self.ovens,
        )
        for person, there in ((self.bruno, True), (self.chloe, False)):
            self.assertEqual("Four secret" in self.lines(self.feed(person, community=self.bakers)), there)
        for person, status in ((self.bruno, 200), (self.gaston, 200), (self.chloe, 404), (self.dan, 404)):
            with self.subTest(person=person):
                answer = self.get(self.feed(person, community=self.bakers, circle=self.ovens))
                self.assertEqual((answer.status_code, b"Four secret" in answer.content), (status, status == 200))

    def test_it_dies_with_the_membership(self):
        feed = self.feed(community=self.bakers)
        mine = self.feed()
        SeriesAnswer.join(self.series, self.bruno, at=self.at)
        self.lines(feed)
        self.membership_of(self.bruno).leave(at=self.now)
        self.assertEqual(self.get(feed).status_code, 404)
        self.assertNotIn("levain", self.lines(mine))

    def test_a_pause_closes_it_and_coming_back_opens_it(self):
        feed = self.feed(community=self.bakers)
        membership = Membership.objects.visible_to(System("test")).filter(community=self.bakers, person=self.bruno)
        membership.update(status=Membership.Status.PAUSED)
        self.assertEqual(self.get(feed).status_code, 404)
        membership.update(status=Membership.Status.ACTIVE)
        self.assertEqual(self.get(feed).status_code, 200)

    def test_renewed_taken_back_or_false_it_opens_nothing(self):
        feed = self.feed(community=self.bakers)
        old = reverse("gathering:feed", args=[feed.token])
        feed.renew(at=self.now)
        self.assertEqual(self.client.get(old).status_code, 404)
        self.assertEqual(self.get(feed).status_code, 200)
        feed.take_back(at=self.now)
        feed.take_back(at=self.now)
        for address in (
            reverse("gathering:feed", args=[feed.token]),
            old,
            old.replace(".ics", "x.ics"),
            "/calendrier/a.ics",
            "/calendrier/%00.%00.ics",
        ):
            self.assertEqual(self.client.get(address).status_code, 404)

    def test_a_stranger_gets_no_calendar_of_a_community(self):
        self.assertEqual(self.get(self.feed(self.dan, community=self.bakers)).status_code, 404)
        self.assertEqual(dates(self.lines(self.feed(self.dan)), AFTER, BEFORE), [])

    def test_in_the_language_of_its_owner(self):
        self.date(date(2026, 3, 24)).cancel(by=self.amina, at=self.at)
        self.assertIn("Annulée", self.lines(self.feed(community=self.bakers)))
        type(self.bruno).objects.filter(pk=self.bruno.pk).update(language="en")
        lines = self.lines(self.feed(community=self.bakers))
        self.assertIn("Cancelled: Le mardi", lines)
        self.assertNotIn("Annulée", lines)


class Conditional(Weekly):
    def test_304_until_something_changes(self):
        feed = self.feed(community=self.bakers)
        first = self.get(feed)
        for headers in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
            answer = self.get(feed, **headers)
            self.assertEqual((answer.status_code, answer.content, answer["ETag"]), (304, b"", first["ETag"]))

    def test_each_change_is_noticed(self):
        row = self.date(date(2026, 5, 12))
        quiet = []
        changes = [
            lambda at: self.series.describe(by=self.amina, at=at, title="Autre"),
            lambda at: row.move(datetime(2026, 5, 13, 16, tzinfo=UTC), by=self.amina, at=at),
            lambda at: row.cancel(by=self.amina, at=at),
            lambda at: row.restore(by=self.amina, at=at),
            lambda at: SeriesAnswer.join(self.series, self.bruno, at=at),
            lambda at: self.date(date(2027, 1, 5)).answer("not", person=self.bruno, at=at),
            lambda at: self.date(date(2027, 1, 5)).answer("here", person=self.bruno, at=at),
            lambda at: SeriesAnswer.objects.get(person=self.bruno).leave(at=at),
            lambda at: quiet.append(QuietPeriod.announce(self.bakers, name="P", from_day=date(2026, 6, 1), to_day=date(2026, 6, 9), by=self.amina, at=at)),
            lambda at: quiet[0].take_back(by=self.amina, at=at),
            lambda at: self.bakers.describe(by=self.amina, at=at, name="Autre nom", nickname="Autre"),
        ]  # fmt: skip
        for scope in ({"community": self.bakers}, {}):
            feed = self.feed(**scope)
            self.get(feed)
        for turn, change in enumerate(changes):
            feed = self.feed(community=self.bakers)
            before = self.get(feed)
            change(self.at + timedelta(minutes=turn + 1))
            with patch("django.utils.timezone.now", return_value=self.now + timedelta(minutes=turn + 1)):
                for headers in ({"If-None-Match": before["ETag"]}, {"If-Modified-Since": before["Last-Modified"]}):
                    answer = self.get(feed, **headers)
                    self.assertEqual(answer.status_code, 200, (turn, headers))
            self.assertNotEqual(answer.content, before.content, turn)

    def test_what_one_may_not_see_changes_nothing(self):
        feed = self.feed(self.chloe, community=self.bakers)
        before = self.get(feed)
        Gathering.call(
            self.bakers,
            by=self.bruno,
            at=self.at,
            starts_at=datetime(2026, 6, 2, 16, tzinfo=UTC),
            title="Secret",
            circle=self.ovens,
        )
        after = self.get(feed)
        for name in ("ETag", "Last-Modified"):
            self.assertEqual(before[name], after[name])
        self.assertEqual(before.content, after.content)

    def test_as_many_queries_with_one_and_with_thirty_dates(self):
        feed = self.feed()
        SeriesAnswer.join(self.series, self.bruno, at=self.at)
        counts = []
        for number in (1, 30):
            for turn in range(number):
                made = Gathering.call(
                    self.bakers,
                    by=self.amina,
                    at=self.at,
                    starts_at=datetime(2026, 6, 2, 16, tzinfo=UTC) + timedelta(days=turn),
                    title="Un jour",
                )
                made.answer("here", person=self.bruno, at=self.at)
            self.get(feed)
            with self.assertNumQueries(8) as asked:
                self.get(feed)
            counts.append(len(asked))
        self.assertEqual(counts[0], counts[1])
