"""« Mes calendriers »: an address is asked for, changed, taken back; each act twice changes nothing more."""

from django.test import TestCase
from django.urls import reverse

from terreau.gathering.models import CalendarFeed
from terreau.spine.reading import System
from tests.cast import Cast

WHY = System("test")


class MyCalendars(Cast, TestCase):
    def setUp(self):
        self.client.force_login(self.bruno)
        self.page = reverse("gathering:calendars")

    def ask(self, **what):
        return self.client.post(reverse("gathering:making-calendar"), what)

    def feeds(self):
        return CalendarFeed.objects.visible_to(WHY)

    def test_asked_for_once_for_each(self):
        for what in ({}, {"community": "boulange"}, {"circle": self.ovens.key}) * 2:
            self.assertEqual(self.ask(**what).status_code, 303)
        self.assertEqual(self.feeds().count(), 3)
        page = self.client.get(self.page).content.decode()
        for feed in self.feeds():
            self.assertIn(feed.token, page)

    def test_not_for_what_one_may_not_read(self):
        self.client.force_login(self.chloe)
        for what in ({"circle": self.ovens.key}, {"community": "ailleurs"}, {"community": "a\0b"}, {"circle": "\0"}):
            self.assertEqual(self.ask(**what).status_code, 404)
        self.assertEqual(self.feeds().count(), 0)

    def test_changed_and_taken_back_by_its_owner_only(self):
        self.ask()
        feed = self.feeds().get()
        for name in ("renewing-calendar", "taking-back-calendar"):
            self.client.force_login(self.chloe)
            self.assertEqual(self.client.post(reverse(f"gathering:{name}", args=[feed.key])).status_code, 404)
        self.client.force_login(self.bruno)
        self.client.post(reverse("gathering:renewing-calendar", args=[feed.key]))
        self.assertNotEqual(self.feeds().get().key, feed.key)
        for status in (303, 404):
            address = reverse(
                "gathering:taking-back-calendar", args=[feed.key if status == 404 else self.feeds().get().key]
            )
            self.assertEqual(self.client.post(address).status_code, status)
        self.assertEqual(self.feeds().count(), 0)

    def test_who_coordinates_is_led_to_bring_a_calendar_in(self):
        bring = reverse("memory:bringing", args=["boulange", "calendrier"])
        for person, times in ((self.chloe, 0), (self.farid, 0), (self.amina, 1)):
            self.client.force_login(person)
            may = self.client.get(bring).status_code == 200
            self.assertEqual(may, bool(times), person)
            self.assertContains(self.client.get(self.page), f'href="{bring}"', times)
