"""Turns in trios and duos, who goes with whom, who speaks."""

from django.test import TestCase

from terreau.protocol.models import Participant

from .room import ALL, InTheRoom


class TurnsTest(InTheRoom, TestCase):
    def test_one_has_a_role_at_ones_turn_and_the_turn_is_said(self):
        run = self.prepared("duo")
        Participant.come_in(run, self.bruno, at=self.start).hold("coached")
        self.drive("begin", run=run)
        self.assertNotIn("votre rôle", self.page(self.bruno, run))
        self.drive(*["next"] * 4, run=run)
        page = self.page(self.bruno, run)
        self.assertIn("votre rôle\u00a0: J’écoute", page)
        self.assertIn("tour 2", page)
        self.assertIn("Ce que je note, pour moi", page)
        self.assertIn("Ma situation", self.page(self.farid, run))

    def test_in_a_trio_what_one_wrote_comes_back_at_ones_turn(self):
        run = self.room("troika")
        self.client.force_login(self.farid)
        self.client.post(self.url("grouping", run=run), {"seen": 0})
        self.drive("begin", run=run)
        people = (self.farid, self.bruno, self.chloe)
        for person in people:
            self.say(person, f"zqdéfi de {person.pk}", run=run)
        shown = []
        for turn in range(3):
            self.drive(*["next"] * (4 if turn else 1), run=run)
            shown.append([person.pk for person in people if f"zqdéfi de {person.pk}" in self.page(person, run)])
        self.assertEqual(sorted(shown), sorted([person.pk] for person in people))

    def test_trios_are_mixed_anew_until_the_first_turn_and_stay_together_then(self):
        run = self.room("troika")
        Participant.come_in(run, self.amina, at=self.start)
        self.drive("begin", run=run)

        def mixed():
            self.client.force_login(self.farid)
            seen = self.fresh(run).number
            answer = self.client.post(self.url("grouping", run=run), {"seen": seen})
            return answer.status_code, self.fresh(run).number - seen

        self.assertIn("Former les groupes", self.page(self.farid, run))
        self.assertEqual(mixed(), (303, 1))
        self.assertIn("Mélanger autrement", self.page(self.farid, run))
        self.drive("next", run=run)
        self.assertNotIn("Mélanger autrement", self.page(self.farid, run))
        self.assertEqual(mixed(), (422, 0))
        self.drive("back", at=self.now, run=run)
        self.assertNotIn("Mélanger autrement", self.page(self.farid, run))
        refused = self.client.post(self.url("grouping", run=run), {"seen": self.fresh(run).number})
        self.assertContains(refused, "Les tours ont commencé", status_code=422)

    def test_who_forgot_to_form_trios_still_may_and_three_people_are_one(self):
        for people, offered in (((), False), ((self.amina,), True)):
            run = self.room("troika")
            for person in people:
                Participant.come_in(run, person, at=self.start)
            self.drive("begin", "next", run=run)
            self.assertEqual("Former les groupes" in self.page(self.farid, run), offered)

    def test_tables_are_mixed_between_two_rounds(self):
        run = self.room("world-cafe")
        self.drive("begin", "next", run=run)
        for _time in range(2):
            now = self.fresh(run)
            self.assertTrue(now.gesture("group", by=self.farid, at=self.start, seen=now.number, groups=[[1]]))
        self.assertIn("Mélanger autrement", self.page(self.farid, run))

    def test_duos_are_formed_two_by_two(self):
        run = self.room("duo")
        Participant.come_in(run, self.amina, at=self.start)
        self.client.force_login(self.farid)
        self.client.post(self.url("grouping", run=run), {"seen": 0})
        self.assertEqual([len(group) for group in self.fresh(run).state.groups], [2, 2])


class WhoSpeaksTest(InTheRoom, TestCase):
    def test_a_role_that_one_person_took_is_said_by_their_name_and_others_listen(self):
        run = self.room("entretien", "expert")
        Participant.objects.visible_to(ALL).get(run=run, person=self.chloe).hold("interviewer")
        Participant.come_in(run, self.amina, at=self.start)
        self.drive("begin", "next", run=run)
        page = self.page(self.amina, run)
        self.assertIn(f"{self.bruno.name}, {self.chloe.name}", page)
        self.assertIn("votre rôle\u00a0: Qui écoute", page)
        self.drive(*["next"] * 3, run=run)
        self.assertIn(f"{self.bruno.name} le verra", self.page(self.chloe, run))

    def test_a_role_that_one_of_several_took_is_still_everybodys(self):
        self.drive("begin", "next", "next")
        self.assertIn("La parole\u00a0: Consultante, consultant", self.page(self.bruno))

    def test_an_opening_is_said_by_whoever_drives(self):
        run = self.room("world-cafe")
        self.drive("begin", run=run)
        self.assertIn("la personne qui anime", self.page(self.chloe, run))
