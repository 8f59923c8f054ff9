"""A list costs the same number of questions with one row and with many; and few of them."""

from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from terreau.community.models import Circle, CultureSection, Hat, Invitation, Membership, Report, Welcome
from tests.cast import person

from .pages import Pages

MOST = 8  # questions to the database, for the pages that are measured


class CostsTest(Pages):
    def cost(self, who, name, *args, **query) -> int:
        client = self.as_(who)
        client.get(self.address(name, *args), query)
        caches["looks"].clear()  # what nobody looked at since the last act
        with CaptureQueriesContext(connection, ) as asked:  # fmt: skip
            self.assertEqual(client.get(self.address(name, *args), query).status_code, 200)
        return len(asked)

    def one_more(self, n):
        """One more of everything these pages list."""
        someone = person(f"Membre{n} Nouveau", email=f"nouveau{n}@example.org")
        row = Membership.enter(self.bakers, someone, by=someone, at=self.now, invited_by=self.bruno)
        amina = self.membership_of(self.amina)
        Hat.offer(row, Hat.Kind.CORE, by=amina, at=self.now).accept(at=self.now)
        Hat.offer(row, Hat.Kind.COACH, by=amina, at=self.now)
        circle = Circle.open(self.bakers, by=someone, at=self.now, name=f"Cercle {n}", purpose="Essayer.")
        circle.seat(self.amina, by=self.amina, at=self.now)
        self.ovens.seat(someone, by=self.amina, at=self.now)
        Invitation.write(self.bakers, by=self.amina, at=self.now, email=f"x{n}@example.org", name="X", word="Y")
        asking = person(f"Demande{n} Ici", email=f"demande{n}@example.org")
        Membership.ask(self.bakers, asking, at=self.now, brought_by="Pain.")
        if n % 3 == 0:
            Welcome.take(row, self.membership_of(self.bruno), at=self.now)
        about = {"kind": "people.person", "about": someone, "concerning": someone, "reason": "Pub.", "at": self.now}
        Report.make(self.bakers, by=self.chloe, **about)
        CultureSection.write(self.bakers, "mots", f"Texte {n}.", by=self.amina, at=self.now, version=n)

    LISTS = ("people", "welcome", "hats", "circles", "culture", "inviting", "members", "requests", "moderation",
             "journal", "stewarding", "handing-over", "farewells", "register")  # fmt: skip

    def test_with_one_and_with_four(self):
        self.one_more(0)
        before = {name: self.cost(self.amina, name) for name in self.LISTS}
        before["circle"] = self.cost(self.amina, "circle", self.ovens.key)
        before["versions"] = self.cost(self.amina, "culture-versions", "mots")
        mine = self.cost_of_mine()
        for n in (1, 2, 3):
            self.one_more(n)
        after = {name: self.cost(self.amina, name) for name in self.LISTS}
        after["circle"] = self.cost(self.amina, "circle", self.ovens.key)
        after["versions"] = self.cost(self.amina, "culture-versions", "mots")
        self.assertEqual(after, before)
        self.assertEqual(self.cost_of_mine(), mine)

    def cost_of_mine(self) -> int:
        client = self.as_(self.amina)
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        return len(asked)

    def test_the_pages_that_are_measured_ask_little(self):
        for who, name, args in (
            (self.amina, "members", ()),
            (self.bruno, "people", ()),
            (self.bruno, "person", (self.chloe.key,)),
            (self.chloe, "person", (self.bruno.key,)),
        ):
            with self.subTest(name=name, who=who):
                self.assertLessEqual(self.cost(who, name, *args), MOST)

    def test_a_visitor_costs_one_question(self):
        self.bakers.describe(by=self.amina, at=self.now, public_page=True)
        self.assertEqual(self.cost(None, "home"), 1)
