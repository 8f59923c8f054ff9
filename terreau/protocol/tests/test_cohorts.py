"""Cohorts, duos and trios: proposed, accepted by each, in turn, and ended without a reason."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.test import TestCase
from django.urls import reverse

from terreau.community.models import Membership
from terreau.people.models import Person
from terreau.protocol.models import Cohort, FreeTime, Participant, Place, Review, Run, Turn
from terreau.protocol.models.participant import whose_turn
from terreau.protocol.pairing import fitting, trio
from terreau.spine.reading import System
from tests.cast import person

from .room import Room

ALL = System("a test")
FROM, TO = date(2026, 1, 5), date(2026, 6, 5)


class CohortsTest(Room, TestCase):
    def propose(self, people, kind="duo", by=None):
        fields = {"kind": kind, "name": "Nous deux", "begins_on": FROM, "ends_on": TO, "format_slug": "duo", "pact": ""}
        return Cohort.propose(self.bakers, people, by=by or self.chloe, at=self.start, **fields)

    def url_of(self, name, cohort):
        return reverse(f"protocol:{name}", args=["boulange", cohort.key])

    def test_a_duo_is_accepted_and_opens_a_private_circle(self):
        duo = self.propose([self.bruno])
        for outside in (self.dan, self.amina, self.farid):
            self.client.force_login(outside)
            self.assertEqual(self.client.get(self.url_of("cohort", duo)).status_code, 404)
            self.assertEqual(self.client.post(self.url_of("accepting", duo)).status_code, 404)
        self.client.force_login(self.bruno)
        self.assertNotIn(self.bruno.pk, duo.circle.seats.values_list("person", flat=True))
        for _time in range(2):
            self.assertEqual(self.client.post(self.url_of("accepting", duo)).status_code, 303)
        self.assertEqual(
            sorted(duo.circle.seats.values_list("person", flat=True)), sorted([self.chloe.pk, self.bruno.pk])
        )
        self.assertTrue(duo.circle.is_private)
        self.assertEqual(self.client.get(self.url_of("cohort", duo)).status_code, 200)

    def test_it_takes_as_many_as_it_takes(self):
        for kind, others in (("duo", [self.bruno, self.farid]), ("trio", [self.bruno]), ("cohort", [self.bruno])):
            with self.assertRaises(ValidationError):
                self.propose(others, kind)

    def test_each_has_a_turn_between_beginning_and_end(self):
        people = [person(f"Membre {name}", email=f"{name}@example.net") for name in "abcd"]
        for one in people:
            Membership.enter(self.bakers, one, by=one, at=self.start)
        cohort = self.propose([*people], "cohort")
        turns = list(Turn.objects.visible_to(ALL).filter(cohort=cohort))
        self.assertEqual([turn.person for turn in turns], [self.chloe, *people])
        self.assertTrue(all(FROM <= turn.on < TO for turn in turns))
        self.assertEqual({turn.on.weekday() for turn in turns}, {FROM.weekday()})
        cohort.leave(people[1], at=self.start)
        self.client.force_login(self.chloe)
        page = self.client.get(self.url_of("cohort", cohort))
        self.assertNotContains(page, "Membre b")
        self.assertContains(page, "Membre c")
        self.assertContains(page, "Terminer pour tout le monde")

    def test_the_page_says_whose_turn_is_next_and_what_going_does(self):
        duo = self.propose([self.bruno])
        Turn.objects.filter(cohort=duo, person=self.bruno).update(on=self.now.date() + timedelta(days=2))
        for one, said in ((self.bruno, "le prochain tour est le vôtre"), (self.chloe, "le prochain tour<")):
            duo.accept(one, at=self.start)
            self.client.force_login(one)
            page = self.client.get(self.url_of("cohort", duo)).content.decode()
            self.assertEqual(page.count(said), 1)
            self.assertIn("Il se termine pour vous deux.", page)
            self.assertNotIn("Terminer pour tout le monde", page)

    def test_one_goes_without_a_reason_and_a_duo_ends(self):
        duo = self.propose([self.bruno])
        duo.accept(self.bruno, at=self.start)
        self.client.force_login(self.bruno)
        self.client.post(self.url_of("cohort-leaving", duo))
        duo.refresh_from_db()
        self.assertIsNotNone(duo.ended_at)
        self.assertNotIn("reason", {field.name for model in (Cohort, Place) for field in model._meta.fields})
        self.assertEqual(self.client.get(self.url_of("cohort", duo)).status_code, 404)
        self.client.force_login(self.chloe)
        over = self.client.get(self.url_of("cohort", duo))
        self.assertContains(over, "s’est terminé le")
        for gone in ("À qui le tour", "Qui en est", self.bruno.name):
            self.assertNotContains(over, gone)

    def test_whose_turn_it_is_is_remembered(self):
        duo = self.propose([self.bruno])
        duo.accept(self.bruno, at=self.start)
        brought = []
        for day in range(3):
            run = self.prepared("codeveloppement", circle=duo.circle, cohort=duo)
            Participant.objects.filter(run=run).delete()
            for someone in (self.chloe, self.bruno):
                Participant.come_in(run, someone, at=self.start)
            chosen = whose_turn(run)
            chosen.run = run
            chosen.hold("client")
            brought.append(chosen.person)
            Run.objects.filter(pk=run.pk).update(ended_at=self.start + timedelta(days=day))
        self.assertEqual(brought, [self.chloe, self.bruno, self.chloe])

    def test_a_fit_is_what_one_brings_and_the_other_seeks(self):
        self.bruno.brings, self.chloe.seeks = "Les audits et les fours", "Comprendre les fours"
        self.bruno.save(update_fields=["brings"])
        self.chloe.save(update_fields=["seeks"])
        from terreau.community.viewer import Viewer

        viewer = Viewer(self.chloe)
        found = fitting(viewer, viewer.membership_in(self.bakers), at=self.now)
        self.assertEqual(found[0].membership.person, self.bruno)
        self.assertNotIn(self.chloe, [fit.membership.person for fit in found])

    def test_a_pact_is_accepted_by_its_own_act_once_one_is_in(self):
        duo = self.propose([self.bruno])
        Cohort.objects.filter(pk=duo.pk).update(pact="On se prévient la veille.")
        address = self.url_of("agreeing", duo)
        for someone, status in ((self.dan, 404), (self.farid, 404), (self.bruno, 403)):
            self.client.force_login(someone)
            self.assertEqual(self.client.post(address).status_code, status)
        duo.accept(self.bruno, at=self.start)
        mine = Place.objects.visible_to(ALL).filter(cohort=duo, person=self.bruno)
        self.assertIsNone(mine.get().pact_accepted_at)
        self.assertContains(self.client.get(self.url_of("cohort", duo)), address)
        for _time in range(2):
            self.assertEqual(self.client.post(address).status_code, 303)
        self.assertIsNotNone(mine.get().pact_accepted_at)
        self.assertNotContains(self.client.get(self.url_of("cohort", duo)), address)
        self.assertEqual(self.bakers.journal.filter(act="pact-accepted").count(), 1)

    def test_a_time_for_both_brings_people_nearer_and_is_said_by_oneself(self):
        from terreau.community.viewer import Viewer

        address = reverse("protocol:freeing", args=["boulange"])
        for someone, parts in (
            (self.chloe, ["noon", "evening"]),
            (self.farid, ["noon"]),
            (self.bruno, ["early", "\0"]),
        ):
            self.client.force_login(someone)
            self.assertEqual(self.client.post(address, {"parts": parts}).status_code, 303)
        self.client.force_login(self.dan)
        self.assertEqual(self.client.post(address, {"parts": ["noon"]}).status_code, 404)
        viewer = Viewer(self.chloe)
        found = fitting(viewer, viewer.membership_in(self.bakers), at=self.now)
        self.assertEqual((found[0].membership.person, found[0].free), (self.farid, ("noon",)))
        self.assertEqual([fit.free for fit in found if fit.membership.person == self.bruno], [()])
        self.client.force_login(self.chloe)
        self.assertContains(self.client.get(reverse("protocol:cohorts", args=["boulange"])), "à midi")
        self.client.post(address, {})
        self.assertEqual(set(FreeTime.objects.visible_to(ALL).values_list("person", flat=True)), {self.farid.pk})

    def test_a_trio_is_two_who_also_complete_each_other(self):
        from terreau.community.viewer import Viewer

        for one, brings, seeks in (
            (self.chloe, "levain", "vitrine"),
            (self.bruno, "vitrine", "comptabilité"),
            (self.farid, "vitrine", ""),
            (self.amina, "comptabilité", "levain"),
        ):
            Person.objects.filter(pk=one.pk).update(brings=brings, seeks=seeks)
        viewer = Viewer(Person.objects.get(pk=self.chloe.pk))
        membership = viewer.membership_in(self.bakers)
        found = trio(viewer, fitting(viewer, membership, at=self.now), free={})
        self.assertEqual({fit.membership.person for fit in found}, {self.bruno, self.amina})
        self.assertIsNone(trio(viewer, [], free={}))
        self.client.force_login(self.chloe)
        page = self.client.get(reverse("protocol:cohorts", args=["boulange"]))
        self.assertContains(page, "?sorte=trio&amp;avec=")

    def test_a_cohort_chooses_its_method_and_prepares_with_it(self):
        people = [person(f"Membre {name}", email=f"{name}@example.net") for name in "abcd"]
        keys = [Membership.enter(self.bakers, one, by=one, at=self.start).key for one in people]
        self.client.force_login(self.chloe)
        address = reverse("protocol:proposing", args=["boulange"])
        said = {"kind": "cohort", "name": "À cinq", "begins_on": FROM, "ends_on": TO, "people": keys}
        self.assertEqual(self.client.post(address, {**said, "method": "vol"}).status_code, 422)
        self.assertEqual(self.client.post(address, {**said, "method": "balint"}).status_code, 303)
        made = Cohort.objects.visible_to(ALL).get()
        self.assertEqual(made.format_slug, "balint")
        self.assertContains(self.client.get(self.url_of("cohort", made)), "/preparer/balint/?cercle=")

    def test_the_next_session_begins_with_what_each_wanted_to_try_for_themselves_alone(self):
        duo = self.propose([self.bruno])
        duo.accept(self.bruno, at=self.start)
        before = self.prepared("codeveloppement", circle=duo.circle, cohort=duo)
        Participant.come_in(before, self.bruno, at=self.start)
        Review.make(before, self.bruno, at=self.start, share=False, will_try="zqessai")
        run = self.prepared("codeveloppement", circle=duo.circle, cohort=duo)
        for someone in (self.bruno, self.chloe):
            Participant.come_in(run, someone, at=self.start)
            self.client.force_login(someone)
            page = self.client.get(self.url("run", run=run)).content.decode()
            self.assertEqual("zqessai" in page, someone == self.bruno)
        self.drive("begin", "next", run=run)
        self.client.force_login(self.bruno)
        self.assertNotContains(self.client.get(self.url("run", run=run)), "zqessai")

    def test_proposing_says_what_is_missing_and_loses_nothing(self):
        self.client.force_login(self.chloe)
        address = reverse("protocol:proposing", args=["boulange"])
        said = {"kind": "duo", "name": "zqnomtape", "begins_on": "2026-02-01", "ends_on": "2026-01-01"}
        page = self.client.post(address, said)
        self.assertContains(page, "zqnomtape", status_code=422)
        key = self.membership_of(self.bruno).key
        done = self.client.post(address, {**said, "ends_on": "2026-09-01", "people": [key]})
        self.assertEqual(done.status_code, 303)
        self.assertEqual(Cohort.objects.visible_to(ALL).get().made_by, self.chloe)
