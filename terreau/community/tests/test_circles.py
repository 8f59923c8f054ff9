"""Circles: found by those who may, joined, hosted, ended; and guests who see one and nothing else."""

from datetime import timedelta

from django.core.exceptions import ValidationError

from terreau.community.models import Circle, Membership

from .pages import Pages

PURPOSE = "Nourrir un levain à quatre mains."


class Circles(Pages):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.leaven = Circle.open(cls.bakers, by=cls.bruno, at=cls.then, name="Levains", purpose=PURPOSE)

    def seat(self, circle, someone):
        return circle.seats.get(person=someone, left_at=None)

    def fresh(self, circle):
        return Circle.objects.get(pk=circle.pk)


class FindingTest(Circles):
    def test_an_open_circle_is_for_the_community_and_a_private_one_for_those_in_it(self):
        statuses = {self.bruno: (200, 200), self.chloe: (200, 404), self.amina: (200, 200)}
        statuses |= {self.gaston: (404, 200), self.dan: (404, 404), self.farid: (200, 404)}
        for someone, (leaven, ovens) in statuses.items():
            with self.subTest(someone=someone):
                self.assertEqual(self.get(someone, "circle", self.leaven.key).status_code, leaven)
                self.assertEqual(self.get(someone, "circle", self.ovens.key).status_code, ovens)

    def test_the_list_shows_no_private_circle_to_others(self):
        self.says(self.get(self.bruno, "circles"), "Fours")
        self.is_silent_on(self.get(self.chloe, "circles"), "Fours")
        self.is_silent_on(self.get(self.farid, "circles"), "Fours")

    def test_paused_left_and_removed_people_find_nothing(self):
        membership = self.membership_of(self.bruno)
        membership.pause(at=self.now)
        self.assertEqual(self.get(self.bruno, "circle", self.ovens.key).status_code, 404)
        membership.resume(at=self.now)
        membership.remove(by=self.amina, at=self.now, reason="Publicité.")
        self.assertEqual(self.get(self.bruno, "circle", self.ovens.key).status_code, 404)

    def test_a_guest_reads_names_and_finds_no_way_elsewhere(self):
        answer = self.get(self.gaston, "circle", self.ovens.key)
        self.says(answer, "Bruno Côté")
        self.says(answer, "Vous êtes de passage")
        self.is_silent_on(answer, self.address("person", self.bruno.key))
        self.is_silent_on(answer, f'"{self.address("circles")}"')

    def test_threads_of_the_circle_are_linked(self):
        self.says(self.get(self.bruno, "circle", self.ovens.key), f"?cercle={self.ovens.key}")


class OpeningTest(Circles):
    def test_whoever_opens_it_hosts_it(self):
        answer = self.post(self.chloe, "circle-opening", name="Pains de nuit", purpose="Cuire tard.")
        circle = Circle.objects.get(name="Pains de nuit")
        self.assertEqual(answer.url, self.address("circle", circle.key))
        self.assertTrue(self.seat(circle, self.chloe).is_host)

    def test_a_second_click_opens_no_second_circle(self):
        said = {"name": "Pains de nuit", "purpose": "Cuire tard."}
        first, second = (self.post(self.chloe, "circle-opening", **said).url for _click in range(2))
        self.assertEqual((first, Circle.objects.filter(name="Pains de nuit").count()), (second, 1))
        self.assertNotEqual(self.post(self.bruno, "circle-opening", **said).url, first)

    def test_strangers_and_guests_open_nothing(self):
        self.refuses("circle-opening", to={self.dan: 404, self.gaston: 404}, name="x", purpose="y")

    def test_what_is_missing_is_said(self):
        answer = self.post(self.chloe, "circle-opening", name="Pains", purpose="", ends_on="2020-01-01")
        self.assertEqual(answer.status_code, 422)
        self.says(answer, "Choisissez un jour à venir.")
        self.says(answer, 'value="Pains"')


class JoiningTest(Circles):
    def test_one_walks_into_an_open_circle_once(self):
        for _click in range(2):
            self.assertEqual(self.post(self.chloe, "circle-joining", self.leaven.key).status_code, 303)
        self.assertEqual(self.acts().count("circle-joined"), 2)  # Bruno's seat in the ovens, and this one

    def test_nobody_walks_into_a_private_one(self):
        to = {self.chloe: 404, self.dan: 404, self.gaston: 404}
        self.refuses("circle-joining", self.ovens.key, to=to)

    def test_nor_into_one_that_ended(self):
        self.leaven.end(by=self.bruno, at=self.now)
        self.refuses("circle-joining", self.leaven.key, to={self.chloe: 403})

    def test_leaving_closes_the_door_at_once(self):
        self.post(self.bruno, "circle-leaving", self.ovens.key)
        self.assertEqual(self.get(self.bruno, "circle", self.ovens.key).status_code, 404)
        before = self.acts()
        self.assertEqual(self.post(self.bruno, "circle-leaving", self.ovens.key).status_code, 303)
        self.assertEqual(self.acts(), before)

    def test_a_guest_may_leave_before_the_end(self):
        self.assertEqual(self.post(self.gaston, "circle-leaving", self.ovens.key).url, "/")
        self.assertEqual(self.get(self.gaston, "circle", self.ovens.key).status_code, 404)

    def test_a_guest_who_becomes_a_member_keeps_a_whole_seat(self):
        Membership.enter(self.bakers, self.gaston, by=self.gaston, at=self.now)
        self.ovens.seat(self.gaston, by=self.amina, at=self.now)
        seat = self.seat(self.ovens, self.gaston)
        self.assertIsNone(seat.guest_until)
        self.ovens.seat(self.gaston, by=self.amina, at=self.now, guest_until=self.now + timedelta(days=1))
        self.assertIsNone(self.seat(self.ovens, self.gaston).guest_until)


class HostingTest(Circles):
    def test_only_hosts_seat_end_and_settle(self):
        to = {self.bruno: 403, self.gaston: 403, self.chloe: 404, self.farid: 404, self.dan: 404}
        for name in ("seating", "circle-ending", "circle-prolonging", "circle-settings"):
            self.refuses(name, self.ovens.key, to=to)
        seat = self.seat(self.ovens, self.gaston)
        self.refuses("unseating", self.ovens.key, seat.key, to=to)
        self.refuses("hosting", self.ovens.key, self.seat(self.ovens, self.bruno).key, to=to)

    def test_a_host_seats_a_member_and_nobody_else(self):
        chloe = self.membership_of(self.chloe).key
        self.assertEqual(self.post(self.amina, "seating", self.ovens.key, member=chloe).status_code, 303)
        self.assertEqual(self.get(self.chloe, "circle", self.ovens.key).status_code, 200)
        for wrong in ("", "abcdefghjkmn", self.dan.key):
            self.assertEqual(self.post(self.amina, "seating", self.ovens.key, member=wrong).status_code, 422)

    def test_hosting_is_shared_and_laid_down(self):
        self.post(self.amina, "hosting", self.ovens.key, self.seat(self.ovens, self.bruno).key)
        self.assertTrue(self.seat(self.ovens, self.bruno).is_host)
        self.post(self.amina, "hosting-no-more", self.ovens.key)
        self.assertFalse(self.seat(self.ovens, self.amina).is_host)

    def test_a_guest_never_hosts(self):
        self.post(self.amina, "hosting", self.ovens.key, self.seat(self.ovens, self.gaston).key)
        self.assertFalse(self.seat(self.ovens, self.gaston).is_host)

    def test_when_nobody_hosts_somebody_who_sits_there_may(self):
        bruno = self.seat(self.ovens, self.bruno)
        self.refuses("hosting", self.ovens.key, bruno.key, to={self.bruno: 403})
        self.post(self.amina, "hosting-no-more", self.ovens.key)
        self.says(self.get(self.bruno, "circle", self.ovens.key), "Je m’en charge")
        self.refuses("hosting", self.ovens.key, self.seat(self.ovens, self.gaston).key, to={self.gaston: 403})
        self.assertEqual(self.post(self.bruno, "hosting", self.ovens.key, bruno.key).status_code, 303)
        self.assertTrue(self.seat(self.ovens, self.bruno).is_host)

    def test_a_host_takes_back_a_guests_seat_but_not_another_hosts(self):
        guest = self.seat(self.ovens, self.gaston)
        for _click in range(2):
            self.assertEqual(self.post(self.amina, "unseating", self.ovens.key, guest.key).status_code, 303)
        self.assertEqual(self.get(self.gaston, "circle", self.ovens.key).status_code, 404)
        bruno = self.seat(self.ovens, self.bruno)
        bruno.host(by=self.amina, at=self.now)
        self.refuses("unseating", self.ovens.key, bruno.key, to={self.amina: 403})


class EndingTest(Circles):
    def test_on_its_day_hosts_are_asked_and_others_are_not(self):
        today = self.now.astimezone(self.bakers.zone).date()
        self.ovens.describe(by=self.amina, at=self.now, ends_on=today)
        self.says(self.get(self.amina, "circle", self.ovens.key), "on le referme")
        self.is_silent_on(self.get(self.bruno, "circle", self.ovens.key), "on le referme")

    def test_it_ends_once_and_stays_readable(self):
        for _click in range(2):
            self.assertEqual(self.post(self.amina, "circle-ending", self.ovens.key).status_code, 303)
        self.assertEqual(self.acts().count("circle-ended"), 1)
        self.assertEqual(self.get(self.bruno, "circle", self.ovens.key).status_code, 200)
        self.refuses("guest-inviting", self.ovens.key, to={self.amina: 403})

    def test_going_on_until_another_day_or_without_one(self):
        later = (self.now + timedelta(days=60)).date()
        self.post(self.amina, "circle-prolonging", self.ovens.key, ends_on=later.isoformat())
        self.assertEqual(self.fresh(self.ovens).ends_on, later)
        self.assertEqual(
            self.post(self.amina, "circle-prolonging", self.ovens.key, ends_on="2020-01-01").status_code, 422
        )
        self.post(self.amina, "circle-prolonging", self.ovens.key, ends_on="")
        self.assertIsNone(self.fresh(self.ovens).ends_on)

    def test_its_purpose_may_change(self):
        said = {"name": "Fours à bois", "purpose": "Chauffer moins.", "is_private": "on"}
        self.assertEqual(self.post(self.amina, "circle-settings", self.ovens.key, **said).status_code, 303)
        self.assertEqual((self.fresh(self.ovens).name, self.fresh(self.ovens).is_private), ("Fours à bois", True))

    def test_what_was_said_in_private_stays_private(self):
        said = {"name": "Fours", "purpose": "Parler de fours.", "is_private": ""}
        self.assertEqual(self.post(self.amina, "circle-settings", self.ovens.key, **said).status_code, 303)
        self.assertTrue(self.fresh(self.ovens).is_private)
        with self.assertRaises(ValidationError):
            self.ovens.describe(by=self.amina, at=self.now, is_private=False)
        said = {"name": "Levains", "purpose": PURPOSE, "is_private": "on"}
        self.post(self.bruno, "circle-settings", self.leaven.key, **said)
        self.assertTrue(self.fresh(self.leaven).is_private)
