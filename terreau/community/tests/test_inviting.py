"""Letters, links and QR codes: written by who may, within bounds, and taken back."""

from datetime import timedelta

import time_machine
from django.conf import settings

from terreau.community.models import Community

from .invited import WORD, Doors


class WritingTest(Doors):
    def write(self, by, **said):
        return self.post(by, "inviting", **{"name": "Lise Roy", "email": "Lise@Example.org", "word": WORD, **said})

    def test_any_member_writes_to_somebody_they_know(self):
        self.assertEqual(self.write(self.chloe).status_code, 303)
        made = self.bakers.invitations.get()
        self.assertEqual(
            (made.email, made.name, made.by, made.uses_left), ("lise@example.org", "Lise Roy", self.chloe, 1)
        )

    def test_where_each_request_is_answered_only_who_answers_invites(self):
        self.bakers.describe(by=self.amina, at=self.now, entry=Community.Entry.REQUEST, public_page=True)
        self.says(self.get(self.chloe, "inviting"), "quelqu’un répond à chaque demande")
        self.assertEqual(self.write(self.chloe).status_code, 403)
        self.assertEqual(self.write(self.farid).status_code, 303)

    def test_strangers_and_guests_find_nothing(self):
        self.refuses("inviting", to={self.dan: 404, self.gaston: 404}, name="L", email="l@example.org", word="x")

    def test_the_second_click_sends_no_second_letter(self):
        self.write(self.chloe)
        self.write(self.chloe)
        self.assertEqual(self.acts().count("invitation-written"), 1)

    def test_what_is_wrong_is_said_and_what_was_typed_stays(self):
        answer = self.write(self.chloe, name="", email="lise", word="")
        self.assertEqual(answer.status_code, 422)
        for words in (
            "Une invitation s’adresse à quelqu’un.",
            "Cette adresse est incomplète",
            "pourquoi vous pensez à elle",
        ):
            self.says(answer, words)
        self.says(answer, 'value="lise"')

    def test_the_page_promised_lies_in_this_community(self):
        for landing in (
            "https://ailleurs.example.org/",
            "//ailleurs",
            "/c/autre/",
            "/c/boulange/../../admin/",
            "/c/boulangerie/",
        ):
            answer = self.write(self.chloe, landing=landing)
            self.says(answer, "n’est pas celle d’une page de la communauté")
        self.write(self.chloe, landing="http://testserver/c/boulange/communaute/culture/")
        self.assertEqual(self.bakers.invitations.get().landing, "/c/boulange/communaute/culture/")

    def test_no_more_than_two_letters_wait_at_one_address(self):
        for by in (self.amina, self.bruno):
            self.assertEqual(self.write(by).status_code, 303)
        self.says(self.write(self.chloe), "Deux invitations attendent déjà")

    def test_no_more_than_twenty_letters_a_day(self):
        for n in range(20):
            self.letter(by=self.chloe, email=f"n{n}@example.org")
        self.says(self.write(self.chloe), "Vingt invitations sont parties en un jour")
        with time_machine.travel(self.now + timedelta(days=1, minutes=1)):
            self.assertEqual(self.write(self.chloe).status_code, 303)

    def test_one_sees_ones_own_and_who_admits_sees_all(self):
        self.letter(by=self.bruno)
        self.is_silent_on(self.get(self.chloe, "inviting"), "lise@example.org")
        self.says(self.get(self.bruno, "inviting"), "lise@example.org")
        self.says(self.get(self.farid, "inviting"), "lise@example.org")


class LinkTest(Doors):
    def make(self, by, **said):
        return self.post(by, "linking", **{"uses": 5, "days": 30, **said})

    def test_only_who_admits_makes_a_link(self):
        self.assertEqual(self.make(self.farid).status_code, 303)
        self.refuses("linking", to={self.chloe: 403, self.gaston: 404, self.dan: 404}, uses=5, days=30)

    def test_how_many_and_how_long_are_bounded(self):
        for said in ({"uses": 0}, {"uses": 101}, {"uses": "beaucoup"}, {"days": 4000}):
            self.assertEqual(self.make(self.amina, **said).status_code, 422, said)

    def test_the_qr_code_is_a_drawing_of_the_address(self):
        invitation = self.link()
        answer = self.get(self.amina, "invitation-qr", invitation.key)
        self.assertEqual(answer["Content-Type"], "image/svg+xml")
        self.assertTrue(answer.content.startswith(b"<?xml"))
        self.assertIn(b'xmlns="http://www.w3.org/2000/svg"', answer.content)
        self.says(self.get(self.amina, "invitation-link", invitation.key), f"{settings.ADDRESS}/invitation/")

    def test_a_link_that_goes_too_far_is_taken_back_where_it_is_read(self):
        invitation = self.link()
        act = self.address("invitation-revoking", invitation.key)
        self.says(self.get(self.amina, "invitation-link", invitation.key), act)
        self.as_(self.amina).post(act)
        spent = self.get(self.amina, "invitation-link", invitation.key)
        self.says(spent, "Il n’ouvre plus rien.")
        for words in (act, "/invitation/", "qr.svg", "Qui tient ce lien peut entrer"):
            self.is_silent_on(spent, words)

    def test_nobody_is_shown_the_address_of_a_letter(self):
        letter = self.letter(by=self.amina)
        for name in ("invitation-link", "invitation-qr"):
            self.refuses(name, letter.key, method="get", to={self.amina: 404, self.farid: 404, self.bruno: 404})
        self.refuses(
            "invitation-qr", self.link().key, method="get", to={self.bruno: 404, self.dan: 404, self.gaston: 404}
        )

    def test_revoking_is_for_the_writer_and_who_admits(self):
        letter = self.letter(by=self.bruno)
        self.refuses("invitation-revoking", letter.key, to={self.chloe: 404, self.dan: 404, self.gaston: 404})
        self.assertEqual(self.post(self.farid, "invitation-revoking", letter.key).status_code, 303)
        before = self.acts()
        self.post(self.bruno, "invitation-revoking", letter.key)
        self.assertEqual(self.acts(), before)
        self.assertEqual(self.land(letter).status_code, 410)
