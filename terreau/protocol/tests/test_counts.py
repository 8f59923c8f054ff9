"""Eight questions at most for each page of the room, whatever its size."""

from datetime import date, timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from terreau.community.models import Membership
from terreau.protocol.models import AdaptedFormat, Capture, Cohort, FreeTime, Participant, Review
from terreau.protocol.shape import house_formats
from tests.cast import person

from .room import Room

FROM, TO = date(2026, 1, 5), date(2026, 6, 5)


class CountsTest(Room, TestCase):
    def more(self, turn: int) -> None:
        """One more of everything the pages list."""
        one = person(f"Membre {turn}", email=f"membre{turn}@example.net")
        Membership.enter(self.bakers, one, by=one, at=self.start)
        one.__class__.objects.filter(pk=one.pk).update(brings="levain long", seeks="vitrines claires")
        FreeTime.say(self.bakers, one, ["noon", "evening"], at=self.start)
        fields = {"kind": "duo", "begins_on": FROM, "ends_on": TO, "format_slug": "duo", "pact": "Rien ne sort."}
        self.duo = Cohort.propose(self.bakers, [one], by=self.chloe, at=self.start, name=f"Duo {turn}", **fields)
        self.duo.accept(one, at=self.start)
        asked = Cohort.propose(self.bakers, [self.chloe], by=one, at=self.start, name=f"Proposé {turn}", **fields)
        self.assertIsNone(asked.ended_at)
        over = Cohort.propose(self.bakers, [one], by=self.chloe, at=self.start, name=f"Passé {turn}", **fields)
        over.end(by=self.chloe, at=self.start)
        form = house_formats()["retrospective"]
        AdaptedFormat.adapt(self.bakers, form, form.raw, by=self.amina, at=self.start)
        run = self.prepared("codeveloppement", circle=self.duo.circle, cohort=self.duo)
        for someone in (self.chloe, one):
            Participant.come_in(run, someone, at=self.start)
        self.drive("begin", run=run)
        for writer in (self.chloe, one):
            Capture.write(self.fresh(run), by=writer, at=self.start, text=f"Essayé {turn}")
        self.drive("end", run=run)
        Review.make(run, self.chloe, at=self.start - timedelta(days=15), share=True, will_try="Écouter", learning="Oui")
        self.ended = run
        self.prepared("troika")

    def cost(self, address: str) -> int:
        self.client.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = self.client.get(address)
        self.assertEqual(answer.status_code, 200, address)
        self.said[address] = "\n".join(one["sql"][:300] for one in asked.captured_queries)
        return len(asked)

    def pages(self) -> dict[str, str]:
        community = {name: [] for name in ("runs", "cohorts", "proposing", "mine")}
        community |= {"format": ["codeveloppement"], "preparing": ["codeveloppement"], "cohort": [self.duo.key]}
        community |= {"run": [self.ended.key]}
        return {name: reverse(f"protocol:{name}", args=["boulange", *more]) for name, more in community.items()}

    def costs(self) -> dict[str, int]:
        self.said = {}
        self.client.force_login(self.chloe)
        return {name: self.cost(address) for name, address in self.pages().items()}

    def test_they_cost_the_same_with_one_and_with_many_and_eight_at_most(self):
        self.more(0)
        once = self.costs()
        for turn in range(1, 5):
            self.more(turn)
        many = self.costs()
        for name, address in self.pages().items():
            with self.subTest(page=name):
                self.assertLessEqual(many[name], 8, self.said[address])
                self.assertEqual(many[name], once[name], self.said[address])
