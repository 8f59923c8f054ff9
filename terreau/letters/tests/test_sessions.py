"""The question of two weeks later: one letter, at the person's rhythm, without a word of what was said."""

from datetime import timedelta

from django.test import TestCase

from terreau.community.models import Membership
from terreau.people.models import Person
from terreau.protocol import clock, shape
from terreau.protocol.models import Participant, Review, Run
from terreau.spine.models import OutboxRow
from terreau.spine.reading import System

from .mailing import DAY, HOUR, Mailing

ALL = System("a test")


class TwoWeeksLater(Mailing, TestCase):
    def setUp(self):
        super().setUp()
        before = DAY - timedelta(days=14)
        run = Run.prepare(self.bakers, shape.house_formats()["codeveloppement"], by=self.farid, at=before)
        Participant.come_in(run, self.chloe, at=before)
        self.review = Review.make(run, self.chloe, at=before, share=True, will_try="zqessai", learning="zqappris")
        OutboxRow.objects.all().delete()
        self.set_rhythm(self.chloe, Person.Rhythm.DAILY)

    def test_it_is_asked_once_and_leads_to_ones_own_page(self):
        self.assertEqual([clock.ask_what_was_tried(DAY), clock.ask_what_was_tried(DAY + HOUR)], [1, 0])
        letter = self.one()
        self.assertEqual(letter.to, [self.chloe.email])
        self.assertIn(self.review.key, letter.body)
        for said in ("zqessai", "zqappris"):
            self.assertNotIn(said, letter.body + str(letter.alternatives))
        self.assertEqual(self.work(DAY + timedelta(days=30)), [])

    def test_not_to_who_has_told_already(self):
        clock.ask_what_was_tried(DAY)
        self.review.tell("Rien encore", at=DAY)
        self.assertEqual(self.work(), [])

    def test_not_to_who_has_left_the_community(self):
        clock.ask_what_was_tried(DAY)
        Membership.objects.visible_to(ALL).get(community=self.bakers, person=self.chloe).leave(at=DAY)
        self.assertNotIn(self.review.key, "".join(letter.body for letter in self.work()))
