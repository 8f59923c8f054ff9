"""« Sans que mon nom paraisse »: said once, it holds whatever the way one answers by, until one says otherwise."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse

from terreau.gathering import by_mail
from terreau.gathering.models import Gathering, Presence, Series, SeriesAnswer
from terreau.spine.reading import System
from tests.cast import Cast

ALL = System("tests look behind the scenes")


class Quietly(Cast, TestCase):
    def setUp(self):
        soon = self.now + timedelta(days=3)
        self.visit = Gathering.call(
            self.bakers, by=self.amina, at=self.then, starts_at=soon, mode="hybrid", title="Visite"
        )
        first = (self.now + timedelta(days=2)).replace(tzinfo=None, microsecond=0)
        self.weekly = Series.call(
            self.bakers, by=self.amina, at=self.then, rule="FREQ=WEEKLY", title="Les mardis", first_local=first
        )
        self.client.force_login(self.bruno)

    def said(self, gathering) -> tuple[str, bool]:
        row = Presence.objects.visible_to(ALL).get(gathering=gathering.pk, person=self.bruno)
        return row.answer, row.announced

    def choose(self, gathering, **said):
        url = gathering.get_absolute_url() + "presence/"
        self.assertEqual(self.client.post(url, said).status_code, 303)

    def test_it_may_be_said_before_choosing_and_no_other_way_undoes_it(self):
        page = self.client.get(self.visit.get_absolute_url()).content.decode()
        self.assertIn('name="quietly"', page)
        self.choose(self.visit, answer="here", asks_name="1", quietly="1")
        self.assertEqual(self.said(self.visit), ("here", False))
        self.choose(self.visit, answer="online")  # the planted label of the home page does not ask it
        self.assertEqual(self.said(self.visit), ("online", False))
        link = by_mail.address_for(self.bruno, self.visit)
        self.client.post(link, {"answer": "here"})
        self.assertEqual(self.said(self.visit), ("here", False))
        page = self.client.get(self.visit.get_absolute_url()).content.decode()
        self.assertIn('name="quietly" value="1" checked', page)
        self.client.force_login(self.chloe)
        self.assertNotIn("Bruno Côté", self.client.get(self.visit.get_absolute_url()).content.decode())
        self.client.force_login(self.bruno)
        self.choose(self.visit, answer="here", asks_name="1")
        self.assertEqual(self.said(self.visit), ("here", True))

    def test_it_is_said_once_for_a_series_and_holds_at_each_date(self):
        url = reverse("gathering:joining", args=["boulange", self.weekly.key])
        part = self.client.post(url, {"way": "here", "asks_name": "1", "quietly": "1"}, headers={"HX-Request": "true"})
        self.assertContains(part, 'aria-pressed="true"')
        self.assertContains(part, 'name="quietly" value="1" checked')
        SeriesAnswer.join(self.weekly, self.bruno, at=self.now, way="online")  # as a calendar's reply does
        joined = SeriesAnswer.objects.visible_to(ALL).get(person=self.bruno)
        self.assertEqual((joined.way, joined.announced), ("online", False))
        moment = self.weekly.moments(self.now, self.now + timedelta(days=9), 1)[0]
        date = Gathering.untouched(self.weekly, moment.astimezone(self.weekly.tz).date(), moment)
        date.answer("here", person=self.bruno, at=self.now)
        self.assertEqual(self.said(date.touched(self.now)), ("here", False))
        self.client.post(url, {"way": "here", "asks_name": "1"})
        joined = SeriesAnswer.objects.visible_to(ALL).get(person=self.bruno)
        self.assertEqual((joined.way, joined.announced), ("here", True))
