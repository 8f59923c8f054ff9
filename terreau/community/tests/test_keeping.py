"""What is kept between two acts: never for longer, never for somebody who stands otherwise, never anybody's own words."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from terreau.community.asking import Within
from terreau.community.keeping import Looking
from terreau.community.models import Circle, Hat, Membership, Seat
from terreau.community.viewer import VISITOR, Viewer
from terreau.people.models import Consent, Person
from terreau.spine.reading import System
from tests.cast import person

from .pages import Pages


class WithinTest(Pages):
    """A question composed once gives each viewer what `visible_to` gives them."""

    def test_the_same_rows_for_everybody(self):
        closed = Circle.open(self.bakers, by=self.chloe, at=self.then, name="Levains", purpose="L.", is_private=True)
        closed.seat(self.gaston, by=self.amina, at=self.then)
        Membership.ask(self.bakers, self.dan, at=self.now, brought_by="Pain.")
        Hat.offer(self.membership_of(self.bruno), Hat.Kind.COACH, by=self.membership_of(self.amina), at=self.now)
        everybody = [self.amina, self.bruno, self.chloe, self.farid, self.ines, self.gaston, self.dan, self.admin]
        for model in (Membership, Hat, Circle, Seat):
            question = Within(lambda viewer, model, *, community: _of(model, viewer, community))
            for viewer in [VISITOR, System("a test"), *map(Viewer, everybody)]:
                with self.subTest(model=model.__name__, viewer=viewer):
                    expected = list(_of(model, viewer, self.bakers.pk).values_list("pk", flat=True))
                    self.assertEqual([row[0] for row in question.ask(viewer, self.bakers, model)], expected)

    def test_composed_once_for_those_who_stand_alike(self):
        composed = []

        def compose(viewer, *, community):
            composed.append(viewer)
            return _of(Membership, viewer, community)

        question = Within(compose)
        for someone in (self.chloe, self.ines, self.chloe):
            question.ask(Viewer(someone), self.bakers)
        self.assertEqual(len(composed), 1)


def _of(model, viewer, community):
    place = "circle__community" if model is Seat else "community"
    return model.objects.visible_to(viewer).filter(**{place: community}).order_by("pk").values_list("pk")


class KeepingTest(Pages):
    def looking(self, someone) -> Looking:
        return Looking(Viewer(someone), self.bakers, self.now)

    def test_found_again_until_the_next_act(self):
        found = iter(range(10))
        self.assertEqual(self.looking(self.chloe).shared("n", lambda: next(found)), 0)
        self.assertEqual(self.looking(self.ines).shared("n", lambda: next(found)), 0)
        person("Zoé Autre", email="zoe@example.org")
        Membership.ask(self.bakers, self.dan, at=self.now, brought_by="Pain.")
        self.assertEqual(self.looking(self.ines).shared("n", lambda: next(found)), 1)
        self.ines.describe(at=self.now, place="Ailleurs")  # what somebody says of themself counts too
        self.assertEqual(self.looking(self.chloe).shared("n", lambda: next(found)), 2)

    def test_nothing_is_kept_as_none_twice(self):
        asked = []
        for _time in range(2):
            self.assertIsNone(self.looking(self.chloe).shared("none", lambda: asked.append(1)))
        self.assertEqual(len(asked), 1)

    def test_who_stands_otherwise_asks_anew(self):
        found = iter(range(10))
        seen = {
            someone.name: self.looking(someone).shared("n", lambda: next(found))
            for someone in (self.chloe, self.amina, self.farid, self.bruno, self.gaston, self.dan)
        }
        self.assertEqual(sorted(seen.values()), [0, 1, 2, 3, 4, 5])

    def test_mine_is_mine(self):
        found = iter(range(10))
        self.assertEqual(self.looking(self.chloe).mine("n", lambda: next(found)), 0)
        self.assertEqual(self.looking(self.ines).mine("n", lambda: next(found)), 1)
        self.assertEqual(self.looking(self.chloe).mine("n", lambda: next(found)), 0)

    def test_the_directory_follows_what_people_say_at_once(self):
        self.chloe.describe(at=self.now, place="Four de Limoilou", audiences={"place": Person.Audience.ME})
        self.says(self.get(self.chloe, "people"), "Limoilou")
        self.is_silent_on(self.get(self.ines, "people"), "Limoilou")
        self.chloe.describe(at=self.now, audiences={"place": Person.Audience.MEMBERS})
        self.says(self.get(self.ines, "people"), "Limoilou")
        Consent.say(self.chloe, Consent.Purpose.DIRECTORY, given=False, at=self.now)
        self.is_silent_on(self.get(self.ines, "people"), "Limoilou")

    def test_a_second_look_at_the_home_page_asks_little(self):
        client = self.as_(self.chloe)
        client.get(self.bakers.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            client.get(self.bakers.get_absolute_url())
        self.assertLessEqual(len(asked), 8)
