"""A page costs the same number of questions with one and with many of everything, and few of them."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from terreau.gathering.models import Gathering, Memory, Series, SeriesAnswer, note_who_came
from tests.cast import person

from .test_pages import Pages

MOST = 9


class Costs(Pages):
    def cost(self, address: str) -> int:
        client = self.as_(self.chloe)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            self.assertEqual(client.get(address).status_code, 200)
        return len(asked)

    def one_more(self, n: int) -> None:
        someone = person(f"Membre{n} Venu", email=f"venu{n}@example.org")
        self.visit.answer("online" if n else "here", person=someone, at=self.then)
        SeriesAnswer.join(self.weekly, someone, at=self.then)
        soon = self.soon + timedelta(days=n)
        Gathering.call(self.bakers, by=self.amina, at=self.then, starts_at=soon, title=f"Encore {n}")
        first = soon.replace(tzinfo=None)
        Series.call(self.bakers, by=self.amina, at=self.then, rule="FREQ=WEEKLY", first_local=first, title=f"Série {n}")
        was = Gathering.call(
            self.bakers, by=self.amina, at=self.then, starts_at=timezone.now() - timedelta(days=n + 2), title="Hier"
        )
        note_who_came(was, people=[someone], by=self.amina, at=timezone.now())
        Memory.publish(was, by=self.amina, at=timezone.now(), texts={"fr": {"learnings": "Peser."}})

    def test_with_one_and_with_four(self):
        pages = [self.url("gatherings"), self.url("gathering", self.visit.key), self.url("series", self.weekly.key),
                 self.url("gathering", self.next_handle()), self.url("palette"), self.url("past")]  # fmt: skip
        self.one_more(0)
        before = {page: self.cost(page) for page in pages}
        for n in (1, 2, 3):
            self.one_more(n)
        after = {page: self.cost(page) for page in pages}
        self.assertEqual(after, before)
        self.assertEqual({page: count for page, count in after.items() if count > MOST}, {})
