"""What a session leaves: only what a person chose goes out of the room, to its gathering and to practice notes."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from terreau.gathering.models import Gathering, Memory, Series
from terreau.practice import origins
from terreau.practice.models import Note
from terreau.protocol.models import Capture, Participant, Review, Run
from terreau.spine.reading import System

from .room import Room

ALL = System("a test")


class ForAGatheringTest(Room, TestCase):
    def setUp(self):
        soon = self.now + timedelta(days=3)
        self.visit = Gathering.call(self.bakers, by=self.amina, at=self.start, starts_at=soon, title="Au fournil")
        self.inner = Gathering.call(
            self.bakers, by=self.amina, at=self.start, starts_at=soon, title="Entre fours", circle=self.ovens
        )
        self.weekly = Series.call(
            self.bakers, by=self.amina, at=self.start, rule="FREQ=WEEKLY", title="Les mardis",
            first_local=(self.now + timedelta(days=2)).replace(tzinfo=None, microsecond=0),
        )  # fmt: skip

    def prepare(self, person, handle, **said):
        self.client.force_login(person)
        address = reverse("protocol:preparing", args=["boulange", "entraide"])
        return self.client.post(f"{address}?rencontre={handle}", said)

    def test_a_session_is_prepared_from_its_page_and_each_leads_to_the_other(self):
        self.client.force_login(self.chloe)
        page = self.client.get(self.visit.get_absolute_url())
        self.assertContains(page, f"/seances/?rencontre={self.visit.handle}")
        listed = self.client.get(reverse("protocol:runs", args=["boulange"]), {"rencontre": self.visit.handle})
        self.assertContains(listed, f"/formats/entraide/?rencontre={self.visit.handle}")
        form = self.client.get(
            reverse("protocol:format", args=["boulange", "entraide"]), {"rencontre": self.visit.handle}
        )
        self.assertContains(form, f"/preparer/entraide/?rencontre={self.visit.handle}")
        self.assertEqual(self.prepare(self.chloe, self.visit.handle, title="Nos levains").status_code, 303)
        run = Run.objects.visible_to(ALL).get(title="Nos levains")
        self.assertEqual((run.origin_kind, run.origin_id, run.circle), ("gathering.gathering", self.visit.pk, None))
        self.assertContains(self.client.get(self.visit.get_absolute_url()), run.get_absolute_url())
        self.client.force_login(self.ines)
        self.assertContains(self.client.get(run.get_absolute_url()), self.visit.get_absolute_url())

    def test_what_goes_with_its_kind_comes_first_and_what_outlasts_it_says_so(self):
        soon = self.now + timedelta(days=3)
        codev = Gathering.call(
            self.bakers, by=self.amina, at=self.start, starts_at=soon, title="À midi", kind="codev", minutes=75
        )
        self.prepare(self.chloe, self.visit.handle, title="Une autre séance")
        address, meant = reverse("protocol:runs", args=["boulange"]), {"rencontre": codev.handle}
        page = self.client.get(address, meant).content.decode()
        self.assertIn("Une autre séance", self.client.get(address).content.decode())
        self.assertNotIn("Une autre séance", page)
        self.assertEqual(page.count("/formats/codeveloppement/?"), 1)
        self.assertLess(page.index("Pour cette rencontre"), page.index("Aider une personne"))
        self.assertIn("plus long que la rencontre", page)
        form = self.client.get(reverse("protocol:format", args=["boulange", "entraide"]), meant)
        self.assertNotContains(form, "le déroulé est plus long")
        form = self.client.get(reverse("protocol:preparing", args=["boulange", "codeveloppement"]), meant)
        self.assertContains(form, "Elle dure 75 minutes")
        self.assertContains(form, f"/formats/codeveloppement/?rencontre={codev.handle}")

    def test_a_date_of_a_series_gets_its_row_with_its_first_session(self):
        handle = f"{self.weekly.moment_of and (self.now + timedelta(days=2)).date()}-{self.weekly.key}"
        self.assertEqual(self.prepare(self.chloe, handle, title="Un mardi").status_code, 303)
        run = Run.objects.visible_to(ALL).get(title="Un mardi")
        self.assertEqual(Gathering.objects.visible_to(ALL).get(pk=run.origin_id).series, self.weekly)

    def test_in_a_circle_it_stays_in_the_circle(self):
        self.prepare(self.chloe, self.inner.handle, title="Pas la mienne")
        self.assertEqual(Run.objects.visible_to(ALL).get(title="Pas la mienne").origin_kind, "")
        self.prepare(self.bruno, self.inner.handle, title="La nôtre")
        run = Run.objects.visible_to(ALL).get(title="La nôtre")
        self.assertEqual((run.circle, run.origin_id), (self.ovens, self.inner.pk))
        self.client.force_login(self.chloe)
        self.assertEqual(self.client.get(run.get_absolute_url()).status_code, 404)

    def test_odd_dates_are_no_dates(self):
        self.client.force_login(self.chloe)
        for odd in ("\0", "x" * 5_000, "2026-99-99-abc", "../..", self.inner.handle):
            page = self.client.get(reverse("protocol:runs", args=["boulange"]), {"rencontre": odd})
            self.assertNotContains(page, "?rencontre=")

    def test_what_is_shared_goes_with_the_gathering_and_nothing_else_does(self):
        self.prepare(self.farid, self.visit.handle, title="Nos levains")
        run = Run.objects.select_related("community").get(title="Nos levains")
        Participant.come_in(run, self.bruno, at=self.start)
        run.gesture("begin", by=self.farid, at=self.start, seen=0)
        Capture.write(run, by=self.bruno, at=self.start, text="zqsituation")
        run.gesture("end", by=self.farid, at=self.start, seen=1)
        said = {"takes": "zqretenu", "will_try": "zqessai", "learning": "zqappris"}
        Review.make(run, self.bruno, at=self.start, share=False, **said)
        self.client.force_login(self.ines)
        pages = (self.visit.get_absolute_url(), run.get_absolute_url())
        for share, shown in ((False, False), (True, True), (False, False)):
            Review.make(run, self.bruno, at=self.start, share=share, **said)
            for address in pages:
                page = self.client.get(address).content.decode()
                self.assertEqual("zqappris" in page, shown, address)
                for word in ("zqretenu", "zqessai", "zqsituation"):
                    self.assertNotIn(word, page)

    def cost(self, gathering) -> int:
        self.client.get(gathering.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            self.client.get(gathering.get_absolute_url())
        return len(asked)

    def test_the_page_of_a_date_costs_the_same_with_one_session_and_with_three(self):
        costs = []
        for count in (1, 2):
            for _run in range(count):
                self.prepare(self.chloe, self.visit.handle)
            costs.append(self.cost(self.visit))
        self.assertEqual(len(set(costs)), 1)

    def test_a_date_that_was_costs_eight_questions_at_most_with_its_memory_and_what_its_session_left(self):
        was = self.now - timedelta(days=5)
        for title in ("Hier", "Avant-hier"):
            Gathering.call(self.bakers, by=self.amina, at=self.start, starts_at=was, title=title)
        past = Gathering.objects.visible_to(ALL).get(title="Hier")
        Memory.publish(past, by=self.amina, at=self.now, texts={"fr": {"learnings": "Peser."}})
        self.prepare(self.farid, past.handle, title="Nos levains")
        run = Run.objects.select_related("community").get(title="Nos levains")
        Participant.come_in(run, self.bruno, at=self.start)
        for seen, act in enumerate(("begin", "end")):
            run.gesture(act, by=self.farid, at=self.start, seen=seen)
        Review.make(run, self.bruno, at=self.start, share=True, learning="zqappris")
        self.client.force_login(self.farid)
        self.assertContains(self.client.get(past.get_absolute_url()), "zqappris")
        self.assertLessEqual(self.cost(past), 8)


class SharingTest(Room, TestCase):
    def written(self, note: str, steps: int):
        self.drive("begin", *["next"] * steps)
        made = Capture.write(self.fresh(), by=self.bruno, at=self.start, text="zqmots")
        self.assertEqual(made.note, note)
        return made

    def share(self, one):
        self.client.force_login(self.bruno)
        return self.client.post(reverse("protocol:sharing", args=["boulange", one.key])).status_code

    def test_a_plan_is_shared_by_its_person_once_it_is_over_and_not_before(self):
        plan = self.written("plan", 5)
        self.assertEqual(self.share(plan), 403)
        self.drive("end")
        self.assertEqual([self.share(plan), self.share(plan)], [303, 303])
        self.client.force_login(self.ines)
        self.assertContains(self.client.get(self.url("run")), "zqmots")

    def test_a_situation_is_never_shared(self):
        case = self.written("case", 1)
        self.drive("end")
        self.assertEqual(self.share(case), 403)
        self.client.force_login(self.ines)
        self.assertNotContains(self.client.get(self.url("run")), "zqmots")

    def test_a_note_may_come_from_ones_own_words_and_from_nobody_elses(self):
        plan = self.written("plan", 5)
        self.drive("end")
        review = Review.make(self.run_made, self.bruno, at=self.start, share=False, learning="zqappris")
        address = reverse("practice:writing", args=["boulange"])
        for one, words in ((plan, "zqmots"), (review, "zqappris")):
            source = f"protocol.{type(one).__name__.lower()}:{one.key}"
            self.client.force_login(self.chloe)
            self.assertEqual(self.client.get(address, {"de": source}).status_code, 404)
            self.client.force_login(self.bruno)
            self.assertContains(self.client.get(address, {"de": source}), words)
        self.assertEqual({"protocol.capture", "protocol.review"} - set(origins._kinds), set())

    def test_a_learning_begins_a_story_to_complete_once_and_comes_back_to_its_author(self):
        self.drive("begin", "end")
        review = Review.make(self.run_made, self.bruno, at=self.start, share=True, learning="zqappris")
        address, source = reverse("practice:seeding", args=["boulange"]), f"protocol.review:{review.key}"
        self.client.force_login(self.dan)
        self.assertEqual(self.client.post(address, {"de": source}).status_code, 404)
        self.client.force_login(self.bruno)
        self.assertContains(self.client.get(self.url("run")), source)
        self.assertContains(self.client.get(reverse("protocol:mine", args=["boulange"])), source)
        made = [self.client.post(address, {"de": source})["Location"] for _twice in range(2)]
        self.assertEqual(made[0], made[1])
        story = self.client.get(made[0])
        self.assertContains(story, "Récit à compléter")
        self.assertContains(story, "zqappris")
        self.assertContains(story, self.run_made.name)  # where it came from, walked back
        note = Note.objects.visible_to(ALL).get(kind="histoire")
        self.assertEqual((note.caretaker, note.standing), (self.bruno, Note.Standing.TO_CORRECT))
        self.assertLess(note.review_on - note.written_at.date(), timedelta(days=120))
        self.assertEqual(self.client.post(address, {"de": "protocol.review:zzzzzzzzzzzz"}).status_code, 404)
