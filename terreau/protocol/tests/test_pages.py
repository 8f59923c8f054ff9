"""Every page of the room opens, and says what it should."""

from django.test import TestCase
from django.urls import reverse

from terreau.protocol import shape
from terreau.protocol.models import Capture

from .room import Room


class PagesTest(Room, TestCase):
    def setUp(self):
        self.client.force_login(self.chloe)

    def test_the_list_and_every_format_and_its_paper(self):
        page = self.client.get(reverse("protocol:runs", args=["boulange"]))
        self.assertContains(page, "Codéveloppement")
        for slug in shape.house_formats():
            for name in ("format", "format-paper", "preparing"):
                with self.subTest(slug=slug, name=name):
                    answer = self.client.get(reverse(f"protocol:{name}", args=["boulange", slug]))
                    self.assertEqual(answer.status_code, 200)

    def test_each_step_of_each_format_has_its_screen(self):
        for slug, form in shape.house_formats().items():
            run = self.prepared(slug)
            self.client.force_login(self.farid)
            self.drive("begin", run=run)
            for step in form.steps:
                with self.subTest(slug=slug, step=step.title[0]):
                    page = self.client.get(self.url("run", run=run)).content.decode()
                    self.assertIn(str(step.title[0]).replace("’", "’"), page)
                    self.assertEqual(self.client.get(self.url("screen", run=run)).status_code, 200)
                    self.assertEqual(self.client.get(self.url("wall", run=run)).status_code, 200)
                now = self.fresh(run)
                now.gesture("next", by=self.farid, at=self.start, seen=now.number)
            self.drive("end", run=run)
            self.assertEqual(self.client.get(self.url("run", run=run)).status_code, 200)

    def test_a_screen_costs_the_same_with_one_note_and_with_many(self):
        run = self.drive("begin", "next", "next")
        self.client.get(self.url("screen"))

        def cost():
            with self.counted() as asked:
                self.client.get(self.url("screen"))
            return len(asked)

        Capture.write(run, by=self.chloe, at=self.start, text="Qui, au juste ?")
        once = cost()
        for turn in range(12):
            Capture.write(run, by=self.chloe, at=self.start, text=f"Et alors {turn} ?")
        self.assertEqual(cost(), once)
        self.assertLessEqual(once, 8)

    def counted(self):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        return CaptureQueriesContext(connection)
