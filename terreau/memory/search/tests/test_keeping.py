"""The index follows: acts, silent arrivals, departures; and it is built anew while it answers."""

from datetime import timedelta
from io import StringIO
from unittest.mock import patch

from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from terreau.community.viewer import Viewer
from terreau.conversation.models import Message, Thread
from terreau.memory.search import finding, index, keeping, places, words
from terreau.memory.search.engines import engine
from terreau.memory.search.models import SearchEntry, SearchShelf, SearchWord
from terreau.people.models import Person
from terreau.spine import search
from terreau.spine.models import OutboxRow
from terreau.spine.outbox import without_followers

from .shelves import Indexed


class KeepingTest(Indexed, TestCase):
    def say(self, text: str, **more) -> Thread:
        return Thread.start(self.bakers, by=self.bruno, at=self.now, text=text, **more)

    def test_what_is_said_is_found_when_the_worker_has_followed(self):
        self.say("Le xylophone.")
        self.assertEqual(self.found(self.chloe, "xylophone"), [])
        self.told()
        self.assertEqual(self.found(self.chloe, "xylophone"), ["Le xylophone."])
        self.assertFalse(OutboxRow.objects.filter(follower__contains="search", done_at=None).exists())

    def test_following_twice_changes_nothing(self):
        thread = self.say("Le xylophone.")
        self.told()
        before = (SearchEntry.objects.count(), list(SearchWord.objects.order_by("pk").values_list("folded", "count")))
        for row in OutboxRow.objects.filter(entry__about_id=thread.pk, follower__contains="search"):
            keeping.follow(row.entry)
        after = (SearchEntry.objects.count(), list(SearchWord.objects.order_by("pk").values_list("folded", "count")))
        self.assertEqual(before[0], after[0])
        self.assertEqual(sorted(before[1]), sorted(after[1]))

    def test_a_new_title_is_found_on_every_message(self):
        thread = self.say("Bonjour.")
        thread.reply(by=self.chloe, at=self.now, text="Le seigle.")
        thread.entitle("Xylophones", by=self.bruno, at=self.now)
        self.told()
        self.assertEqual(self.found(self.chloe, "xylophone seigle"), ["Xylophones"])

    def test_what_came_in_silence_is_caught_up_with(self):
        with without_followers():
            self.say("Le xylophone muet.")
        self.told()
        self.assertEqual(self.found(self.chloe, "xylophone"), [])
        keeping.catch_up(timezone.now())
        self.assertEqual(len(self.found(self.chloe, "xylophone")), 1)

    def test_an_index_made_with_other_stems_is_made_anew_while_it_answers(self):
        self.say("Le xylophone.")
        self.told()
        first = SearchShelf.objects.get(is_live=True)
        keeping.catch_up(timezone.now())
        self.assertEqual(SearchShelf.objects.get(is_live=True).number, first.number)
        SearchShelf.objects.filter(pk=first.pk).update(marker={**first.marker, keeping.MADE_WITH: "older"})
        with patch.object(keeping, "BEFORE_EMPTYING", 0):
            for _turn in range(5):
                self.assertEqual(len(self.found(self.chloe, "xylophone")), 1)
                keeping.catch_up(timezone.now())
        now = SearchShelf.objects.get(is_live=True)
        self.assertNotEqual(now.number, first.number)
        self.assertEqual(now.marker[keeping.MADE_WITH], words.analysis())
        self.assertEqual(len(self.found(self.chloe, "xylophone")), 1)

    def test_the_sweep_mends_what_was_missed_and_drops_what_is_gone(self):
        thread = self.say("Le xylophone muet.")
        self.told()
        index.remove(0, "message", [thread.messages.get().pk])
        self.assertEqual(self.found(self.chloe, "xylophone"), [])
        keeping.sweep(timezone.now())
        self.assertEqual(len(self.found(self.chloe, "xylophone")), 1)
        Message.objects.filter(thread=thread)._raw_delete("default")
        keeping.sweep(timezone.now())
        self.assertFalse(SearchEntry.objects.filter(kind="message", group=thread.pk).exists())
        self.assertFalse(SearchWord.objects.filter(folded="xylophone").exists())

    def test_whoever_leaves_with_their_words_leaves_nothing_in_the_index(self):
        self.say("Le xylophone.")
        other = Thread.start(self.bakers, by=self.chloe, at=self.now, text="Un tambour, @Bruno Côté.")
        self.bruno.describe(at=self.now, brings="La cymbale.")
        self.told()
        with self.captureOnCommitCallbacks(execute=True):
            self.bruno.depart(at=self.now, keep="nothing")
        self.told()
        self.assertEqual(self.found(self.chloe, "tambour"), [Thread.objects.get(pk=other.pk).name])
        held = " ".join(" ".join(row) for row in self.everything_held())
        for stem in ("xylophon", "cymbal", "bruno"):
            self.assertNotIn(stem, held)
            self.assertFalse(SearchWord.objects.filter(folded__startswith=stem).exists(), stem)

    def test_whoever_leaves_their_words_is_found_without_their_name(self):
        self.say("Le xylophone.")
        self.told()
        with self.captureOnCommitCallbacks(execute=True):
            self.bruno.depart(at=self.now, keep="words")
        self.told()
        self.assertEqual(self.found(self.chloe, "xylophone"), ["Le xylophone."])
        self.assertEqual(self.found(self.chloe, "bruno"), [])

    def everything_held(self):
        ids = list(SearchEntry.objects.values_list("id", flat=True))
        return [tuple(row[1:]) for row in engine().take(0, ids)]


class RebuildTest(Indexed, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        for number in range(12):
            Thread.start(cls.bakers, by=cls.bruno, at=cls.now, text=f"Une brioche {number}")
        keeping.catch_up(timezone.now())

    def all_of(self, number: int) -> set[tuple]:
        low, high = number * places.SHELF, (number + 1) * places.SHELF - 1
        return set(SearchEntry.objects.filter(id__range=(low, high)).values_list("kind", "about", "part", "group"))

    def test_a_new_index_takes_the_place_of_the_old_one_and_says_the_same(self):
        before, words = self.all_of(0), set(SearchWord.objects.values_list("gate", "folded", "count"))
        self.assertEqual(self.found(self.chloe, "brioche 7"), ["Une brioche 7"])
        for _done in keeping.rebuild(at=self.now, pause=0):
            pass
        self.assertEqual((keeping.live(), self.all_of(1), self.all_of(0)), (1, before, set()))
        self.assertEqual(set(SearchWord.objects.values_list("gate", "folded", "count")), words)
        self.assertEqual(self.found(self.chloe, "brioche 7"), ["Une brioche 7"])

    def test_it_answers_and_follows_while_it_is_being_built(self):
        with patch.object(keeping, "A_BATCH", 4):
            building = keeping.rebuild(at=self.now, pause=0)
            next(building)
            self.assertEqual(keeping.live(), 0)
            thread = Thread.start(self.bakers, by=self.bruno, at=self.now, text="Une brioche arrivée entretemps")
            first = Message.objects.get(thread__community=self.bakers, source="Une brioche 0")
            first.edit(by=self.bruno, at=self.now, text="Un xylophone")
            self.told()
            self.assertEqual(self.found(self.chloe, "entretemps"), [thread.name])
            for _done in building:
                pass
        self.assertEqual((keeping.live(), self.found(self.chloe, "entretemps")), (1, [thread.name]))
        self.assertEqual((self.found(self.chloe, "xylophone"), len(self.all_of(1))), (["Un xylophone"], 13 + 5 + 1))

    def test_interrupted_it_goes_on_where_it_was(self):
        with patch.object(keeping, "A_BATCH", 4):
            next(keeping.rebuild(at=self.now, pause=0))
            self.assertEqual((keeping.live(), len(self.all_of(1))), (0, 4))
            done = list(keeping.rebuild(at=self.now, pause=0))[-1]
        self.assertEqual((keeping.live(), done), (1, len(self.all_of(1)) - 4))

    def test_the_command_says_what_it_does(self):
        out = StringIO()
        call_command("search", "rebuild", pause=0, stdout=out)
        self.assertIn("18", out.getvalue())
        self.assertEqual(SearchShelf.objects.get(is_live=True).number, 1)
        call_command("search", "state", stdout=out)
        self.assertIn("18", out.getvalue().splitlines()[-1])


class PlacesTest(TestCase):
    def test_a_stretch_holds_its_days_and_its_community_only(self):
        at = timezone.now()
        number = places.number(1, 7, at)
        low, high = places.stretch(1, 7)
        self.assertTrue(low <= number <= high)
        self.assertEqual(places.community_of(number), 7)
        day = at.date()
        low, high = places.stretch(1, 7, day, day)
        self.assertTrue(low <= number <= high)
        self.assertFalse(low <= places.number(1, 7, at - timedelta(days=1)) <= high)
        self.assertFalse(low <= places.number(1, 8, at) <= high)
        self.assertLess(places.number(1, 2**21, at), 2**63)

    def test_every_kind_says_what_it_is(self):
        for kind in search.kinds.values():
            self.assertTrue(kind.family.isalpha() and str(kind.label) and str(kind.singular) and kind.acts, kind)
        self.assertEqual(Person.objects.filter(pk=0).count(), 0)
        self.assertIsNotNone(finding.look(Viewer(None), "rien").query)
