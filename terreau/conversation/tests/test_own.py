"""Drafts and reading marks: a person's alone."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.test import TestCase

from terreau.community.viewer import VISITOR, Viewer
from terreau.conversation.models import Draft, LastSeen, Thread
from terreau.spine.reading import System
from tests.cast import Cast

ALL = System("tests look behind the scenes")


class Drafts(Cast, TestCase):
    def keep(self, source, place="nouveau", minutes=0, title=""):
        """Keep a draft of Bruno's."""
        at = self.then + timedelta(minutes=minutes)
        Draft.keep(self.bakers, self.bruno, place, at=at, source=source, title=title)

    def test_the_last_words_of_a_place_are_kept(self):
        for words in ("Bon", "Bonj", "Bonjour"):
            self.keep(words)
        self.keep("Ailleurs", place="appel")
        mine = Draft.objects.visible_to(Viewer(self.bruno)).order_by("place")
        self.assertEqual([draft.source for draft in mine], ["Ailleurs", "Bonjour"])

    def test_nothing_written_keeps_nothing(self):
        self.keep("Bonjour")
        self.keep("")
        self.assertFalse(Draft.objects.visible_to(ALL).exists())

    def test_nobody_else_reads_them(self):
        self.keep("canari")
        for viewer in (Viewer(self.amina), Viewer(self.admin), VISITOR):
            self.assertFalse(Draft.objects.visible_to(viewer).exists())

    def test_fifty_at_most_the_oldest_go(self):
        for number in range(53):
            self.keep("x", place=f"place{number}", minutes=number)
        left = Draft.objects.visible_to(ALL).order_by("saved_at").values_list("place", flat=True)
        self.assertEqual((len(left), left[0]), (50, "place3"))

    def test_a_draft_has_an_end(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            self.keep("x" * 20_001)


class Marks(Cast, TestCase):
    def test_a_mark_is_one_and_ones_own(self):
        thread = Thread.start(self.bakers, by=self.bruno, at=self.now, text="Bonjour")
        for position in (1, 3):
            LastSeen.saw(self.chloe, thread, position)
        self.assertEqual(LastSeen.objects.visible_to(Viewer(self.chloe)).get().position, 3)
        for viewer in (Viewer(self.amina), VISITOR):
            self.assertFalse(LastSeen.objects.visible_to(viewer).exists())
