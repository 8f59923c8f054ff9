"""Two people in the same instant: the last use, the last coordinator, the third welcome. Each run in real threads."""

import threading

from django.core.exceptions import ValidationError
from django.db import connection
from django.test import TransactionTestCase

from terreau.community.models import (
    Circle,
    Community,
    CultureSection,
    CultureVersion,
    Hat,
    Invitation,
    Membership,
    Welcome,
)
from tests.cast import Cast, person


def at_once(*acts) -> list:
    """What each act returned or raised, all of them begun together, each on a connection of its own."""
    together, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            together.wait(timeout=20)
            results[place] = act()
        except Exception as refused:
            results[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


class AtOnce(Cast, TransactionTestCase):
    def setUp(self):
        type(self).setUpTestData()

    def acts(self, act: str) -> int:
        return self.bakers.journal.filter(act=act).count()

    def refusals(self, results) -> list:
        return [result for result in results if isinstance(result, ValidationError)]

    def accept(self, invitation, someone):
        return lambda: Invitation.of_token(invitation.token()).accept(someone, at=self.now)

    def test_two_people_on_the_last_use_one_gets_in(self):
        link = Invitation.write(self.bakers, by=self.amina, at=self.now, uses=1)
        results = at_once(self.accept(link, self.dan), self.accept(link, self.admin))
        self.assertEqual(sorted(results), [False, True])
        inside = Membership.objects.active().filter(community=self.bakers, person__in=[self.dan, self.admin])
        self.assertEqual((inside.count(), self.bakers.invitations.get().uses_left), (1, 0))

    def test_one_person_twice_at_once_uses_it_once(self):
        link = Invitation.write(self.bakers, by=self.amina, at=self.now, uses=5)
        at_once(*[self.accept(link, self.dan)] * 3)
        self.assertEqual(Membership.objects.active().filter(community=self.bakers, person=self.dan).count(), 1)
        self.assertEqual(self.acts("membership-joined"), 6)

    def test_two_coordinators_leaving_at_once_one_stays(self):
        hat = Hat.offer(
            self.membership_of(self.bruno), Hat.Kind.COORDINATION, by=self.membership_of(self.amina), at=self.now
        )
        hat.accept(at=self.now)
        both = [self.membership_of(someone) for someone in (self.amina, self.bruno)]
        results = at_once(*[lambda going=going: going.leave(at=self.now) for going in both])
        self.assertEqual(len(self.refusals(results)), 1)
        worn = Hat.objects.worn().filter(community=self.bakers, kind=Hat.Kind.COORDINATION, membership__status="active")
        self.assertEqual(worn.count(), 1)

    def test_laying_down_and_pausing_at_once_leave_one_coordinator(self):
        hat = Hat.offer(
            self.membership_of(self.bruno), Hat.Kind.COORDINATION, by=self.membership_of(self.amina), at=self.now
        )
        hat.accept(at=self.now)
        amina = self.membership_of(self.amina)
        results = at_once(lambda: amina.pause(at=self.now), lambda: hat.lay_down(by=self.bruno, at=self.now))
        self.assertEqual(len(self.refusals(results)), 1)

    def test_asking_twice_at_once_is_asking_once(self):
        at_once(*[lambda: Membership.ask(self.bakers, self.dan, at=self.now, brought_by="Pain.")] * 3)
        self.assertEqual((Membership.objects.filter(person=self.dan).count(), self.acts("membership-asked")), (1, 1))

    def test_two_welcomers_at_once_one_welcomes(self):
        ines = self.membership_of(self.ines)
        welcomers = [self.membership_of(someone) for someone in (self.bruno, self.chloe)]
        results = at_once(*[lambda by=by: Welcome.take(ines, by, at=self.now) for by in welcomers])
        self.assertEqual(len({welcome.pk for welcome in results}), 1)
        self.assertEqual(self.acts("welcome-taken"), 1)

    def test_the_load_holds_when_two_welcomes_are_taken_at_once(self):
        bruno = self.membership_of(self.bruno)
        people = [person(f"Personne{n} Nouvelle") for n in range(4)]
        newcomers = [Membership.enter(self.bakers, one, by=one, at=self.now) for one in people]
        for newcomer in newcomers[:2]:
            Welcome.take(newcomer, bruno, at=self.now)
        results = at_once(
            *[lambda n=n: Welcome.take(n, self.membership_of(self.bruno), at=self.now) for n in newcomers[2:]]
        )
        self.assertEqual((len(self.refusals(results)), Welcome.load_of(bruno, self.now)), (1, 3))

    def test_two_communities_at_one_address_one_is_opened(self):
        found = lambda: Community.found(slug="levain", name="Levain", by=self.dan, at=self.now)  # noqa: E731
        results = at_once(found, found)
        self.assertEqual((len(self.refusals(results)), Community.objects.filter(slug="levain").count()), (1, 1))

    def test_opening_a_circle_twice_at_once_opens_one(self):
        said = {"name": "Pains de nuit", "purpose": "Cuire tard.", "ends_on": None, "is_private": True}
        at_once(*[lambda: Circle.open(self.bakers, by=self.chloe, at=self.now, **said)] * 3)
        self.assertEqual((Circle.objects.filter(name="Pains de nuit").count(), self.acts("circle-opened")), (1, 2))

    def test_sitting_down_twice_at_once_is_one_seat(self):
        leaven = Circle.open(self.bakers, by=self.bruno, at=self.now, name="Levains", purpose="Nourrir.")
        at_once(*[lambda: leaven.seat(self.chloe, by=self.chloe, at=self.now)] * 3)
        self.assertEqual(leaven.seats.filter(person=self.chloe, left_at=None).count(), 1)

    def test_the_same_hat_offered_twice_at_once_is_one_offer(self):
        chloe, amina = self.membership_of(self.chloe), self.membership_of(self.amina)
        amina.hats_worn  # noqa: B018  read once, before the threads
        at_once(*[lambda: Hat.offer(chloe, Hat.Kind.CORE, by=amina, at=self.now)] * 3)
        self.assertEqual(Hat.objects.filter(membership=chloe, ended_at=None).count(), 1)

    def test_two_people_writing_the_culture_page_at_once_lose_no_word(self):
        write = lambda text: CultureSection.write(self.bakers, "mots", text, by=self.amina, at=self.now)  # noqa: E731
        results = at_once(lambda: write("Un."), lambda: write("Deux."))
        self.assertEqual(len(self.refusals(results)), 1)
        self.assertEqual(CultureVersion.objects.count(), 1)
