"""The other side of an invitation: what it says, who it lets in, where it leads."""

from datetime import datetime, timedelta

import time_machine
from django.test import Client

from terreau.community.models import Circle, Invitation, Membership
from terreau.people.models import Person, SignIn
from tests.cast import person

from .invited import WORD, Doors


class LandingTest(Doors):
    def test_it_says_who_what_for_and_what_it_asks(self):
        answer = self.land(self.letter())
        for words in ("Bruno Côté vous invite", WORD, "Boulange de quartier", "rien", "Votre nom"):
            self.says(answer, words)
        self.assertNotIn("lise@example.org", answer.content.decode())

    def test_looking_never_uses_it(self):
        letter = self.letter()
        for _look in range(3):
            self.assertEqual(self.land(letter).status_code, 200)
        self.assertEqual(self.left(letter), 1)
        opened = self.as_(None).get(f"/invitation/{letter.token()}/accepter/")
        self.assertContains(opened, "Rien n’a été fait", status_code=405)
        self.assertEqual(opened.headers["Allow"], "POST")

    def test_from_the_letter_to_the_welcome_in_two_screens_without_a_password(self):
        letter, browser = self.letter(), Client()
        self.assertEqual(browser.get(f"/invitation/{letter.token()}/").status_code, 200)
        answer = browser.post(f"/invitation/{letter.token()}/accepter/", {"name": "Lise Roy-Dubé"})
        self.assertEqual((answer.status_code, answer.url), (302, self.address("welcome")))
        welcome = browser.get(answer.url)
        self.says(welcome, "Bienvenue, Lise.")
        self.assertTrue(self.is_member("lise@example.org"))
        lise = Person.objects.at_address("lise@example.org")
        self.assertEqual((lise.name, lise.claimed_at is not None), ("Lise Roy-Dubé", True))
        self.assertEqual(Membership.of(self.bakers, lise).invited_by, self.bruno)

    def test_a_name_is_all_it_asks_and_it_does_ask_it(self):
        letter = self.letter()
        answer = self.accept(letter, name="  ")
        self.assertEqual(answer.status_code, 422)
        self.assertEqual((self.left(letter), self.is_member("lise@example.org")), (1, False))

    def test_it_lands_on_the_thing_promised(self):
        letter = self.letter(landing="/c/boulange/communaute/culture/")
        self.assertEqual(self.accept(letter, name="Lise").url, "/c/boulange/communaute/culture/")

    def test_a_landing_written_elsewhere_falls_back_to_the_welcome(self):
        letter = self.letter(landing="https://ailleurs.example.org/")
        self.assertEqual(self.accept(letter, name="Lise").url, self.address("welcome"))

    def test_it_opens_only_for_its_address(self):
        letter = self.letter()
        self.says(self.land(letter, self.dan), "pour une autre adresse")
        self.assertEqual(self.accept(letter, self.dan).status_code, 422)
        self.assertEqual((self.left(letter), self.is_member(self.dan.email)), (1, False))

    def test_a_forwarded_letter_does_not_open_somebodys_account(self):
        letter = self.letter(email="dan@example.org")
        browser = Client()
        self.says(browser.get(f"/invitation/{letter.token()}/"), "Vous avez déjà un compte")
        answer = browser.post(f"/invitation/{letter.token()}/accepter/", {"name": "Dan"})
        self.assertEqual(answer.url, f"/invitation/{letter.token()}/")
        self.assertNotIn("_auth_user_id", browser.session)
        self.assertFalse(self.is_member("dan@example.org"))
        self.assertEqual(self.accept(letter, self.dan).status_code, 303)
        self.assertTrue(self.is_member("dan@example.org"))

    def test_somebody_known_but_never_seen_comes_in_by_their_letter(self):
        person("Lise Archive", email="lise@example.org", claimed=False)
        self.accept(self.letter(), name="Lise Roy")
        lise = Person.objects.at_address("lise@example.org")
        self.assertEqual((lise.name, lise.claimed_at is not None), ("Lise Roy", True))

    def test_a_used_letter_signs_nobody_in(self):
        letter = self.letter()
        self.accept(letter, name="Lise")
        browser = Client()
        answer = browser.post(f"/invitation/{letter.token()}/accepter/", {"name": "Lise"})
        self.assertEqual(answer.status_code, 410)
        self.assertNotIn("_auth_user_id", browser.session)
        self.says(answer, "Elle a déjà servi.")

    def test_over_taken_back_or_never_written_a_clear_page_with_a_gesture(self):
        letter = self.letter()
        with time_machine.travel(self.now + timedelta(days=31)):
            self.says(self.land(letter), "Elle a trop attendu.")
            self.assertEqual(self.accept(letter, name="Lise").status_code, 410)
        letter.revoke(by=self.bruno, at=self.now)
        self.says(self.land(letter), "l’a reprise")
        nobody = self.as_(None).get("/invitation/n-importe-quoi/")
        self.assertEqual(nobody.status_code, 410)
        self.says(nobody, "Le lien est incomplet")

    def test_the_inviters_right_is_asked_again(self):
        letter = self.letter()
        self.membership_of(self.bruno).remove(by=self.amina, at=self.now, reason="Publicité.")
        self.assertEqual(self.accept(letter, name="Lise").status_code, 410)
        self.assertFalse(self.is_member("lise@example.org"))
        self.assertIsNone(Person.objects.at_address("lise@example.org"))

    def test_a_link_of_somebody_who_no_longer_admits_opens_nothing(self):
        link = Invitation.write(self.bakers, by=self.farid, at=self.now, uses=5)
        self.assertEqual(self.land(link, self.dan).status_code, 200)
        self.membership_of(self.farid).hats_worn[0].lay_down(by=self.farid, at=self.now)
        self.assertEqual(self.land(link, self.dan).status_code, 410)

    def test_somebody_taken_out_can_only_ask(self):
        self.membership_of(self.bruno).remove(by=self.amina, at=self.now, reason="Publicité.")
        link = self.link()
        self.says(self.land(link, self.bruno), "Demander à revenir")
        self.assertEqual(self.accept(link, self.bruno).status_code, 422)
        self.assertEqual(self.left(link), 3)
        self.assertEqual(self.post(self.bruno, "asking", brought_by="J’ai compris.").status_code, 303)
        self.assertEqual(self.accept(link, self.bruno).status_code, 422)  # nor once they have asked
        self.assertEqual((self.left(link), self.is_member(self.bruno.email)), (3, False))

    def test_a_member_passes_without_using_it_up(self):
        link = self.link()
        self.assertEqual(self.land(link, self.chloe).url, self.address("welcome"))
        self.accept(link, self.chloe)
        self.assertEqual(self.left(link), 3)

    def test_waiting_invitations_are_on_my_communities(self):
        self.letter(email="dan@example.org")
        self.says(self.as_(self.dan).get("/"), "Bruno Côté vous invite")


class ByLinkTest(Doors):
    def test_a_link_asks_name_and_address_then_six_digits_and_one_is_in(self):
        link, browser = self.link(), Client()
        here = f"/invitation/{link.token()}/"
        answer = browser.post(here + "courriel/", {"name": "Léo Nadeau", "email": "leo@example.org"})
        self.assertEqual(answer.url, "/connexion/code/")
        code = SignIn.objects.get(email="leo@example.org").code()
        answer = browser.post("/connexion/code/", {"code": code})
        self.assertEqual(answer.url, here)
        self.assertEqual(browser.get(here).url, self.address("welcome"))
        self.assertTrue(self.is_member("leo@example.org"))
        self.assertEqual(self.left(link), 2)

    def test_another_address_still_reads_the_button(self):
        """What was filled in counts for the address it named; looking alone never lets anybody in."""
        link, browser = self.link(), self.as_(None)
        here = f"/invitation/{link.token()}/"
        browser.post(here + "courriel/", {"name": "Léo Nadeau", "email": "leo@example.org"})
        browser.force_login(self.dan)
        for _look in range(2):
            self.says(browser.get(here), "J’entre")
        self.assertFalse(self.is_member("dan@example.org"))
        self.assertEqual(self.left(link), 3)

    def test_each_person_counts_once(self):
        link = self.link(uses=1)
        for _click in range(2):
            self.assertEqual(self.accept(link, self.dan).status_code, 303)
        self.assertEqual(self.accept(link, self.admin).status_code, 410)
        self.assertEqual(self.acts().count("invitation-accepted"), 1)

    def test_a_wrong_address_is_said(self):
        answer = self.as_(None).post(f"/invitation/{self.link().token()}/courriel/", {"name": "Léo", "email": "leo"})
        self.assertEqual(answer.status_code, 422)
        self.says(answer, "Cette adresse est incomplète")

    def test_a_letter_does_not_take_another_address(self):
        letter = self.letter()
        answer = self.as_(None).post(
            f"/invitation/{letter.token()}/courriel/", {"name": "Léo", "email": "leo@example.org"}
        )
        self.assertEqual(answer.status_code, 410)


class GuestTest(Doors):
    def invite(self, by, **said):
        until = (self.now + timedelta(days=20)).date().isoformat()
        words = {"name": "Théo Paul", "email": "theo@example.org", "word": WORD, "until": until, **said}
        return self.post(by, "guest-inviting", self.ovens.key, **words)

    def test_only_hosts_invite_a_guest(self):
        words = {"name": "T", "email": "t@example.org", "word": "x", "until": "2099-01-01"}
        to = {self.bruno: 403, self.gaston: 403, self.chloe: 404, self.farid: 404, self.dan: 404}
        self.refuses("guest-inviting", self.ovens.key, to=to, **words)
        self.assertEqual(self.invite(self.amina).status_code, 303)

    def test_a_visit_ends_within_a_year(self):
        for until in ("2020-01-01", "2199-01-01", "", "demain"):
            self.assertEqual(self.invite(self.amina, until=until).status_code, 422, until)

    def test_the_last_day_is_the_one_that_was_chosen_where_the_community_is(self):
        """« 9 mars » chosen in Montréal is not « 10 mars » for who reads it without an account."""
        evening = datetime(2030, 3, 9, 23, 59, tzinfo=self.bakers.zone)
        letter = self.letter(by=self.amina, circle=self.ovens, guest_until=evening)
        self.says(self.land(letter), "Jusqu’au 9 mars 2030")

    def test_a_guest_sees_their_circle_and_nothing_else(self):
        self.invite(self.amina)
        letter = self.bakers.invitations.get()
        answer = self.accept(letter, name="Théo Paul")
        self.assertEqual(answer.url, self.address("circle", self.ovens.key))
        theo = Person.objects.at_address("theo@example.org")
        self.assertIsNone(Membership.of(self.bakers, theo))
        self.assertEqual(self.get(theo, "circle", self.ovens.key).status_code, 200)
        other = Circle.open(self.bakers, by=self.amina, at=self.now, name="Levains", purpose="Nourrir.")
        self.assertEqual(self.get(theo, "circle", other.key).status_code, 404)
        names = (
            "people",
            "welcome",
            "hats",
            "circles",
            "culture",
            "words",
            "place",
            "inviting",
            "farewells",
            "register",
        )
        for name in names:
            self.assertEqual(self.get(theo, name).status_code, 404, name)
        self.assertEqual(self.get(theo, "person", self.bruno.key).status_code, 404)

    def test_a_guest_invited_again_stays_longer_and_is_never_sent_away_sooner(self):
        sooner, later = self.now + timedelta(days=20), self.now + timedelta(days=90)
        first = self.letter(by=self.amina, email="theo@example.org", circle=self.ovens, guest_until=sooner)
        self.accept(first, name="Théo Paul")
        theo = Person.objects.at_address("theo@example.org")
        for until, kept, says in ((later, later, 200), (sooner, later, 303)):
            again = self.letter(by=self.amina, email="theo@example.org", circle=self.ovens, guest_until=until)
            with self.subTest(until=until):
                self.assertEqual(self.land(again, theo).status_code, says)
                self.assertEqual(self.accept(again, theo).url, self.address("circle", self.ovens.key))
                self.assertEqual(self.ovens.seats.get(person=theo).guest_until, kept)

    def test_the_host_must_still_host(self):
        self.invite(self.amina)
        letter = self.bakers.invitations.get()
        self.ovens.seats.get(person=self.amina).stop_hosting(by=self.amina, at=self.now)
        self.assertEqual(self.accept(letter, name="Théo").status_code, 410)

    def test_a_circle_that_ended_takes_no_guest(self):
        self.invite(self.amina)
        letter = self.bakers.invitations.get()
        self.ovens.end(by=self.amina, at=self.now)
        self.assertEqual(self.land(letter).status_code, 410)
