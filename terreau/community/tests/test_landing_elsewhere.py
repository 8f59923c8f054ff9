"""An invitation opened where it was not expected: a phone that was lent, a second device, a door closed since."""

from datetime import timedelta

from django.test import Client

from terreau.people.models import Person, SignIn

from .invited import Doors


class SomebodyElsesPhoneTest(Doors):
    def test_a_letter_opened_by_a_member_is_still_for_its_reader(self):
        letter = self.letter()
        answer = self.land(letter, self.chloe)
        self.says(answer, "pour une autre adresse")
        self.says(answer, "sous ce nom\u00a0: Chloé")
        self.assertContains(answer, f'href="{self.address("welcome")}"')
        self.assertEqual(self.left(letter), 1)

    def test_a_letter_already_used_does_not_let_its_reader_be_somebody_else(self):
        letter = self.letter()
        self.accept(letter, name="Lise")
        self.assertEqual(self.land(letter, self.chloe).status_code, 410)
        lise = Person.objects.at_address("lise@example.org")
        self.assertEqual(self.land(letter, lise).url, self.address("welcome"))

    def test_signing_out_leads_back_to_the_invitation(self):
        letter, browser = self.letter(), self.as_(self.chloe)
        here = f"/invitation/{letter.token()}/"
        self.assertContains(browser.get(here), f'name="suite" value="{here}"')
        answer = browser.post("/deconnexion/", {"suite": here})
        self.assertEqual(answer.url, here)
        self.says(browser.get(here), "Votre nom")

    def test_a_link_opened_by_a_member_says_under_whose_name_they_are(self):
        answer = self.as_(self.chloe).get(f"/invitation/{self.link().token()}/", follow=True)
        self.says(answer, "Vous êtes déjà ici, sous ce nom\u00a0: Chloé")

    def test_on_a_second_device_the_way_in_leads_to_what_was_promised(self):
        letter = self.letter()
        self.accept(letter, name="Lise")
        here, browser = f"/invitation/{letter.token()}/", Client()
        self.assertContains(browser.get(here), f"/connexion/?suite={here.replace(':', '%3A')}", status_code=410)
        browser.post("/connexion/", {"email": "lise@example.org", "suite": here})
        code = SignIn.objects.get(email="lise@example.org").code()
        self.assertEqual(browser.post("/connexion/code/", {"code": code}).url, here)
        self.assertEqual(browser.get(here).url, self.address("welcome"))


class AsItIsTypedTest(Doors):
    def test_by_a_link_an_address_in_capitals_comes_in_just_as_well(self):
        link, browser = self.link(), Client()
        here = f"/invitation/{link.token()}/"
        browser.post(here + "courriel/", {"name": "Léo Nadeau", "email": "Leo.Nadeau@Example.ORG"})
        code = SignIn.objects.get(email="leo.nadeau@example.org").code()
        self.assertEqual(browser.post("/connexion/code/", {"code": code}).url, here)
        self.assertEqual(browser.get(here).url, self.address("welcome"))
        self.assertTrue(self.is_member("leo.nadeau@example.org"))

    def test_an_accent_in_an_address_is_named(self):
        answer = self.as_(None).post(
            f"/invitation/{self.link().token()}/courriel/", {"name": "Zoé", "email": "zoé@example.org"}
        )
        self.assertEqual(answer.status_code, 422)
        self.says(answer, "Il y a un accent")


class ClosedSinceTest(Doors):
    def test_who_no_longer_invites_is_not_said_to_be_able_to(self):
        letter = self.letter()
        self.membership_of(self.bruno).remove(by=self.amina, at=self.now, reason="Publicité.")
        answer = self.land(letter)
        self.assertEqual(answer.status_code, 410)
        self.says(answer, "n’invite plus ici")
        self.assertNotIn("Elle a trop attendu", answer.content.decode())


class WhoReadsAGuestTest(Doors):
    def test_a_guest_of_an_open_circle_is_told_that_everybody_reads_it(self):
        until = self.now + timedelta(days=20)
        for private, told in ((True, "Le cercle verra votre nom"), (False, "toute la communauté y lira votre nom")):
            with self.subTest(private=private):
                type(self.ovens).objects.filter(pk=self.ovens.pk).update(is_private=private)
                letter = self.letter(
                    by=self.amina, email=f"theo{private:d}@example.org", circle=self.ovens, guest_until=until
                )
                self.says(self.land(letter), told)
                form = self.get(self.amina, "guest-inviting", self.ovens.key)
                self.assertEqual("toute la communauté y verra son nom" in form.content.decode(), not private)

    def test_what_is_said_of_an_open_circle_stands_apart_from_its_last_day(self):
        type(self.ovens).objects.filter(pk=self.ovens.pk).update(ends_on=(self.now + timedelta(days=40)).date())
        page = self.get(self.amina, "circle", self.ovens.key).content.decode()
        self.assertNotIn(".Jusqu’au", page)
        self.assertIn(". Jusqu’au", page)
