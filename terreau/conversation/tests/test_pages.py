"""The pages of the conversations, as each person of the cast finds them."""

import html

from django.test import TestCase
from django.urls import reverse

from terreau.conversation.models import Thread
from tests.cast import Cast


class Pages(Cast, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.flour = Thread.start(cls.bakers, by=cls.bruno, at=cls.now, text="Quelle farine ?\n\nJ’hésite.")
        cls.secret = Thread.start(cls.bakers, by=cls.bruno, at=cls.now, text="canari-four", circle=cls.ovens)
        cls.list = reverse("conversation:threads", args=["boulange"])

    def page(self, someone, address):
        if someone is not None:
            self.client.force_login(someone)
        else:
            self.client.logout()
        return self.client.get(address)

    def test_list(self):
        for someone, status, sees_flour, sees_secret in (
            (self.bruno, 200, True, True),
            (self.chloe, 200, True, False),
            (self.gaston, 200, False, True),
            (self.dan, 404, False, False),
            (None, 302, False, False),
        ):
            with self.subTest(someone=someone):
                answer = self.page(someone, self.list)
                self.assertEqual(answer.status_code, status)
                said = answer.content.decode()
                self.assertEqual(("Quelle farine" in said, "canari-four" in said), (sees_flour, sees_secret))

    def test_thread(self):
        for someone, flour, secret in (
            (self.bruno, 200, 200),
            (self.chloe, 200, 404),
            (self.gaston, 404, 200),
            (self.dan, 404, 404),
            (None, 302, 302),
        ):
            with self.subTest(someone=someone):
                self.assertEqual(self.page(someone, self.flour.get_absolute_url()).status_code, flour)
                self.assertEqual(self.page(someone, self.secret.get_absolute_url()).status_code, secret)

    def test_whoever_left_is_called_in_the_list_as_they_were_promised(self):
        self.flour.reply(by=self.chloe, at=self.now, text="La T80.")
        Thread.start(self.bakers, by=self.chloe, at=self.now, text="Et le sel ?")
        self.chloe.depart(at=self.now, keep="words")
        said = html.unescape(self.page(self.bruno, self.list).content.decode())
        self.assertIn("Bruno, puis une personne partie, ", said)
        self.assertIn("Une personne partie, ", said)
