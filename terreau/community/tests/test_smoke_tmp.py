from django.test import TestCase
from django.urls import reverse
from tests.cast import Cast

PAGES = [
    "home",
    "people",
    "welcome",
    "hats",
    "circles",
    "circle-opening",
    "culture",
    "words",
    "place",
    "leaving",
    "inviting",
    "farewells",
    "register",
    "stewarding",
    "settings",
    "requests",
    "members",
    "journal",
    "moderation",
    "handing-over",
    "hat-offering",
    "readings",
]


class Smoke(Cast, TestCase):
    def test_pages(self):
        self.client.force_login(self.amina)
        for p in PAGES:
            with self.subTest(p):
                r = self.client.get(reverse("community:" + p, args=["boulange"]))
                self.assertEqual(r.status_code, 200, p)
        for p, a in [
            ("mine", []),
            ("person", ["boulange", self.bruno.key]),
            ("circle", ["boulange", self.ovens.key]),
            ("circle-settings", ["boulange", self.ovens.key]),
            ("guest-inviting", ["boulange", self.ovens.key]),
            ("culture-section", ["boulange", "rituels"]),
            ("report", ["boulange", "people.person", self.bruno.key]),
            ("removing", ["boulange", self.membership_of(self.bruno).key]),
            ("welcoming", ["boulange", self.membership_of(self.ines).key]),
        ]:
            with self.subTest(p):
                self.assertEqual(self.client.get(reverse("community:" + p, args=a)).status_code, 200, p)
        self.client.force_login(self.ines)
        self.assertEqual(self.client.get(reverse("community:welcome", args=["boulange"])).status_code, 200)
        self.client.force_login(self.gaston)
        self.assertEqual(
            self.client.get(reverse("community:circle", args=["boulange", self.ovens.key])).status_code, 200
        )
        self.assertEqual(self.client.get("/").status_code, 200)
        self.client.force_login(self.admin)
        self.assertEqual(self.client.get("/communautes/nouvelle/").status_code, 200)
        self.client.logout()
        self.assertEqual(self.client.get("/").status_code, 200)
