"""Every page of the room opens, and says what it should."""

from dataclasses import replace
from unittest.mock import patch

from django.test import TestCase
from django.urls import reverse

from terreau.protocol import shape
from terreau.protocol.models import Capture, Participant, Run
from terreau.spine.reading import System

from .room import Room

ALL = System("a test")


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

    def test_what_comes_before_the_day_is_on_paper_too(self):
        for slug, shown in (("entretien", True), ("codeveloppement", False)):
            page = self.client.get(reverse("protocol:format-paper", args=["boulange", slug]))
            self.assertEqual("Avant\u00a0:" in page.content.decode(), shown)

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


class PreparingTest(Room, TestCase):
    def test_whoever_prepares_accepts_the_rules_by_the_same_act_and_is_in_the_room_as_others_are(self):
        self.client.force_login(self.chloe)
        address = reverse("protocol:preparing", args=["boulange", "codeveloppement"])
        page = self.client.get(address)
        for rule in shape.house_formats()["codeveloppement"].rules:
            self.assertContains(page, rule[0])
        self.assertContains(page, "J’accepte ces règles, j’ouvre la salle")
        self.client.post(address, {"title": "La mienne"})
        run = Run.objects.visible_to(ALL).get(title="La mienne")
        mine = Participant.objects.visible_to(ALL).get(run=run)
        self.assertEqual(
            (mine.person, mine.drives, mine.left_at, mine.came_at), (self.chloe, True, None, run.prepared_at)
        )

    def test_a_format_without_rules_asks_to_accept_none(self):
        form = shape.house_formats()["retrospective"]
        with patch.dict(shape.house_formats(), {"retrospective": replace(form, rules=())}):
            self.client.force_login(self.chloe)
            page = self.client.get(reverse("protocol:preparing", args=["boulange", "retrospective"]))
        self.assertContains(page, "J’ouvre la salle")
        self.assertNotContains(page, "accepte")

    def test_the_rules_are_read_again_in_the_room(self):
        self.client.force_login(self.chloe)
        for rule in self.run_made.format.rules:
            self.assertContains(self.client.get(self.url("run")), rule[0])


class WallTest(Room, TestCase):
    def wall(self, run=None) -> str:
        self.client.force_login(self.farid)
        return self.client.get(self.url("wall", run=run)).content.decode()

    def test_the_wall_shows_the_session_and_nothing_of_the_site(self):
        self.drive("begin")
        page = self.wall()
        for shown in ("Accueil et choix", self.url("run"), "Temps prévu écoulé"):
            self.assertIn(shown, page)
        for aside in ("<nav", "<header", 'role="search"', self.url("paper"), "<form", "<button"):
            self.assertNotIn(aside, page)

    def test_before_it_begins_the_wall_says_the_rules(self):
        self.assertIn(self.run_made.format.rules[0][0], self.wall())
        self.drive("begin")
        self.assertNotIn(self.run_made.format.rules[0][0], self.wall())

    def test_everybody_finds_their_group_on_the_wall_and_whoever_listens_is_in_none(self):
        run = self.prepared("troika")
        for person in (self.bruno, self.chloe, self.amina, self.ines):
            Participant.come_in(run, person, at=self.start)
        Participant.objects.visible_to(ALL).get(run=run, person=self.ines).listen(True)
        self.client.force_login(self.farid)
        self.client.post(self.url("grouping", run=run), {"seen": 0})
        self.assertIn("Les groupes", self.wall(run))
        grouped = [one for group in self.fresh(run).state.groups for one in group]
        people = Participant.objects.visible_to(ALL).filter(pk__in=grouped).values_list("person", flat=True)
        self.assertEqual(set(people), {one.pk for one in (self.farid, self.bruno, self.chloe, self.amina)})
        self.drive("begin", *["next"] * 13, run=run)
        self.assertNotIn("Les groupes", self.wall(run))


class DuoTest(Room, TestCase):
    def test_in_a_duo_each_speaks_in_turn_without_forming_a_group(self):
        run = self.prepared("duo")
        Participant.come_in(run, self.bruno, at=self.start).hold("coached")
        said = {person: [] for person in (self.farid, self.bruno)}
        self.drive("begin", "next", run=run)
        for _step in range(6):
            for person, roles in said.items():
                self.client.force_login(person)
                page = self.client.get(self.url("run", run=run)).content.decode()
                roles.append("votre rôle\u00a0: Je parle" in page)
            self.drive("next", run=run)
        self.assertEqual(said[self.bruno], [True] * 3 + [False] * 3)
        self.assertEqual(said[self.farid], [False] * 3 + [True] * 3)
