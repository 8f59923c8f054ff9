"""What is done with a thread: its effect, its second click, its refusals by the model."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.test import TestCase

from terreau.community.models import Circle
from terreau.community.viewer import Viewer
from terreau.conversation.models import LastSeen, Message, Thread
from terreau.spine.reading import System
from tests.cast import Cast

ALL = System("tests look behind the scenes")


class Threads(Cast, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.thread = Thread.start(cls.bakers, by=cls.bruno, at=cls.then, text="Quelle **farine** ?\n\nJ’hésite.")
        cls.before = cls.bakers.journal.count()

    def again(self) -> Thread:
        """The thread as another tab holds it."""
        return Thread.objects.visible_to(ALL).select_related("community", "circle").get(pk=self.thread.pk)

    def acts(self) -> list[str]:
        """What the journal says since the thread began."""
        return list(self.bakers.journal.order_by("id").values_list("act", flat=True)[self.before :])

    def test_starting(self):
        first = Message.objects.visible_to(ALL).get(thread=self.thread)
        self.assertEqual((self.thread.name, self.thread.message_count, first.position), ("Quelle farine ?", 1, 1))
        self.assertEqual(str(first.said), "<p>Quelle <strong>farine</strong> ?</p>\n<p>J’hésite.</p>\n")
        line = self.bakers.journal.get(act="thread-started")
        self.assertEqual((line.about_id, line.by, line.detail), (self.thread.pk, self.bruno, {"message": first.pk}))

    def test_the_same_form_starts_one_thread(self):
        said = {"by": self.chloe, "at": self.now, "text": "Bonjour", "form_key": "k1"}
        first, second = Thread.start(self.bakers, **said), Thread.start(self.bakers, **said)
        self.assertEqual(first, second)
        self.assertEqual(self.acts(), ["thread-started"])
        other = Thread.start(self.bakers, **{**said, "by": self.bruno})
        self.assertNotEqual(other, first)

    def test_replying(self):
        said = {"by": self.chloe, "at": self.now, "text": "La T80.", "form_key": "k2"}
        first, second = self.thread.reply(**said), self.again().reply(**said)
        self.assertEqual((first, first.position), (second, 2))
        thread = self.again()
        self.assertEqual((thread.message_count, thread.last_by, thread.last_at), (2, self.chloe, self.now))
        self.assertEqual(self.acts(), ["message-posted"])

    def test_places_follow_one_another_from_two_tabs(self):
        places = [
            tab.reply(by=self.chloe, at=self.now, text=f"{number}").position
            for number, tab in enumerate((self.thread, self.again(), self.again(), self.thread))
        ]
        self.assertEqual(places, [2, 3, 4, 5])

    def test_what_one_says_oneself_is_read(self):
        self.thread.reply(by=self.chloe, at=self.now, text="Oui")
        mark = LastSeen.objects.visible_to(Viewer(self.chloe)).get(thread=self.thread)
        self.assertEqual(mark.position, 2)

    def test_closing_and_reopening(self):
        other = self.again()
        self.thread.close(by=self.bruno, at=self.now)
        other.close(by=self.bruno, at=self.now)
        with self.assertRaises(ValidationError):
            other.reply(by=self.chloe, at=self.now, text="Trop tard")
        self.assertEqual(self.again().message_count, 1)
        self.thread.reopen(by=self.bruno, at=self.now)
        other.reopen(by=self.bruno, at=self.now)
        self.assertEqual(self.thread.reply(by=self.chloe, at=self.now, text="Enfin").position, 2)
        self.assertEqual(self.acts(), ["thread-closed", "thread-reopened", "message-posted"])

    def test_a_title(self):
        self.thread.entitle("  Farines ", by=self.bruno, at=self.now)
        self.again().entitle("Farines", by=self.bruno, at=self.now)
        self.assertEqual(self.again().name, "Farines")
        self.thread.entitle("", by=self.bruno, at=self.now)
        self.assertEqual(self.again().name, "Quelle farine ?")
        self.assertEqual(self.acts(), ["thread-entitled", "thread-entitled"])

    def test_hiding_and_showing(self):
        other = self.again()
        self.thread.hide(by=self.farid, at=self.now, reason="Hors sujet")
        other.hide(by=self.amina, at=self.now, reason="Encore")
        self.assertEqual(self.again().hidden_reason, "Hors sujet")
        for someone, sees in ((self.bruno, False), (self.chloe, False), (self.farid, True), (self.amina, True)):
            with self.subTest(someone=someone):
                self.assertEqual(Thread.objects.visible_to(Viewer(someone)).exists(), sees)
                self.assertEqual(Message.objects.visible_to(Viewer(someone)).exists(), sees)
        self.thread.show(by=self.farid, at=self.now)
        other.show(by=self.farid, at=self.now)
        self.assertTrue(Thread.objects.visible_to(Viewer(self.chloe)).exists())
        self.assertEqual(self.acts(), ["thread-hidden", "thread-shown"])
        self.assertEqual(self.bakers.journal.get(act="thread-hidden").detail["reason"], "Hors sujet")


class Places(Cast, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.open_circle = Circle.open(cls.bakers, by=cls.bruno, at=cls.then, name="Levain", purpose="Nourrir.")
        cls.thread = Thread.start(cls.bakers, by=cls.bruno, at=cls.then, text="Pour nous")

    def test_moving_takes_the_messages_along(self):
        self.thread.reply(by=self.chloe, at=self.now, text="Oui")
        self.thread.move(self.ovens, by=self.bruno, at=self.now)
        self.thread.move(self.ovens, by=self.bruno, at=self.now)
        self.assertEqual(set(Message.objects.visible_to(ALL).values_list("circle", flat=True)), {self.ovens.pk})
        self.assertFalse(Message.objects.visible_to(Viewer(self.chloe)).exists())
        self.assertEqual(Message.objects.visible_to(Viewer(self.gaston)).count(), 2)
        self.assertEqual(self.bakers.journal.filter(act="thread-moved").count(), 1)

    def test_what_others_wrote_in_private_stays_there(self):
        self.thread.move(self.ovens, by=self.bruno, at=self.now)
        self.thread.move(None, by=self.bruno, at=self.now)
        self.thread.move(self.ovens, by=self.bruno, at=self.now)
        self.thread.reply(by=self.gaston, at=self.now, text="Entre nous")
        for elsewhere in (None, self.open_circle):
            with self.subTest(elsewhere=elsewhere), self.assertRaises(ValidationError):
                self.thread.move(elsewhere, by=self.bruno, at=self.now)
        self.assertEqual(set(Message.objects.visible_to(ALL).values_list("circle", flat=True)), {self.ovens.pk})

    def test_nothing_is_written_in_a_circle_that_ended(self):
        self.thread.move(self.ovens, by=self.bruno, at=self.now)
        self.ovens.end(by=self.amina, at=self.now)
        for act in (
            lambda: self.thread.reply(by=self.gaston, at=self.now, text="Encore"),
            lambda: Thread.start(self.bakers, by=self.bruno, at=self.now, text="Neuf", circle=self.ovens),
        ):
            with self.assertRaises(ValidationError):
                act()
        self.assertEqual(Message.objects.visible_to(ALL).count(), 1)
        self.assertTrue(Message.objects.visible_to(Viewer(self.bruno)).exists())

    def test_nothing_moves_to_a_circle_that_ended(self):
        self.ovens.end(by=self.amina, at=self.now)
        with self.assertRaises(ValidationError):
            self.thread.move(self.ovens, by=self.bruno, at=self.now)

    def test_a_month_of_talk_keeps_its_places(self):
        for number in range(45):
            self.thread.reply(by=self.chloe, at=self.now + timedelta(minutes=number), text=f"{number}")
        places = Message.objects.visible_to(ALL).order_by("position").values_list("position", flat=True)
        self.assertEqual(list(places), list(range(1, 47)))
        last = Message.objects.visible_to(ALL).get(position=46)
        self.assertEqual((last.page_number, Message.objects.visible_to(ALL).get(position=20).page_number), (3, 1))
