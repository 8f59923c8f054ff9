"""Subscribed calendars: nobody reads more than they may, and a program that has everything is told so."""

from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

from django.test import TestCase
from django.urls import reverse

from terreau.community.models import Membership
from terreau.gathering.models import Gathering, QuietPeriod, SeriesAnswer
from terreau.gathering.tests.calendars import dates
from terreau.gathering.tests.weekly import AFTER, BEFORE, Weekly
from terreau.spine.reading import System


class Private(Weekly, TestCase):
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


class Conditional(Weekly, TestCase):
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
