"""A page costs the same number of questions with one and with many of everything, and eight of them at most."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from terreau.gathering import by_mail
from terreau.gathering.models import (
    CalendarFeed,
    DateSearch,
    Gathering,
    Guest,
    Memory,
    Preparer,
    QuietPeriod,
    Series,
    SeriesAnswer,
    StrayReply,
    note_who_came,
    set_agenda,
)
from terreau.gathering.views.paper import _address
from tests.cast import person

from .test_pages import Pages

MOST = 8
LISTS = ("gatherings", "past", "call", "palette", "pauses", "search-new", "stray-replies")
OF_SERIES = ("series", "series-changing", "series-rhythm", "series-ending", "series-ics")
OF_ONE = ("gathering", "gathering-ics", "guest-inviting", "changing", "cancelling", "agenda", "preparers", "kit",
          "sheet", "poster", "memory", "memory-notes")  # fmt: skip


class Costs(Pages):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        now = timezone.now()
        cls.was = Gathering.call(cls.bakers, by=cls.amina, at=cls.then, starts_at=now - timedelta(days=1), title="Hier")
        moments = [now + timedelta(days=n) for n in (5, 6)]
        cls.search = DateSearch.ask(cls.bakers, by=cls.amina, at=now, moments=moments, title="Quand ?")
        cls.invited = Guest.invite(cls.visit, name="Paul Dehors", by=cls.amina, at=now)
        CalendarFeed.get(cls.amina, at=now)
        past = cls.weekly.moments(now - timedelta(days=21), now)
        dates = [Gathering.untouched(cls.weekly, one.astimezone(cls.weekly.tz).date(), one) for one in past]
        for n, one in enumerate(dates):
            Memory.publish(one, by=cls.amina, at=now, texts={"fr": {"to_try": f"Essai {n}", "learnings": "Peser."}})
        cls.remembered = dates[-1].handle

    def cost(self, address: str) -> int:
        client = self.as_(self.farid)  # who facilitates, and called none of them: hats are asked for
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            self.assertEqual(client.get(address).status_code, 200, address)
        return len(asked)

    def one_more(self, n: int) -> None:
        at, soon = timezone.now(), self.soon + timedelta(days=n)
        someone = person(f"Membre{n} Venu", email=f"venu{n}@example.org")
        self.visit.answer("online" if n else "here", person=someone, at=self.then)
        SeriesAnswer.join(self.weekly, someone, at=self.then)
        first = soon.replace(tzinfo=None)
        shared = {"by": self.amina, "at": self.then}
        Gathering.call(self.bakers, starts_at=soon, title=f"Encore {n}", **shared)
        Series.call(self.bakers, rule="FREQ=WEEKLY", first_local=first, title=f"Série {n}", **shared)
        was = Gathering.call(self.bakers, starts_at=at - timedelta(days=n + 2), title="Hier", **shared)
        for one in (was, self.was):
            note_who_came(one, people=[someone], by=self.amina, at=at)
            texts = {"fr": {"learnings": f"Peser {n}."}, "en": {"learnings": f"Weigh {n}."}}
            Memory.publish(one, by=self.amina, at=at, texts=texts)
        set_agenda(
            self.visit, [{"title": f"Étape {k}", "carrier": someone} for k in range(n + 1)], by=self.amina, at=at
        )
        Preparer.add(self.visit, someone, by=self.amina, at=at)
        Guest.invite(self.visit, name=f"Dehors {n}", by=self.amina, at=at)
        day = (at + timedelta(days=300 + 10 * n)).date()
        QuietPeriod.announce(self.bakers, name=f"Pause {n}", from_day=day, to_day=day, by=self.amina, at=at)
        DateSearch.ask(
            self.bakers, by=self.amina, at=at, moments=[soon, soon + timedelta(days=1)], title=f"Quand {n} ?"
        )
        said = {"address": f"a{n}@example.net", "said": "ACCEPTED", "why": "nobody"}
        StrayReply.keep(mark=f"{n}", at=at, community=self.bakers, series=self.weekly, **said)

    def pages(self) -> dict[str, str]:
        """What each page is, and its address."""
        found = {name: self.url(name) for name in LISTS}
        found |= {name: self.url(name, self.weekly.key) for name in OF_SERIES}
        for handle in (self.visit.key, self.was.key, self.next_handle(), self.remembered):
            found |= {f"{name} {handle}": self.url(name, handle) for name in OF_ONE}
        not_there = {
            f"{name} {one}" for name in ("memory", "memory-notes") for one in (self.visit.key, self.next_handle())
        }
        not_there |= {f"guest-inviting {handle}" for handle in (self.was.key, self.remembered)}
        found = {name: address for name, address in found.items() if name not in not_there}
        found["search"] = self.search.get_absolute_url()
        found["calendars"] = reverse("gathering:calendars")
        found["guest"] = self.invited.address
        found["arriving"] = _address(self.visit)
        found["by mail"] = "/" + by_mail.address_for(self.amina, self.visit, "here").split("/", 3)[3]
        return found

    def test_with_one_and_with_four(self):
        pages = self.pages()
        self.one_more(0)
        before = {name: self.cost(address) for name, address in pages.items()}
        for n in (1, 2, 3):
            self.one_more(n)
        after = {name: self.cost(address) for name, address in pages.items()}
        self.assertEqual(after, before)
        self.assertEqual({name: count for name, count in after.items() if count > MOST}, {})
