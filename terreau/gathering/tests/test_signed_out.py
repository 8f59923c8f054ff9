"""Signed out, every address of gatherings answers alike, whether or not anything is there: the sign-in page."""

import re

from django.test import TestCase
from django.urls import reverse

from terreau.community.models import Community
from terreau.gathering.urls import urlpatterns
from tests.cast import Cast

OPEN = {"by-mail", "guest", "guest-ics", "feed"}  # by a link that only its holder has


class SignedOut(Cast, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        Community.objects.filter(pk=cls.bakers.pk).update(public_page=True)
        cls.hidden = Community.found(slug="cachee", name="Cachée", by=cls.amina, at=cls.then)

    def addresses(self, slug: str):
        for one in urlpatterns:
            if one.name not in OPEN:
                wanted = re.findall(r"<\w+:(\w+)>", str(one.pattern))
                yield reverse(
                    f"gathering:{one.name}", kwargs={name: slug if name == "slug" else "rien" for name in wanted}
                )

    def test_the_same_for_what_is_public_hidden_or_nowhere(self):
        for slug in (self.bakers.slug, self.hidden.slug, "nulle-part"):
            for address in self.addresses(slug):
                for ask in (self.client.get, self.client.post):
                    with self.subTest(address=address, method=ask.__name__):
                        answer = ask(address)
                        self.assertEqual((answer.status_code, answer["Location"].split("?")[0]), (302, "/connexion/"))

    def test_a_stranger_who_signed_in_is_told_of_nothing(self):
        self.client.force_login(self.dan)
        for slug in (self.hidden.slug, "nulle-part"):
            for address in self.addresses(slug):
                if "/c/" in address:
                    with self.subTest(address=address):
                        self.assertIn(self.client.get(address).status_code, (404, 405))
