"""Coming in, asking, being refused with a reason, coming back."""

from datetime import timedelta

import time_machine
from django.test import Client, TestCase

from terreau.community import clock
from terreau.community.models import Community, Membership
from terreau.people import doors
from tests.cast import THEN, person

from .pages import Pages

WHY = "J’ouvre un fournil en mai."


class Door(Pages):
    def open_the_door(self, entry):
        self.bakers.describe(by=self.amina, at=self.now, entry=entry, public_page=True)

    def row_of(self, someone):
        return Membership.of(self.bakers, someone)


class FrontTest(Door):
    def test_a_public_page_says_how_one_comes_in_and_no_name(self):
        self.open_the_door(Community.Entry.REQUEST)
        for someone in (None, self.dan):
            answer = self.get(someone, "home")
            self.assertEqual(answer.status_code, 200)
            self.says(answer, "Mieux pétrir, ensemble.")
            self.says(answer, "Demander à entrer")
            self.is_silent_on(answer, "Amina")

    def test_visitors_pages_may_be_kept_and_nobody_elses(self):
        self.open_the_door(Community.Entry.OPEN)
        self.assertEqual(self.get(None, "home")["X-Cache-For-Visitors"], "3")
        self.assertEqual(self.as_(None).get("/")["X-Cache-For-Visitors"], "3")
        self.assertNotIn("X-Cache-For-Visitors", self.get(self.dan, "home"))
        self.assertNotIn("X-Cache-For-Visitors", self.as_(self.dan).get("/"))

    def test_without_a_public_page_there_is_nothing(self):
        self.assertEqual(self.get(self.dan, "home").status_code, 404)
        self.assertEqual(self.get(self.dan, "join").status_code, 404)
        for name in ("home", "join", "people"):
            there, nowhere = self.get(None, name), self.as_(None).get(f"/c/nulle-part/{'' if name == 'home' else name}")
            self.assertEqual(there.status_code, 302)
            self.assertIn(nowhere.status_code, (302, 404))


class OpenDoorTest(Door):
    def setUp(self):
        self.open_the_door(Community.Entry.OPEN)

    def test_one_button_lets_in_and_leads_to_the_welcome(self):
        answer = self.post(self.dan, "join")
        self.assertEqual((answer.status_code, answer.url), (303, self.address("welcome")))
        self.assertTrue(self.row_of(self.dan).is_active)

    def test_the_second_click_changes_nothing(self):
        self.post(self.dan, "join")
        before = self.acts()
        self.assertEqual(self.post(self.dan, "join").url, self.address("home"))
        self.assertEqual(self.acts(), before)

    def test_somebody_taken_out_can_only_ask(self):
        self.membership_of(self.bruno).remove(by=self.amina, at=self.now, reason="Publicité.")
        self.refuses("join", to={self.bruno: 403})
        self.says(self.get(self.bruno, "join"), "Publicité.")
        self.assertEqual(self.post(self.bruno, "asking", brought_by=WHY).status_code, 303)
        self.assertEqual(self.row_of(self.bruno).status, Membership.Status.REQUESTED)
        self.refuses("join", to={self.bruno: 403})  # asking does not open the door again, nor taking it back
        self.says(self.get(self.amina, "requests"), "Publicité.")
        self.post(self.bruno, "withdrawing")
        self.refuses("join", to={self.bruno: 403})
        self.assertEqual(self.row_of(self.bruno).reason, "Publicité.")

    def test_visitors_are_led_to_sign_in_and_back(self):
        self.says(self.get(None, "join"), "J’entre avec mon courriel")
        answer = self.post(None, "join")
        self.assertEqual(answer.status_code, 302)
        self.assertIn("/connexion/", answer.url)

    def test_somebody_unknown_may_make_an_account_to_come_here(self):
        for address, lets_in in (
            (self.address("join"), True),
            (self.address("home"), True),
            (self.address("people"), False),
        ):
            self.assertIs(doors.one_is_open(doors.Knock("new@example.org", address, self.now)), lets_in)


class RequestTest(Door):
    def setUp(self):
        self.open_the_door(Community.Entry.REQUEST)

    def ask(self, someone=None):
        return self.post(someone or self.dan, "asking", brought_by=WHY)

    def test_asking_is_read_by_who_admits_and_by_nobody_else(self):
        self.ask()
        for someone in (self.amina, self.farid):
            self.says(self.get(someone, "requests"), WHY)
        self.refuses("requests", method="get", to={self.chloe: 403, self.gaston: 404, self.dan: 404})

    def test_asking_twice_is_asking_once(self):
        self.ask()
        before = self.acts()
        self.assertEqual(self.ask().status_code, 303)
        self.assertEqual(self.acts(), before)

    def test_an_empty_request_says_what_is_missing(self):
        answer = self.post(self.dan, "asking", brought_by=" ")
        self.assertEqual(answer.status_code, 422)
        self.says(answer, "Dites en une phrase ce qui vous amène.")
        self.assertIsNone(self.row_of(self.dan))

    def test_who_may_answer(self):
        self.ask()
        key = self.row_of(self.dan).key
        self.refuses("admitting", key, to={self.dan: 404, self.gaston: 404, self.chloe: 403})
        self.refuses("refusing", key, to={self.dan: 404, self.gaston: 404, self.chloe: 403}, reason="Non merci.")
        self.assertEqual(self.post(self.farid, "admitting", key).status_code, 303)
        self.assertEqual(self.row_of(self.dan).status, Membership.Status.ACTIVE)
        self.assertEqual(self.acts().count("membership-joined"), 6)
        self.post(self.farid, "admitting", key)
        self.assertEqual(self.acts().count("membership-joined"), 6)

    def test_a_no_gives_its_reason_and_the_person_reads_it(self):
        self.ask()
        key = self.row_of(self.dan).key
        self.assertEqual(self.post(self.amina, "refusing", key, reason="").status_code, 422)
        self.post(self.amina, "refusing", key, reason="Le groupe est complet cette année.")
        self.says(self.as_(self.dan).get("/"), "Le groupe est complet cette année.")
        self.assertEqual(self.get(self.dan, "people").status_code, 404)

    def test_a_request_taken_back_stays_taken_back(self):
        self.ask()
        key = self.row_of(self.dan).key
        self.post(self.dan, "withdrawing")
        self.post(self.dan, "withdrawing")
        self.post(self.amina, "admitting", key)
        self.assertEqual(self.row_of(self.dan).status, Membership.Status.LEFT)
        self.assertEqual(self.acts()[-1], "membership-withdrawn")

    def test_who_waits_sees_nothing_inside(self):
        self.ask()
        for name in ("people", "welcome", "circles", "culture", "hats", "place"):
            self.assertEqual(self.get(self.dan, name).status_code, 404, name)

    def test_one_does_not_walk_in(self):
        self.refuses("join", to={self.dan: 403})


class InvitedTest(Door):
    def test_an_offered_place_is_taken_with_one_button(self):
        Membership.offer(self.bakers, self.dan, by=self.amina, at=self.now)
        self.assertEqual(self.get(self.dan, "people").status_code, 404)
        self.assertEqual(self.get(self.dan, "join").status_code, 200)
        self.assertEqual(self.post(self.dan, "join").status_code, 303)
        self.assertTrue(self.row_of(self.dan).is_active)

    def test_who_was_taken_out_is_not_invited_back_by_a_list(self):
        self.membership_of(self.bruno).remove(by=self.amina, at=self.now, reason="Publicité.")
        Membership.offer(self.bakers, self.bruno, by=self.amina, at=self.now)
        self.assertEqual(self.row_of(self.bruno).status, Membership.Status.REMOVED)


class PauseTest(Door):
    def pause(self, until=""):
        return self.post(self.chloe, "pausing", until=until)

    def test_a_pause_closes_the_doors_and_keeps_the_place(self):
        self.assertEqual(self.pause().status_code, 303)
        self.assertContains(self.get(self.chloe, "people"), "Vous êtes en pause dans", status_code=404)
        self.assertNotContains(self.get(self.dan, "people"), "en pause", status_code=404)
        self.assertEqual(self.get(self.chloe, "home").url, self.address("join"))
        self.says(self.as_(self.chloe).get("/"), "Je reviens")
        self.assertEqual(self.post(self.chloe, "resuming").status_code, 303)
        self.assertEqual(self.get(self.chloe, "people").status_code, 200)
        before = self.acts()
        self.post(self.chloe, "resuming")
        self.assertEqual(self.acts(), before)

    def test_a_day_that_has_come_is_refused_in_words(self):
        answer = self.pause(until="2020-01-01")
        self.assertEqual(answer.status_code, 422)
        self.says(answer, "Choisissez un jour à venir.")
        self.assertEqual(self.pause(until="bientôt").status_code, 422)
        self.assertTrue(self.row_of(self.chloe).is_active)

    def test_a_pause_ends_by_itself_on_its_day_where_the_person_lives(self):
        day = self.now.astimezone(self.chloe.zone).date() + timedelta(days=10)
        self.pause(until=day.isoformat())
        clock.resume_those_due(self.now + timedelta(days=8))
        self.assertEqual(self.row_of(self.chloe).status, Membership.Status.PAUSED)
        clock.resume_those_due(self.now + timedelta(days=11))
        self.assertTrue(self.row_of(self.chloe).is_active)
        before = self.acts()
        clock.resume_those_due(self.now + timedelta(days=12))
        self.assertEqual(self.acts(), before)

    def test_the_only_coordinator_is_told_what_to_do_instead(self):
        answer = self.post(self.amina, "pausing", until="")
        self.assertEqual(answer.url, self.address("handing-over"))
        self.assertTrue(self.row_of(self.amina).is_active)


class PlaceTest(Door):
    def test_choosing_is_sending_and_can_be_taken_back(self):
        answer = self.post(self.chloe, "involvement", involvement="involved")
        self.assertEqual((answer.status_code, answer.url), (303, self.address("place") + "?avant=observe"))
        self.says(self.get(self.chloe, "place", avant="observe"), "Revenir à")
        self.assertEqual(self.row_of(self.chloe).involvement, "involved")
        part = self.as_(self.chloe).post(
            self.address("involvement"), {"involvement": "observe"}, headers={"HX-Request": "true"}
        )
        self.assertEqual(part.status_code, 200)
        self.assertEqual(self.row_of(self.chloe).involvement, "observe")

    def test_the_same_choice_twice_is_one_act(self):
        for _click in range(2):
            self.post(self.chloe, "involvement", involvement="exchange")
        self.assertEqual(self.acts().count("involvement-chosen"), 1)

    def test_an_unknown_choice_changes_nothing(self):
        self.assertEqual(self.post(self.chloe, "involvement", involvement="chief").status_code, 422)
        self.assertEqual(self.row_of(self.chloe).involvement, "observe")

    def test_only_members_have_a_place(self):
        for name in ("place", "leaving"):
            self.refuses(name, method="get", to={self.dan: 404, self.gaston: 404})
        self.refuses("involvement", to={self.dan: 404, self.gaston: 404}, involvement="observe")

    def test_leaving_says_what_stays_and_the_word_is_read_by_those_who_stay(self):
        self.says(self.get(self.chloe, "leaving"), "Ce qui reste")
        self.post(self.chloe, "leaving", farewell="Merci pour le levain.")
        self.assertEqual(self.row_of(self.chloe).status, Membership.Status.LEFT)
        self.assertEqual(self.get(self.chloe, "people").status_code, 404)
        self.says(self.get(self.bruno, "farewells"), "Merci pour le levain.")
        self.is_silent_on(self.get(self.bruno, "people"), "Chloé")

    def test_the_only_coordinator_cannot_leave(self):
        answer = self.post(self.amina, "leaving", farewell="")
        self.assertEqual(answer.url, self.address("handing-over"))
        self.says(self.as_(self.amina).get(self.address("place")), "Coordination")

    def test_leaving_ends_hats_and_seats(self):
        self.post(self.bruno, "leaving", farewell="")
        self.assertFalse(self.ovens.seats.filter(person=self.bruno, left_at=None).exists())
        self.post(self.farid, "leaving", farewell="")
        self.assertFalse(self.bakers.hats.filter(membership__person=self.farid, ended_at=None).exists())


class EmptyHouseTest(TestCase):
    def test_an_empty_installation_offers_a_first_gesture(self):
        someone, administrator = person("Dan Seul"), person("Odile Technique")
        administrator.make_administrator(by=None, at=THEN)
        for who, words in (
            (None, "toute neuve"),
            (someone, "la première communauté"),
            (administrator, "Premier geste"),
        ):
            client = Client()
            if who is not None:
                client.force_login(who)
            self.assertContains(client.get("/"), words)


class MineTest(Door):
    def test_where_i_belong_and_where_i_could_go(self):
        self.says(self.as_(self.bruno).get("/"), "Boulange de quartier")
        self.is_silent_on(self.as_(self.dan).get("/"), "Boulange de quartier")
        self.open_the_door(Community.Entry.OPEN)
        self.says(self.as_(self.dan).get("/"), "Boulange de quartier")

    def test_who_coordinates_two_finds_both(self):
        Community.found(slug="tissage", by=self.amina, at=self.then, name="Tissage lent")
        for name in ("Boulange de quartier", "Tissage lent"):
            self.says(self.as_(self.amina).get("/"), name)
        self.is_silent_on(self.as_(self.bruno).get("/"), "Tissage lent")

    def test_a_guest_finds_their_circle(self):
        answer = self.as_(self.gaston).get("/")
        self.says(answer, "Fours")
        self.assertEqual(self.get(self.gaston, "home").url, self.address("circle", self.ovens.key))

    def test_a_guest_whose_time_is_over_finds_nothing(self):
        with time_machine.travel(self.now + timedelta(days=31)):
            self.is_silent_on(self.as_(self.gaston).get("/"), "Fours")
            self.assertEqual(self.get(self.gaston, "circle", self.ovens.key).status_code, 404)
            self.assertEqual(self.get(self.gaston, "home").status_code, 404)

    def test_an_erased_person_is_in_no_list(self):
        other = person("Zoé Partie", email="zoe@example.org")
        Membership.enter(self.bakers, other, by=other, at=self.then)
        other.depart(at=self.now, keep="name")
        self.is_silent_on(self.get(self.bruno, "people"), "Zoé")
