"""Calls to all: who answers, and how they are closed."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.test import SimpleTestCase, TestCase

from terreau.community.viewer import VISITOR, Viewer
from terreau.conversation.forms import deadlines
from terreau.conversation.models import HelpOffer, Thread
from terreau.spine.reading import System
from tests.cast import Cast

ALL = System("tests look behind the scenes")


class Calls(Cast, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.today = cls.now.date()
        cls.call = Thread.start(
            cls.bakers, by=cls.ines, at=cls.then, text="Qui a déjà cuit sur pierre ?", call_until=cls.today
        )
        cls.before = cls.bakers.journal.count()

    def again(self) -> Thread:
        """The call as another tab holds it."""
        return Thread.objects.visible_to(ALL).select_related("community").get(pk=self.call.pk)

    def acts(self) -> list[str]:
        """What the journal says since the call."""
        return list(self.bakers.journal.order_by("id").values_list("act", flat=True)[self.before :])

    def test_opening(self):
        line = self.bakers.journal.get(act="call-opened")
        self.assertEqual((line.about_id, line.by), (self.call.pk, self.ines))
        self.assertTrue(self.call.is_calling(self.today))
        self.assertFalse(self.call.is_calling(self.today + timedelta(days=1)))

    def test_answers_change_and_go(self):
        for kind, word in (("helps", ""), ("helps", ""), ("knows", "ma sœur"), ("knows", "ma sœur")):
            self.again().offer_help(kind, by=self.chloe, at=self.now, word=word)
        offer = HelpOffer.objects.visible_to(Viewer(self.bruno)).get()
        self.assertEqual((offer.person, offer.kind, offer.word), (self.chloe, "knows", "ma sœur"))
        for _twice in range(2):
            self.again().withdraw_offer(by=self.chloe, at=self.now)
        self.assertFalse(HelpOffer.objects.visible_to(ALL).exists())
        self.assertEqual(self.acts(), ["help-offered", "help-offered", "help-offer-withdrawn"])

    def test_closing_says_what_helped_and_thanks(self):
        self.call.offer_help("helps", by=self.chloe, at=self.now)
        for helped in ("La vidéo de Chloé", "Autre chose"):
            self.again().close_call(
                by=self.ines, at=self.now, helped=helped, thanked=[self.chloe, self.bruno, self.ines]
            )
        row = self.again()
        self.assertEqual((row.helped, row.call_closed_at), ("La vidéo de Chloé", self.now))
        thanked = HelpOffer.objects.visible_to(ALL).filter(thanked_at=self.now).order_by("person__name")
        self.assertEqual([offer.person for offer in thanked], [self.bruno, self.chloe])
        self.assertEqual(self.acts(), ["help-offered", "call-closed"])
        line = self.bakers.journal.get(act="call-closed")
        self.assertEqual(line.detail["thanked"], [self.chloe.pk, self.bruno.pk])

    def test_a_thread_that_is_no_call_is_not_closed_as_one(self):
        thread = Thread.start(self.bakers, by=self.bruno, at=self.now, text="Bonjour")
        thread.close_call(by=self.bruno, at=self.now, helped="Rien")
        self.assertEqual(Thread.objects.visible_to(ALL).get(pk=thread.pk).helped, "")
        with self.assertRaises(IntegrityError), transaction.atomic():
            Thread.objects.filter(pk=thread.pk).update(call_closed_at=self.now)

    def test_answers_are_between_members(self):
        type(self.bakers).objects.filter(pk=self.bakers.pk).update(public_page=True, public_talk=True)
        self.call.offer_help("helps", by=self.chloe, at=self.now)
        for viewer, sees in ((Viewer(self.bruno), True), (Viewer(self.dan), False), (VISITOR, False)):
            with self.subTest(viewer=viewer):
                self.assertEqual(HelpOffer.objects.visible_to(viewer).exists(), sees)


class Deadlines(SimpleTestCase):
    def test_friday_is_never_tomorrow(self):
        for today, friday in (
            (date(2026, 11, 23), "2026-11-27"),
            (date(2026, 11, 25), "2026-11-27"),
            (date(2026, 11, 26), "2026-12-04"),
            (date(2026, 11, 27), "2026-12-04"),
            (date(2026, 11, 28), "2026-12-04"),
        ):
            with self.subTest(today=today):
                days = [day for day, _said in deadlines(today)]
                self.assertEqual(days[0], friday)
                self.assertEqual(days[1:], [(today + timedelta(days=n)).isoformat() for n in (10, 30)])
