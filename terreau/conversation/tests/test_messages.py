"""What is done with one message."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase

from terreau.community.viewer import VISITOR, Viewer
from terreau.conversation.models import Mention, Message, Revision, SetAside, Thanks, Thread
from terreau.spine.reading import System
from terreau.ui.rich import TooRich
from tests.cast import Cast

ALL = System("tests look behind the scenes")


class Messages(Cast, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.thread = Thread.start(cls.bakers, by=cls.bruno, at=cls.then, text="Quelle farine ?")
        cls.first = Message.objects.visible_to(ALL).get(thread=cls.thread)
        cls.answer = cls.thread.reply(by=cls.chloe, at=cls.then, text="La T80")
        cls.before = cls.bakers.journal.count()

    def again(self) -> Message:
        """The answer as another tab holds it."""
        return Message.objects.visible_to(ALL).select_related("community").get(pk=self.answer.pk)

    def acts(self) -> list[str]:
        """What the journal says since then."""
        return list(self.bakers.journal.order_by("id").values_list("act", flat=True)[self.before :])

    def test_editing_keeps_what_was_said(self):
        self.answer.edit(by=self.chloe, at=self.now, text="La T65")
        self.again().edit(by=self.chloe, at=self.now, text="  La T65 ")
        kept = Revision.objects.visible_to(Viewer(self.bruno)).get()
        self.assertEqual((kept.source, kept.html, kept.at), ("La T80", "<p>La T80</p>\n", self.then))
        row = self.again()
        self.assertEqual((row.source, str(row.said), row.edited_at), ("La T65", "<p>La T65</p>\n", self.now))
        self.assertEqual(self.acts(), ["message-edited"])

    def test_editing_the_first_message_renames_the_thread(self):
        self.first.edit(by=self.bruno, at=self.now, text="Quel sel ?")
        self.assertEqual(Thread.objects.visible_to(ALL).get().name, "Quel sel ?")

    def test_hidden_words_are_out_of_reach(self):
        self.answer.edit(by=self.chloe, at=self.now, text="canari")
        self.answer.hide(by=self.farid, at=self.now, reason="Un nom propre")
        self.again().hide(by=self.amina, at=self.now, reason="Autre")
        row = self.again()
        self.assertEqual((row.source, row.html, row.hidden_reason), ("", "", "Un nom propre"))
        for someone in (self.bruno, self.chloe):
            self.assertFalse(Revision.objects.visible_to(Viewer(someone)).exists())
            self.assertFalse(SetAside.objects.visible_to(Viewer(someone)).exists())
        self.assertEqual(SetAside.objects.visible_to(Viewer(self.farid)).get().source, "canari")
        with self.assertRaises(ValidationError):
            self.again().edit(by=self.chloe, at=self.now, text="Encore")

    def test_hidden_words_come_back_as_they_were(self):
        self.first.hide(by=self.farid, at=self.now, reason="Doublon")
        self.assertEqual(Thread.objects.visible_to(ALL).get().name, "Un échange")
        self.first.show(by=self.farid, at=self.now)
        Message.objects.visible_to(ALL).get(pk=self.first.pk)
        self.assertEqual((self.first.source, self.first.hidden_at), ("Quelle farine ?", None))
        self.assertEqual(Thread.objects.visible_to(ALL).get().name, "Quelle farine ?")
        self.assertFalse(SetAside.objects.visible_to(ALL).exists())
        self.first.show(by=self.farid, at=self.now)
        self.assertEqual(self.acts(), ["message-hidden", "message-shown"])

    def test_what_the_author_takes_back_is_gone(self):
        self.answer.edit(by=self.chloe, at=self.now, text="@Bruno Côté canari")
        self.answer.withdraw(by=self.chloe, at=self.now)
        self.again().withdraw(by=self.chloe, at=self.now)
        row = self.again()
        self.assertEqual((row.source, row.html, row.position), ("", "", 2))
        for model in (Revision, SetAside, Mention):
            self.assertFalse(model.objects.visible_to(ALL).exists())
        row.show(by=self.farid, at=self.now)
        self.assertEqual(self.again().source, "")
        self.assertEqual(self.acts(), ["message-edited", "message-withdrawn"])

    def test_the_author_may_take_back_what_was_hidden(self):
        self.answer.hide(by=self.farid, at=self.now, reason="Non")
        self.again().withdraw(by=self.chloe, at=self.now)
        self.again().show(by=self.farid, at=self.now)
        self.assertEqual((self.again().source, SetAside.objects.visible_to(ALL).exists()), ("", False))

    def test_thanks_are_one_each(self):
        for _twice in range(2):
            self.again().thank(by=self.bruno, at=self.now)
        self.answer.thank(by=self.ines, at=self.now)
        self.assertEqual(self.again().thanks_count, 2)
        self.assertEqual(Thanks.objects.visible_to(Viewer(self.amina)).count(), 2)
        for _twice in range(2):
            self.again().take_thanks_back(by=self.bruno, at=self.now)
        self.assertEqual(self.again().thanks_count, 1)
        self.assertEqual(self.acts(), ["help-thanked", "help-thanked", "thanks-taken-back"])
        line = self.bakers.journal.filter(act="help-thanked").first()
        self.assertEqual((line.by, line.about_id, line.detail), (self.bruno, self.answer.pk, {"to": self.chloe.pk}))

    def test_more_than_a_page_can_carry_writes_nothing(self):
        for text in ("> " * 100_000, "x" * 20_001, "*" * 5_000):
            with self.subTest(text=text[:5]), self.assertRaises(TooRich):
                self.thread.reply(by=self.chloe, at=self.now, text=text)
        self.assertEqual(Thread.objects.visible_to(ALL).get().message_count, 2)
        self.assertEqual(self.acts(), [])

    def test_the_database_keeps_its_promises(self):
        rows = Message.objects.filter(pk=self.answer.pk)
        for change in ({"hidden_at": self.now}, {"withdrawn_at": self.now}, {"source": "x" * 100_001}, {"position": 1}):
            with self.subTest(change=list(change)), self.assertRaises(IntegrityError), transaction.atomic():
                rows.update(**change)


class Mentions(Cast, TestCase):
    def called(self, text, by=None, circle=None) -> list[str]:
        """The names called by a new thread."""
        thread = Thread.start(self.bakers, by=by or self.bruno, at=self.now, text=text, circle=circle)
        rows = Mention.objects.visible_to(ALL).filter(message__thread=thread)
        return sorted(rows.values_list("person__name", flat=True))

    def test_members_are_called_by_their_exact_name(self):
        self.assertEqual(self.called("@Chloé Dion, @Inès Lopez: oui ?"), ["Chloé Dion", "Inès Lopez"])
        for text in ("@Chloé", "@chloé dion", "Chloé Dion", "x@Chloé Dion"):
            self.assertEqual(self.called(text), [])

    def test_nobody_calls_a_stranger_a_guest_from_elsewhere_or_themself(self):
        self.assertEqual(self.called("@Dan Étranger @Gaston Invité @Bruno Côté"), [])

    def test_in_a_private_circle_only_those_who_sit_there(self):
        said = "@Chloé Dion @Gaston Invité @Amina Benali"
        self.assertEqual(self.called(said, circle=self.ovens), ["Amina Benali", "Gaston Invité"])

    def test_who_left_is_called_no_more(self):
        self.membership_of(self.chloe).leave(at=self.now)
        self.assertEqual(self.called("@Chloé Dion"), [])

    def test_an_edit_calls_only_who_was_not(self):
        thread = Thread.start(self.bakers, by=self.bruno, at=self.now, text="@Chloé Dion")
        message = Message.objects.visible_to(ALL).select_related("community").get(thread=thread)
        message.edit(by=self.bruno, at=self.now, text="@Chloé Dion et @Inès Lopez")
        said = self.bakers.journal.order_by("id")
        self.assertEqual(said.get(act="thread-started").detail["mentions"], [self.chloe.pk])
        self.assertEqual(said.get(act="message-edited").detail["mentions"], [self.ines.pk])

    def test_visitors_of_a_public_talk_read_the_words_alone(self):
        type(self.bakers).objects.filter(pk=self.bakers.pk).update(public_page=True, public_talk=True)
        thread = Thread.start(self.bakers, by=self.bruno, at=self.now, text="Pour tout le monde")
        self.assertEqual(Message.objects.visible_to(VISITOR).get().thread, thread)
