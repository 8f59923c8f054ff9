"""Two worlds that differ only by what a viewer may not read: they are answered the same, in the same words and time."""

import time
from contextlib import contextmanager
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from terreau.community.models import Circle, Hat
from terreau.community.viewer import Viewer
from terreau.config.clock import EVERY
from terreau.conversation.models import Thread
from terreau.files.door import store_upload
from terreau.memory.search import enough, finding, keeping
from terreau.people.models import Person
from terreau.practice.models import Note, Questioning
from terreau.practice.words import Words

from .shelves import Indexed

ASKED = [
    "four chaud", "four chaud levain", "xylophone", "xylofone", "four xylophone", '"four chaud"', "chau", "tambour",
    "levain de:bruno", "four genre:fiches", "four genre:questions", "cymbale genre:fichiers", "cercle:secret four",
]  # fmt: skip
TURNS, RUNS = 2, 8  # of each world; of each question in a turn
HIDDEN = "Le xylophone chaud du four, la cymbale, le tambour, le levain."


class TwoWorldsTest(Indexed, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.give_hat(cls.farid, Hat.Kind.SPONSOR)
        for number in range(12):
            text = f"Le four {'chaud ' * (number % 5)} numéro {number}, avec un levain."
            Thread.start(cls.bakers, by=cls.bruno, at=cls.now - timedelta(days=number), text=text)
        words = Words("Le four du matin", "", "", "Chauffer, enfourner le levain.")
        Note.write(cls.bakers, by=cls.bruno, at=cls.then, kind="methode", words=words)

    def world(self, someone) -> dict:
        """All that the search says to this person, of each question: hits, order, counts, near words, what may come."""
        self.told()
        viewer, said = Viewer(someone), {}
        for text in ASKED:
            for typing in (False, True):
                answer = finding.look(viewer, text, community=self.bakers, typing=typing)
                hits = [(hit.found.title, round(hit.score, 2), hit.pieces) for hit in answer.hits]
                said[text, typing] = (hits, answer.mended, answer.near, answer.next, answer.loosely, answer.nobody)
            given = enough.for_question(viewer, self.bakers, text)
            said[text, "enough"] = [thing.hit.found.title for thing in given.things], len(given.people)
        return said

    def hide(self, many: int = 25) -> None:
        """Whatever Chloé and Farid may not read: a private circle's talk, notes and files, and practices in question."""
        secret = Circle.open(self.bakers, by=self.bruno, at=self.now, name="Secret", purpose=HIDDEN, is_private=True)
        for number in range(many):
            Thread.start(self.bakers, by=self.bruno, at=self.now, text=f"{HIDDEN} {number}", circle=secret)
        given = store_upload(
            SimpleUploadedFile("cymbale.txt", HIDDEN.encode()), community=self.bakers, by=self.bruno, at=self.now
        )
        words = Words("Le xylophone du four", "", "", HIDDEN)
        Note.write(
            self.bakers, by=self.bruno, at=self.now, kind="methode", words=words, circle=secret, files=[(given, "")]
        )
        taken_out = Thread.start(self.bakers, by=self.bruno, at=self.now, text=HIDDEN)
        taken_out.hide(by=self.amina, at=self.now, reason="Publicité.")
        self.bruno.describe(at=self.now, seeks=HIDDEN, audiences={"seeks": Person.Audience.STEWARDS})

    def question(self) -> None:
        Questioning.ask(self.bakers, by=self.bruno, at=self.now, practice="Nous chauffons le four", question=HIDDEN)

    def test_a_member_is_told_the_same_of_what_a_circle_keeps(self):
        before = self.world(self.chloe)
        self.assertTrue(before["four chaud", False][0])
        self.hide()
        self.assertEqual(before, self.world(self.chloe))
        self.assertNotEqual(before, self.world(self.bruno))

    def test_a_sponsor_is_told_the_same_of_what_is_in_question(self):
        before = self.world(self.farid)
        self.question()
        self.assertEqual(before, self.world(self.farid))
        self.assertNotEqual(before, self.world(self.chloe))

    def test_it_costs_the_same(self):
        """The same statements, and the same time to a fifth: the least of many runs, in seconds of processor.

        The worlds take turns, so that a machine that slows down meanwhile slows both.
        """
        self.client.force_login(self.chloe)
        self.told()
        costs: dict[str, dict[str, list[tuple[int, float]]]] = {"without": {}, "with": {}}
        for _turn in range(TURNS):
            self.costs(costs["without"])
            with self.but_only_for_a_while():
                self.hide(many=60)
                self.told()
                self.costs(costs["with"])
        for text, before in costs["without"].items():
            now = costs["with"][text]
            self.assertEqual({count for count, _spent in before}, {count for count, _spent in now}, text)
            seconds, longer = (min(spent for _count, spent in runs) for runs in (before, now))
            self.assertLess(abs(longer - seconds), 0.2 * seconds + 0.002, f"{text}: {seconds:.4f} then {longer:.4f}")

    def costs(self, known: dict[str, list[tuple[int, float]]]) -> None:
        """Add to `known` what each question cost now: statements, and seconds of processor."""
        url = reverse("search:here", args=[self.bakers.slug])
        for _run in range(RUNS):
            for text in ("four chaud", "xylophone", "xylofone"):
                keeping.forget_live()  # asked again each second: here, each time
                began = time.process_time()
                with CaptureQueriesContext(connection) as asked:
                    self.client.get(url, {"q": text})
                known.setdefault(text, []).append((len(asked), time.process_time() - began))

    @contextmanager
    def but_only_for_a_while(self):
        """What is done within is undone after."""
        with transaction.atomic():
            yield
            transaction.set_rollback(True)


class SoonTest(Indexed, TestCase):
    """What changed is right at once, and what appears is found by the next turn of the worker: every two seconds."""

    def test_the_worker_looks_again_within_two_seconds(self):
        self.assertLessEqual(dict(EVERY)["terreau.memory.search.keeping.catch_up"], timedelta(seconds=2))

    def test_opened_to_all_a_thread_is_found_by_all_after_one_turn_and_closed_by_none_before_it(self):
        thread = Thread.start(self.bakers, by=self.bruno, at=self.now, text="Le xylophone.", circle=self.ovens)
        self.told()
        self.assertEqual(self.found(self.chloe, "xylophone"), [])
        thread.move(None, by=self.bruno, at=self.now)
        self.told()
        self.assertEqual(self.found(self.chloe, "xylophone"), ["Le xylophone."])
        thread.move(self.ovens, by=self.bruno, at=self.now)
        self.assertEqual(self.found(self.chloe, "xylophone"), [])
