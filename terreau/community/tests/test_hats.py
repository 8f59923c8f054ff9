"""Hats are offered and accepted, by those who hold what they give; the coordination is handed over."""

import html

from django.core.exceptions import PermissionDenied, ValidationError

from terreau.community.models import Handover, Hat, Membership

from .pages import Pages

K = Hat.Kind


class Hats(Pages):
    def offer(self, by, someone, kind, **said):
        return self.post(by, "hat-offering", member=self.membership_of(someone).key, kind=kind, **said)

    def hat(self, someone, kind):
        return Hat.of(Membership.of(self.bakers, someone), kind)

    def wears(self, someone, kind) -> bool:
        hat = self.hat(someone, kind)
        return hat is not None and hat.accepted_at is not None


class ShelfTest(Hats):
    def test_who_wears_what_since_when_and_what_is_free_without_blame(self):
        answer = self.get(self.chloe, "hats")
        self.says(answer, "Amina Benali")
        self.says(answer, "depuis le 2 mars 2026")
        self.says(answer, "Libre")
        self.assertEqual(answer.content.decode().count("hat--free"), 6)  # nine kinds, two worn, elders never lacking

    def test_only_members_see_the_shelf(self):
        self.refuses("hats", method="get", to={self.dan: 404, self.gaston: 404})

    def test_offers_are_seen_by_those_concerned_alone(self):
        self.offer(self.amina, self.bruno, K.ELDER)
        self.says(self.get(self.bruno, "hats"), "J’accepte")
        self.is_silent_on(self.get(self.chloe, "hats"), "Proposé à")
        self.says(self.get(self.bruno, "place"), "On vous propose")

    def test_to_whom_it_is_offered_finds_it_at_once(self):
        """On the home page, then first on the shelf: who offers it, what it lets one do, who will see it."""
        self.is_silent_on(self.get(self.bruno, "home"), "On vous propose un chapeau")
        self.offer(self.amina, self.bruno, K.ELDER)
        self.says(self.get(self.bruno, "home"), "On vous propose un chapeau")
        for someone in (self.chloe, self.amina):
            self.is_silent_on(self.get(someone, "home"), "On vous propose un chapeau")
        shelf = html.unescape(self.get(self.bruno, "hats").content.decode())
        self.assertLess(shelf.index("Amina Benali a pensé à vous"), shelf.index('class="hats"'))
        self.assertLess(shelf.index("tenir la page de culture"), shelf.index("J’accepte"))
        self.assertLess(shelf.index("Un refus ne se voit qu’à la coordination"), shelf.index("J’accepte"))
        self.assertEqual(shelf.count("J’accepte"), 1)
        self.post(self.bruno, "hat-accepting", self.membership_of(self.bruno).key, K.ELDER)
        self.is_silent_on(self.get(self.bruno, "home"), "On vous propose un chapeau")

    def test_a_hat_is_called_as_its_wearer_is_spoken_of(self):
        """Everywhere it stands beside a name; on the shelf, where it is nobody's yet, both words stay."""
        self.offer(self.amina, self.bruno, K.ELDER)
        self.post(self.bruno, "hat-accepting", self.membership_of(self.bruno).key, K.ELDER)
        beside = [("person", self.bruno.key), ("people",), ("members",), ("journal",)]
        for agreement, said in (("f", "Doyenne"), ("m", "Doyen"), ("", "Doyenne ou doyen")):
            self.bruno.describe(agreement=agreement, at=self.now)
            for page in beside:
                told = html.unescape(self.get(self.amina, *page).content.decode())
                self.assertRegex(told, rf"[>\s]{said}(?! ou)\b", page)
        self.says(self.get(self.amina, "hats"), "Doyenne ou doyen")


class OfferingTest(Hats):
    def test_an_offered_hat_carries_nothing_until_accepted(self):
        self.assertEqual(self.offer(self.amina, self.bruno, K.FACILITATION).status_code, 303)
        self.assertEqual(self.membership_of(self.bruno).powers, frozenset())
        bruno = self.membership_of(self.bruno).key
        for _click in range(2):
            self.assertEqual(self.post(self.bruno, "hat-accepting", bruno, K.FACILITATION).status_code, 303)
        self.assertIn("admit", self.membership_of(self.bruno).powers)
        self.assertEqual(self.acts().count("hat-accepted"), 3)

    def test_nobody_accepts_for_somebody_else(self):
        self.offer(self.amina, self.bruno, K.ELDER)
        bruno = self.membership_of(self.bruno).key
        to = {self.amina: 403, self.chloe: 404, self.farid: 404, self.dan: 404, self.gaston: 404}
        self.refuses("hat-accepting", bruno, K.ELDER, to=to)

    def test_who_offers(self):
        bruno = self.membership_of(self.bruno).key
        to = {self.chloe: 403, self.gaston: 404, self.dan: 404}
        self.refuses("hat-offering", to=to, member=bruno, kind=K.CORE)
        self.refuses("hat-offering", method="get", to=to)

    def test_nobody_gives_what_they_do_not_hold(self):
        for kind in Hat.Kind.values:
            may = Hat.CARRIES.get(kind, frozenset()) <= self.membership_of(self.farid).powers
            status = self.offer(self.farid, self.bruno, kind).status_code
            self.assertEqual(status, 303 if may else 422, kind)
        with self.assertRaises(PermissionDenied):
            Hat.offer(self.membership_of(self.chloe), K.COORDINATION, by=self.membership_of(self.farid), at=self.now)
        with self.assertRaises(PermissionDenied):
            Hat.offer(self.membership_of(self.chloe), K.CORE, by=self.membership_of(self.bruno), at=self.now)

    def test_an_unknown_hat_or_person_is_refused(self):
        self.assertEqual(self.offer(self.amina, self.bruno, "king").status_code, 422)
        answer = self.post(self.amina, "hat-offering", member="nobody", kind=K.CORE)
        self.assertEqual(answer.status_code, 422)

    def test_offering_twice_is_offering_once(self):
        for _click in range(2):
            self.offer(self.amina, self.bruno, K.CORE)
        self.assertEqual(self.acts().count("hat-offered"), 2)  # Farid's in the cast, and this one

    def test_an_offer_falls_with_the_right_of_whoever_made_it(self):
        self.offer(self.amina, self.chloe, K.COORDINATION)
        self.post(self.chloe, "hat-accepting", self.membership_of(self.chloe).key, K.COORDINATION)
        self.offer(self.amina, self.bruno, K.COORDINATION)
        self.membership_of(self.amina).leave(at=self.now)
        self.post(self.bruno, "hat-accepting", self.membership_of(self.bruno).key, K.COORDINATION)
        self.assertFalse(self.wears(self.bruno, K.COORDINATION))


class LayingDownTest(Hats):
    def lay_down(self, by, someone, kind):
        return self.post(by, "hat-laying-down", Membership.of(self.bakers, someone).key, kind)

    def test_ones_own_at_any_time_and_once(self):
        for _click in range(2):
            self.assertEqual(self.lay_down(self.farid, self.farid, K.FACILITATION).status_code, 303)
        self.assertFalse(self.wears(self.farid, K.FACILITATION))
        self.assertEqual(self.acts().count("hat-laid-down"), 1)

    def test_no_to_an_offer(self):
        self.offer(self.amina, self.bruno, K.ELDER)
        for _click in range(2):
            self.lay_down(self.bruno, self.bruno, K.ELDER)
        self.assertIsNone(self.hat(self.bruno, K.ELDER))
        self.says(self.get(self.amina, "journal"), "Bruno Côté n’a pas pris un chapeau")
        self.says(self.get(self.amina, "journal"), "<p>Bruno Côté n’a pas pris un chapeau\u00a0: Doyenne ou doyen</p>")
        self.offer(self.amina, self.bruno, K.CORE)
        self.lay_down(self.amina, self.bruno, K.CORE)
        self.says(self.get(self.amina, "journal"), "Amina Benali a repris l’offre d’un chapeau")
        ends = [act for act in self.acts() if act in ("hat-declined", "hat-offer-taken-back", "hat-laid-down")]
        self.assertEqual(ends, ["hat-declined", "hat-offer-taken-back"])

    def test_somebody_elses_only_by_the_coordination(self):
        farid = self.membership_of(self.farid).key
        to = {self.bruno: 403, self.chloe: 403, self.gaston: 404, self.dan: 404}
        self.refuses("hat-laying-down", farid, K.FACILITATION, to=to)
        self.refuses("hat-accepting", farid, "a\0b", to={self.amina: 404})
        self.assertEqual(self.lay_down(self.amina, self.farid, K.FACILITATION).status_code, 303)

    def test_the_last_coordination_is_handed_over_first(self):
        answer = self.lay_down(self.amina, self.amina, K.COORDINATION)
        self.assertEqual(answer.url, self.address("handing-over"))
        self.assertTrue(self.wears(self.amina, K.COORDINATION))


class HandoverTest(Hats):
    WORDS = {"rhythm": "Le premier jeudi, Bruno prépare le four.", "promises": "Une visite en juin.", "contacts": ""}

    def hand_over(self, by=None, to=None, **said):
        words = {**self.WORDS, "member": self.membership_of(to or self.bruno).key, **said}
        return self.post(by or self.amina, "handing-over", **words)

    def handover(self):
        return Handover.objects.get()

    def test_in_three_screens_and_the_giver_lays_their_hat_down(self):
        page = self.get(self.amina, "handing-over")
        for words in ("Chapeaux portés", "Cercles ouverts", "Invitations sans réponse", "Accueils en cours", "Fours"):
            self.says(page, words)
        answer = self.hand_over()
        handover = self.handover()
        self.assertEqual(answer.url, self.address("handover", handover.key))
        self.says(self.get(self.bruno, "handover", handover.key), "Une visite en juin.")
        self.assertEqual(self.post(self.bruno, "taking-over", handover.key).status_code, 303)
        self.assertEqual(
            (self.wears(self.bruno, K.COORDINATION), self.wears(self.amina, K.COORDINATION)), (True, False)
        )
        self.membership_of(self.amina).leave(at=self.now)

    def test_the_giver_may_stay(self):
        self.hand_over(giver_stays="on")
        self.post(self.bruno, "taking-over", self.handover().key)
        self.assertTrue(self.wears(self.amina, K.COORDINATION))

    def test_the_words_passed_on_are_found_before_and_after(self):
        """Beside the hat that is offered; once accepted, among the handovers of whoever coordinates."""
        self.hand_over()
        address = self.address("handover", self.handover().key)
        for page in ("hats", "place"):
            self.says(self.get(self.bruno, page), address)
            self.is_silent_on(self.get(self.chloe, page), address)
        bruno = self.membership_of(self.bruno).key
        self.assertEqual(self.post(self.bruno, "hat-accepting", bruno, K.COORDINATION).url, address)
        self.is_silent_on(self.get(self.bruno, "hats"), address)
        self.says(self.get(self.bruno, "handing-over"), address)

    def test_an_offer_that_ends_takes_its_page_along(self):
        """Taken back or refused from the hats: nothing waits any more, and another's offer undoes nobody's hat."""
        for by in (self.amina, self.bruno):
            self.hand_over()
            address = self.address("handover", Handover.objects.latest("id").key)
            self.says(self.get(self.amina, "handover", Handover.objects.latest("id").key), "On attend sa réponse")
            bruno = self.membership_of(self.bruno).key
            self.assertEqual(self.post(by, "hat-laying-down", bruno, K.COORDINATION).status_code, 303)
            self.is_silent_on(self.get(self.bruno, "hats"), address)
            self.says(self.get(self.bruno, "handover", Handover.objects.latest("id").key), "Restée sans suite")
        self.offer(self.amina, self.bruno, K.COORDINATION)
        self.post(self.bruno, "hat-accepting", self.membership_of(self.bruno).key, K.COORDINATION)
        self.assertTrue(self.wears(self.amina, K.COORDINATION))
        self.assertTrue(self.wears(self.bruno, K.COORDINATION))

    def test_an_offer_to_somebody_who_went_is_over_for_good(self):
        """Back again and offered the hat by another, they undo nobody's."""
        self.hand_over()
        self.membership_of(self.bruno).leave(at=self.now)
        Membership.enter(self.bakers, self.bruno, by=self.bruno, at=self.now)
        self.offer(self.amina, self.bruno, K.COORDINATION)
        self.post(self.bruno, "hat-accepting", self.membership_of(self.bruno).key, K.COORDINATION)
        self.assertEqual((self.wears(self.amina, K.COORDINATION), self.wears(self.bruno, K.COORDINATION)), (True, True))

    def test_accepting_the_hat_accepts_the_handover(self):
        self.hand_over()
        self.post(self.bruno, "hat-accepting", self.membership_of(self.bruno).key, K.COORDINATION)
        self.assertIsNotNone(self.handover().accepted_at)
        self.assertFalse(self.wears(self.amina, K.COORDINATION))

    def test_second_clicks(self):
        for _click in range(2):
            self.hand_over(rhythm="Le jeudi.")
        self.assertEqual((Handover.objects.count(), self.handover().rhythm), (1, "Le jeudi."))
        for _click in range(2):
            self.post(self.bruno, "taking-over", self.handover().key)
        self.assertEqual(self.acts().count("handover-accepted"), 1)
        self.post(self.bruno, "handover-declining", self.handover().key)
        self.assertTrue(self.wears(self.bruno, K.COORDINATION))

    def test_no_is_an_answer(self):
        self.hand_over()
        self.post(self.bruno, "handover-declining", self.handover().key)
        self.assertIsNone(self.hat(self.bruno, K.COORDINATION))
        self.post(self.bruno, "taking-over", self.handover().key)
        self.assertFalse(self.wears(self.bruno, K.COORDINATION))
        self.assertTrue(self.wears(self.amina, K.COORDINATION))

    def test_who_hands_over_and_who_reads(self):
        to = {self.farid: 403, self.chloe: 403, self.gaston: 404, self.dan: 404}
        self.refuses("handing-over", method="get", to=to)
        self.refuses("handing-over", to=to, member=self.membership_of(self.chloe).key)
        self.hand_over()
        key = self.handover().key
        others = {self.farid: 404, self.chloe: 404, self.gaston: 404, self.dan: 404}
        self.refuses("handover", key, method="get", to=others)
        for name in ("taking-over", "handover-declining"):
            self.refuses(name, key, to={**others, self.amina: 403})

    def test_not_to_oneself(self):
        self.assertEqual(self.hand_over(to=self.amina).status_code, 422)

    def test_an_offer_taken_back_is_said(self):
        self.hand_over()
        self.hat(self.bruno, K.COORDINATION).lay_down(by=self.amina, at=self.now)
        with self.assertRaises(ValidationError):
            self.handover().accept(at=self.now)
        self.post(self.bruno, "taking-over", self.handover().key)
        self.assertTrue(self.wears(self.amina, K.COORDINATION))
