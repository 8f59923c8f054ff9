"""What the home page shows of the conversations."""

from datetime import UTC, datetime, timedelta

from django.test import TestCase
from django.utils import timezone

from terreau.community.home import Look, home_of
from terreau.community.models import Membership
from terreau.community.viewer import Viewer
from terreau.conversation.models import Thread

from .pages import Talk


class Home(Talk, TestCase):
    def home(self, someone) -> str:
        """The home page as this person reads it."""
        return self.said(self.signed_in(someone).get("/c/boulange/")).replace("\u00a0", " ")

    def test_calls_and_threads(self):
        said = self.home(self.chloe)
        for words in ("Qui a déjà cuit sur pierre ?", "Je peux aider", "Quelle farine ?", "Bruno, puis Chloé"):
            self.assertIn(words, said)

    def test_an_answer_waits_until_it_is_read(self):
        self.flour.reply(by=self.chloe, at=self.now, text="Ou la T65.")
        self.assertIn("Chloé vous a répondu", self.home(self.bruno))
        self.assertNotIn("vous a répondu", self.home(self.ines))
        self.client.force_login(self.bruno)
        self.client.get(self.flour.get_absolute_url())
        self.assertNotIn("vous a répondu", self.home(self.bruno))


class SinceMonday(Talk, TestCase):
    """« Bonjour Bruno. Depuis lundi : on vous a répondu, un appel ouvert. »"""

    THURSDAY = datetime(2027, 3, 4, 12, tzinfo=UTC)
    WEDNESDAY = THURSDAY - timedelta(days=1)
    LAST_WEEK = THURSDAY - timedelta(days=6)
    lived_on = THURSDAY - timedelta(days=100)

    def lately(self, someone, at) -> list[str]:
        """What the greeting says happened, as its rooms say it."""
        look = Look(Viewer(someone), Viewer(someone).membership_in(self.bakers), at)
        home_of(look)
        return look.lately

    def greeting(self, someone, at) -> str:
        """The beginning of the greeting."""
        look = Look(Viewer(someone), Viewer(someone).membership_in(self.bakers), at)
        return home_of(look)["greeting"][0][1]["since"]

    def test_from_monday_on_or_a_week_or_since_one_came(self):
        days = [datetime(2027, 3, day, 12, tzinfo=UTC) for day in (1, 2, 3, 7)]
        week, monday = "Depuis une semaine", "Depuis lundi"
        self.assertEqual([self.greeting(self.bruno, at) for at in days], [week, week, monday, monday])
        Membership.objects.filter(person=self.ines).update(joined_at=self.WEDNESDAY)
        self.assertEqual(self.greeting(self.ines, self.THURSDAY), "Depuis votre arrivée")
        self.assertEqual(self.greeting(self.ines, self.THURSDAY + timedelta(days=7)), "Depuis lundi")

    def test_answers_calls_and_new_faces_are_told_once_each_from_what_the_page_has_read(self):
        self.assertEqual(self.lately(self.bruno, self.THURSDAY), [])
        self.flour.reply(by=self.chloe, at=self.LAST_WEEK, text="Ou la T65.")
        self.assertEqual(self.lately(self.bruno, self.THURSDAY), [])
        self.flour.reply(by=self.chloe, at=self.WEDNESDAY, text="Ou la T80.")
        self.assertEqual(self.lately(self.bruno, self.THURSDAY), ["on vous a répondu"])
        until = self.THURSDAY.date() + timedelta(days=9)
        for text in ("Qui a déjà tourné à la main ?", "Qui a déjà cuit sans sel ?"):
            Thread.start(self.bakers, by=self.chloe, at=self.WEDNESDAY, text=text, call_until=until)
        self.assertEqual(self.lately(self.bruno, self.THURSDAY), ["on vous a répondu", "deux appels ouverts"])
        self.assertEqual(self.lately(self.chloe, self.THURSDAY), [])
        Membership.enter(self.bakers, self.dan, by=self.dan, at=self.WEDNESDAY)
        self.assertEqual(self.lately(self.chloe, self.THURSDAY), ["une nouvelle personne"])

    def test_an_answer_to_a_call_still_open_is_told_too(self):
        until = self.THURSDAY.date() + timedelta(days=9)
        call = Thread.start(self.bakers, by=self.ines, at=self.LAST_WEEK, text="Qui a un pétrin ?", call_until=until)
        call.reply(by=self.chloe, at=self.WEDNESDAY, text="Moi.")
        self.assertEqual(self.lately(self.ines, self.THURSDAY), ["on vous a répondu"])

    def test_the_sentence_as_it_is_read(self):
        Membership.objects.filter(person=self.ines).update(joined_at=self.then)
        self.assertEqual(self.greeted(self.chloe), "Bonjour Chloé.")
        for number in range(2):
            self.flour.reply(by=self.chloe, at=timezone.now(), text=f"Et la T{number}0.")
        self.assertRegex(self.greeted(self.bruno), "Bonjour Bruno. Depuis (lundi|une semaine) : on vous a répondu")

    def greeted(self, someone) -> str:
        """The greeting as this person reads it, with no-break spaces as spaces."""
        answer = self.signed_in(someone).get("/c/boulange/").content.decode().replace("\u00a0", " ")
        return answer.split('<p class="greeting">')[1].split("</p>")[0]
