"""What is said in confidence stays there: who sees what, how long, and what becomes of it."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse

from terreau.conversation.models import Draft
from terreau.people import footprint
from terreau.protocol import clock
from terreau.protocol.clock import forget_cases
from terreau.protocol.models import Capture, Participant, Review
from terreau.spine.reading import System

from .room import Room

ALL = System("a test")


class SeeingTest(Room, TestCase):
    def page(self, person, name="screen", run=None):
        self.client.force_login(person)
        return self.client.get(self.url(name, run=run)).content.decode()

    def say(self, person, text, run=None, **more):
        self.client.force_login(person)
        step = self.fresh(run).state.step
        return self.client.post(self.url("saying", run=run), {"text": text, "step": step, **more})

    def test_a_plan_is_seen_by_nobody_else_not_even_who_drives(self):
        self.drive("begin", *["next"] * 5)
        self.say(self.bruno, "zqplanintime")
        self.assertIn("zqplanintime", self.page(self.bruno))
        for person in (self.farid, self.chloe):
            self.assertNotIn("zqplanintime", self.page(person))
            self.assertNotIn("zqplanintime", self.page(person, "wall"))
        self.drive("end")
        self.assertNotIn("zqplanintime", self.page(self.farid, "run"))
        self.assertIn("zqplanintime", self.page(self.bruno, "run"))

    def test_the_germoir_keeps_advice_until_its_time(self):
        self.drive("begin", "next", "next")
        self.say(self.chloe, "zqpiste", **{"as": "seed"})
        self.assertIn("zqpiste", self.page(self.chloe))
        self.assertNotIn("zqpiste", self.page(self.bruno))
        self.assertNotIn("zqpiste", self.page(self.farid))
        self.drive("next", "next")
        self.assertIn("zqpiste", self.page(self.bruno))

    def test_a_seed_whose_time_never_came_stays_with_who_wrote_it(self):
        self.drive("begin", "next", "next")
        self.say(self.chloe, "zqpiste", **{"as": "seed"})
        self.drive("end")
        self.assertIn("zqpiste", self.page(self.chloe, "run"))
        for person in (self.bruno, self.farid):
            self.assertNotIn("zqpiste", self.page(person, "run"))

    def test_whoever_brings_something_notes_for_themselves_while_the_others_speak(self):
        self.drive("begin", *["next"] * 4)
        self.assertIn("Ce que je note, pour moi", self.page(self.bruno))
        self.assertIn("Une piste", self.page(self.chloe))
        self.say(self.bruno, "zqpourmoi", **{"as": "seed"})
        self.say(self.chloe, "zqpourtous")
        self.assertIn("zqpourmoi", self.page(self.bruno))
        self.assertIn("zqpourtous", self.page(self.bruno))
        self.drive("next", "next", "end")
        for person in (self.farid, self.chloe):
            self.assertNotIn("zqpourmoi", self.page(person, "run"))
            self.assertIn("zqpourtous", self.page(person, "run"))
        after = self.page(self.bruno, "run")
        self.assertIn("Ce que j’ai noté pour moi", after)
        self.assertLess(after.index("zqpourmoi"), after.index("Ce qui s’est écrit dans la salle"))
        self.assertEqual(after.count("zqpourmoi"), 1)

    def test_a_question_may_turn_out_to_be_advice(self):
        self.drive("begin", "next", "next")
        self.say(self.chloe, "zqconseil")
        row = Capture.objects.visible_to(ALL).get(text="zqconseil")
        self.assertIn("zqconseil", self.page(self.bruno))
        self.client.force_login(self.farid)
        self.client.post(self.url("tending", note=row.key), {"what": "seed"})
        self.assertNotIn("zqconseil", self.page(self.bruno))

    def test_cards_are_turned_over_together(self):
        run = self.prepared("retrospective")
        Participant.come_in(run, self.bruno, at=self.start)
        self.drive("begin", "next", run=run)
        self.say(self.bruno, "zqcarte", run=run)
        self.assertNotIn("zqcarte", self.page(self.farid, run=run))
        self.drive("reveal", run=run)
        self.assertIn("zqcarte", self.page(self.farid, run=run))

    def test_the_presenter_hears_only_afterwards_what_was_said_without_them(self):
        run = self.prepared("incident")
        bruno = Participant.come_in(run, self.bruno, at=self.start)
        bruno.hold("presenter")
        Participant.come_in(run, self.chloe, at=self.start)
        self.drive("begin", *["next"] * 4, run=run)
        self.say(self.chloe, "zqentrenous", run=run)
        self.assertIn("zqentrenous", self.page(self.farid, run=run))
        self.assertNotIn("zqentrenous", self.page(self.bruno, run=run))
        self.assertEqual(self.say(self.bruno, "moi aussi", run=run).status_code, 403)
        self.drive("end", run=run)
        self.assertIn("zqentrenous", self.page(self.bruno, "run", run=run))

    def test_outside_the_room_nothing_and_going_out_takes_it_away(self):
        self.drive("begin", "next")
        self.say(self.bruno, "zqsituation")
        self.assertIn("zqsituation", self.page(self.chloe))
        self.assertNotIn("zqsituation", self.page(self.ines, "run"))
        self.client.force_login(self.chloe)
        self.client.post(self.url("going-out"))
        for name, status in (("screen", 404), ("wall", 404), ("channel", 404), ("run", 200)):
            answer = self.client.get(self.url(name))
            self.assertEqual(answer.status_code, status)
            self.assertNotContains(answer, "zqsituation", status_code=status)

    def test_a_case_is_said_by_whom_it_belongs_to(self):
        self.drive("begin", "next")
        self.assertEqual(self.say(self.chloe, "pas la mienne").status_code, 403)
        self.assertEqual(Capture.objects.count(), 0)

    def test_sent_twice_written_once_and_late_words_keep_their_step(self):
        self.drive("begin", "next", "next")
        for _time in range(2):
            self.say(self.chloe, "Une fois ?", form_key="abc")
        self.assertEqual(Capture.objects.count(), 1)
        self.drive("next")
        self.client.force_login(self.chloe)
        self.client.post(self.url("saying"), {"text": "Trop tard ?", "step": 2})
        self.assertEqual(Capture.objects.visible_to(ALL).get(text="Trop tard ?").step, 2)

    def test_what_is_too_long_or_odd_is_refused_where_it_was_typed(self):
        self.drive("begin", "next", "next")
        for text in ("", "x" * 5_000, "\0"):
            self.assertEqual(self.say(self.chloe, text).status_code, 422)
        page = self.say(self.chloe, "bien trop long " * 400).content.decode()
        self.assertIn("bien trop long bien trop long", page)
        self.assertEqual(Capture.objects.count(), 0)

    def test_a_draft_is_kept_for_its_author_alone(self):
        self.drive("begin", "next", "next")
        self.client.force_login(self.chloe)
        self.assertEqual(self.client.post(self.url("draft"), {"text": "zqbrouillon"}).status_code, 204)
        self.assertIn("zqbrouillon", self.page(self.chloe))
        self.assertNotIn("zqbrouillon", self.page(self.farid))
        self.say(self.chloe, "Dit.")
        self.assertEqual(Draft.objects.visible_to(ALL).count(), 0)
        self.client.post(self.url("draft"), {"text": "zqbrouillon"})
        self.drive("end")
        self.assertEqual(Draft.objects.visible_to(ALL).count(), 0)


class AfterwardsTest(Room, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        run = cls.run_made
        for act in ("begin", "next"):
            run.gesture(act, by=cls.farid, at=cls.start, seen=run.number)
        cls.case = Capture.write(run, by=cls.bruno, at=cls.start, text="zqsituation")
        run.gesture("end", by=cls.farid, at=cls.start, seen=run.number)

    def review(self, person, **said):
        self.client.force_login(person)
        return self.client.post(self.url("reviewing"), said)

    def test_words_go_after_ninety_days_unless_kept(self):
        forget_cases(self.start + timedelta(days=89))
        self.assertEqual(Capture.objects.count(), 1)
        self.case.keep(True, at=self.start)
        forget_cases(self.start + timedelta(days=200))
        self.assertEqual(Capture.objects.count(), 1)
        self.case.keep(False, at=self.start)
        forget_cases(self.start + timedelta(days=91))
        self.assertEqual(Capture.objects.count(), 0)

    def test_they_belong_to_who_wrote_them(self):
        for name in ("keeping", "erasing", "sharing"):
            address = reverse(f"protocol:{name}", args=["boulange", self.case.key])
            self.client.force_login(self.chloe)
            self.assertEqual(self.client.post(address).status_code, 404)
        self.client.force_login(self.bruno)
        page = self.client.get(reverse("protocol:mine", args=["boulange"]))
        self.assertContains(page, "zqsituation")
        self.client.post(reverse("protocol:erasing", args=["boulange", self.case.key]))
        self.assertEqual(Capture.objects.count(), 0)

    def test_a_review_is_mine_and_its_learning_the_groups_if_i_say_so(self):
        said = {"takes": "zqretenu", "will_try": "zqessai", "worth": "yes", "learning": "zqappris"}
        self.assertEqual(self.review(self.chloe, **said).status_code, 303)
        self.client.force_login(self.bruno)
        page = self.client.get(self.url("run")).content.decode()
        self.assertEqual([word in page for word in ("zqretenu", "zqessai", "zqappris")], [False] * 3)
        self.review(self.chloe, **said, share="on")
        self.client.force_login(self.bruno)
        page = self.client.get(self.url("run")).content.decode()
        self.assertEqual([word in page for word in ("zqretenu", "zqessai", "zqappris")], [False, False, True])
        self.assertEqual(Review.objects.count(), 1)

    def test_the_one_question_is_asked_two_weeks_later_and_not_before(self):
        Review.make(self.run_made, self.chloe, at=self.start, share=False, will_try="Tenir ma langue")
        rows = Review.objects.visible_to(ALL)
        for days, asked in ((0, 0), (13, 0), (14, 1), (60, 1)):
            self.assertEqual(rows.to_ask(self.start + timedelta(days=days)).count(), asked, days)
        self.assertTrue(rows.get().ask(at=self.start + timedelta(days=14)))
        self.assertFalse(rows.get().ask(at=self.start + timedelta(days=15)))
        self.assertEqual(rows.to_ask(self.start + timedelta(days=60)).count(), 0)

    def test_the_one_question_is_asked_once_and_stays_beside_the_sessions_until_answered(self):
        before = self.now - timedelta(days=15)
        Review.make(self.run_made, self.chloe, at=before, share=False, will_try="Tenir ma langue")
        self.client.force_login(self.chloe)
        home = reverse("protocol:runs", args=["boulange"])
        self.assertNotContains(self.client.get(home), "Tenir ma langue")
        self.assertEqual([clock.ask_what_was_tried(self.now) for _twice in range(2)], [1, 0])
        for _twice in range(2):
            self.assertContains(self.client.get(home), "Tenir ma langue")
        review = Review.objects.visible_to(ALL).get()
        address = reverse("protocol:following-up", args=["boulange", review.key])
        asked = self.client.get(address)
        self.assertContains(asked, "Tenir ma langue")
        self.assertContains(asked, self.url("run"))
        self.assertEqual(self.client.post(address, {"tried": "Une fois sur deux."}).status_code, 303)
        self.assertNotContains(self.client.get(home), "Tenir ma langue")
        self.client.force_login(self.bruno)
        self.assertEqual(self.client.get(address).status_code, 404)

    def test_what_others_said_is_in_nobody_elses_archive(self):
        for person, holds in ((self.bruno, True), (self.chloe, False), (self.farid, False)):
            told = str([list(section.rows(person)) for section in footprint.sections.values()])
            self.assertEqual("zqsituation" in told, holds)

    def test_a_paper_session_is_typed_afterwards(self):
        run = self.prepared("entraide")
        Participant.come_in(run, self.bruno, at=self.start)
        self.client.force_login(self.farid)
        owner = Participant.objects.get(run=run, person=self.bruno).key
        said = {"owner": owner, "learnings": "Commencer petit\n\nNommer la crainte"}
        self.assertEqual(self.client.post(self.url("harvesting", run=run), said).status_code, 303)
        done = self.fresh(run)
        self.assertEqual((done.state.phase, done.owner), ("ended", self.bruno))
        rows = Capture.objects.visible_to(ALL).filter(run=run)
        self.assertEqual(list(rows.values_list("text", flat=True)), ["Commencer petit", "Nommer la crainte"])
