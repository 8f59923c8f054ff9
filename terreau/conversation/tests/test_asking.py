"""Asking by name: only who agreed, never more often than they said, and nothing leaves beyond that."""

from datetime import timedelta
from unittest.mock import patch

from django.core import mail
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from terreau.community.models import Circle
from terreau.community.viewer import Viewer
from terreau.conversation import asking
from terreau.conversation.models import Solicitation, Thread
from terreau.people.models import Consent
from terreau.spine.reading import System
from tests.cast import Cast

ALL = System("counting")


class AskingTest(Cast, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.today = timezone.now().date()
        for someone in (cls.bruno, cls.farid, cls.amina):
            Consent.say(someone, "contact", given=True, at=cls.now)
        cls.call = cls.calling("Qui a déjà réparé un pétrin ?")
        cls.url = reverse("conversation:ask", args=[cls.bakers.slug, cls.call.key])

    @classmethod
    def calling(cls, text, **more) -> Thread:
        until = cls.today + timedelta(days=5)
        return Thread.start(cls.bakers, by=cls.chloe, at=cls.now, text=text, call_until=until, **more)

    def setUp(self):
        self.client.force_login(self.chloe)

    def key_of(self, someone) -> str:
        return self.membership_of(someone).key

    def ask(self, someone, call=None):
        url = reverse("conversation:ask", args=[self.bakers.slug, (call or self.call).key])
        return self.client.post(url, {"personne": self.key_of(someone)})

    def sent(self) -> int:
        return Solicitation.objects.visible_to(ALL).count()

    def test_asking_reaches_the_person_and_is_written_once(self):
        answer = self.ask(self.bruno)
        self.assertEqual((answer.status_code, answer.url), (303, self.call.get_absolute_url()))
        self.ask(self.bruno)
        self.assertEqual(self.sent(), 1)
        acts = list(self.bakers.journal.filter(act="help-asked").values_list("detail", flat=True))
        self.assertEqual(acts, [{"thread": self.call.pk, "person": self.bruno.pk}])
        self.client.force_login(self.bruno)
        home = self.client.get(f"/c/{self.bakers.slug}/").content.decode()
        self.assertIn("Chloé vous demande", home)
        self.call.offer_help("helps", by=self.bruno, at=self.now)
        self.assertNotIn("vous demande", self.client.get(f"/c/{self.bakers.slug}/").content.decode())

    def test_the_third_of_a_month_is_not_sent_and_says_who_else_may_know(self):
        for number in range(2):
            self.assertEqual(self.ask(self.bruno, self.calling(f"Qui a déjà… {number} ?")).status_code, 303)
        with patch.object(asking, "_suggesters", [lambda *_: [(self.membership_of(self.farid), "Il le dit.")]]):
            answer = self.ask(self.bruno)
        page = answer.content.decode()
        self.assertEqual((answer.status_code, self.sent()), (422, 2))
        self.assertIn(
            "Bruno Côté a déjà reçu ce mois-ci autant de demandes que possible\u00a0: rien n’est parti.", page
        )
        self.assertIn("Farid Haddad", page)
        self.assertEqual(self.bakers.journal.filter(act="help-asked").count(), 2)

    def test_the_limit_is_the_persons_own_and_a_month_passes(self):
        self.bruno.be_asked(1, at=self.now)
        send = Solicitation.send
        long_ago = self.now - timedelta(days=31)
        self.assertTrue(send(self.calling("Un ?"), self.bruno, by=self.chloe, at=long_ago))
        self.assertTrue(send(self.calling("Deux ?"), self.bruno, by=self.chloe, at=self.now))
        self.assertFalse(send(self.call, self.bruno, by=self.chloe, at=self.now))

    def test_only_who_agreed_is_asked(self):
        page = self.client.get(self.url).content.decode()
        self.assertIn("Bruno Côté", page)
        self.assertNotIn("Inès Lopez", page)
        self.assertEqual(self.ask(self.ines).status_code, 422)
        Consent.say(self.bruno, "contact", given=False, at=self.now)
        self.assertEqual(self.ask(self.bruno).status_code, 422)
        for key in ("", "rien", "\0", self.key_of(self.chloe), "x" * 500):
            self.assertEqual(self.client.post(self.url, {"personne": key}).status_code, 422)
        self.assertEqual(self.sent(), 0)

    def test_in_a_private_circle_only_who_sits_there(self):
        club = Circle.open(self.bakers, by=self.chloe, at=self.now, name="Club", purpose="Entre nous.", is_private=True)
        club.seat(self.bruno, by=self.chloe, at=self.now)
        call = self.calling("Qui a déjà… ?", circle=club)
        self.assertEqual((self.ask(self.farid, call).status_code, self.ask(self.bruno, call).status_code), (422, 303))

    def test_who_may_ask(self):
        for someone, status in (
            (self.dan, 404),
            (self.gaston, 404),
            (self.bruno, 403),
            (self.amina, 403),
            (self.chloe, 200),
        ):
            self.client.force_login(someone)
            self.assertEqual(self.client.get(self.url).status_code, status, someone)
        self.call.close_call(by=self.chloe, at=self.now)
        self.assertEqual(self.client.get(self.url).status_code, 403)

    def test_only_the_two_of_them_know(self):
        self.ask(self.bruno)
        seen = {
            p.name: Solicitation.objects.visible_to(Viewer(p)).count() for p in (self.chloe, self.bruno, self.amina)
        }
        self.assertEqual(seen, {"Chloé Dion": 1, "Bruno Côté": 1, "Amina Benali": 0})
        self.assertEqual(Solicitation.objects.visible_to(Viewer(None)).count(), 0)

    def test_who_is_free_to_be_asked(self):
        everybody = [p.pk for p in (self.bruno, self.farid, self.amina, self.ines, self.chloe)]
        free = asking.may_be_asked(Viewer(self.chloe), self.bakers, everybody, at=self.now)
        self.assertEqual(set(free), {self.bruno.pk, self.farid.pk, self.amina.pk})
        self.membership_of(self.farid).pause(at=self.now)
        self.bruno.be_asked(1, at=self.now)
        self.ask(self.bruno)
        free = asking.may_be_asked(Viewer(self.chloe), self.bakers, everybody, at=self.now)
        self.assertEqual(set(free), {self.amina.pk})

    def test_the_page_costs_the_same_with_three_people_and_with_ten(self):
        self.cost()
        before = min(self.cost(), self.cost())
        for someone in (self.ines, self.gaston):
            Consent.say(someone, "contact", given=True, at=self.now)
        self.assertEqual(min(self.cost(), self.cost()), before)  # the index is asked now and then which shelf serves
        self.assertLessEqual(before, 12)

    def cost(self) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as seen:
            self.client.get(self.url)
        return len(seen)

    def test_ones_limit_is_set_beside_the_consent(self):
        self.client.force_login(self.bruno)
        page = self.client.get("/moi/accords/").content.decode()
        self.assertIn('name="fois"', page)
        self.assertEqual(self.client.post("/moi/accords/demandes/", {"fois": "4"}).status_code, 303)
        self.bruno.refresh_from_db()
        self.assertEqual(self.bruno.asked_at_most, 4)
        for times in ("0", "3", "", "\0", "99999999"):
            self.assertEqual(self.client.post("/moi/accords/demandes/", {"fois": times}).status_code, 404, times)
        self.client.force_login(self.ines)
        self.assertNotIn('name="fois"', self.client.get("/moi/accords/").content.decode())

    def test_the_question_comes_along_from_where_it_was_typed(self):
        page = self.client.get(f"/c/{self.bakers.slug}/echanges/appel/?question=Qui+sait%00+%3Cb%3E")
        self.assertIn('value="Qui sait &lt;b&gt;"', page.content.decode())
        self.assertEqual(mail.outbox, [])
