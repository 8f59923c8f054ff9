"""A history comes in once, is counted, and goes out again; the sample gives the figures it should."""

import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import time_machine
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from terreau.community.viewer import Viewer
from terreau.lifecycle.models import HelpGiven, MemberDay, Participant, ParticipationEvent, ThreadMember, Touch
from terreau.lifecycle.models.participant import WHY
from terreau.lifecycle.soil import slices_for
from terreau.memory.carrying import history

from .bringing import Bringing

EVENTS = (
    "event_id,member,occurred_at,kind,weight,thread\n"
    "e1,m1,2020-01-09T12:09:00Z,attend,1,g0\n"
    "e2,m1,2020-01-09T13:00:00Z,speak,1,g0\n"
    "e3,m2,2020-01-10T03:00:00Z,read,1,\n"
    "e4,bruno@example.org,2020-02-01T12:00:00Z,post,2,t1\n"
    "e4,m2,2020-02-02T12:00:00Z,post,1,t1\n"
    "e5,m2,pas une date,post,1,t1\n"
)
TOUCHES = "event_id,item\ne2,note-1\ne9,note-1\n"
HELP = "thread,asker,helper,asked_at,answered_at\nt1,m1,m2,2020-02-01,2020-02-02\nt2,m2,,2020-02-03,\n"
SAMPLE = Path(__file__).parents[3] / "tests" / "samples" / "history"


class CarryingHistoryTest(Bringing, TestCase):
    def told(self):
        return self.bring("history", events__csv=EVENTS, touches__csv=TOUCHES, help__csv=HELP)

    def rows(self) -> list[int]:
        models = (ParticipationEvent, Touch, HelpGiven, MemberDay, ThreadMember, Participant)
        return [model.objects.counted(self.bakers).count() for model in models]

    def test_looking_changes_nothing(self):
        arrival = self.told()
        self.assertEqual((arrival.state, arrival.total), ("looked", 4))
        self.assertEqual(
            self.problems(arrival), [("history-twice", 6), ("history-date-unread", 7), ("history-event-unknown", 3)]
        )
        self.assertEqual(self.rows(), [0] * 6)

    def test_it_comes_in_and_is_counted(self):
        counts = self.let_in(self.told())
        self.assertEqual(counts, {"events": 4, "touches": 1, "help": 2, "already": 1})
        self.assertEqual(self.rows(), [4, 1, 2, 3, 2, 3])
        days = MemberDay.objects.counted(self.bakers).order_by("day", "-contributions")
        self.assertEqual([(d.day.isoformat(), d.contributions, d.presences) for d in days],
                         [("2020-01-09", 1, 1), ("2020-01-09", 0, 1), ("2020-02-01", 1, 0)])  # fmt: skip

    def test_an_address_that_is_somebody_s_here_counts_as_them(self):
        self.let_in(self.told())
        bruno = Participant.objects.visible_to(Viewer(self.bruno)).get()
        self.assertEqual((bruno.label, bruno.arrived_on.isoformat()), ("", "2020-02-01"))
        self.let_in(
            self.bring("history", events__csv=EVENTS.split("e4")[0] + "e7,dan@example.org,2020-01-01,read,1,\n")
        )
        self.assertEqual(Participant.objects.counted(self.bakers).get(label="dan@example.org").person, None)

    def test_importing_twice_changes_nothing(self):
        self.let_in(self.told())
        before = self.rows()
        again = self.told()
        self.assertEqual((again.findings["already"], self.problems(again)[0]), (4, ("history-already-here", 0)))
        self.assertEqual((self.let_in(again), self.rows()), ({"already": 5}, before))

    def test_undoing_leaves_nothing_behind(self):
        arrival = self.told()
        self.let_in(arrival)
        counts = self.take_out(arrival)
        self.assertEqual(counts, {"event_out": 4, "help_out": 2})
        self.assertEqual(self.rows()[:5], [0, 0, 0, 0, 0])
        self.assertFalse(Participant.objects.counted(self.bakers).exclude(label="").exists())

    def test_only_its_own_events_go(self):
        self.let_in(self.told())
        before = self.rows()
        second = self.bring("history", events__csv=EVENTS.split("e4")[0] + "e8,m3,2020-03-01,read,1,\n")
        self.assertEqual(self.let_in(second), {"events": 1, "already": 3})
        self.take_out(second)
        self.assertEqual(self.rows(), before)

    def test_a_few_lines_at_a_time_and_killed(self):
        many = EVENTS.split("e1,")[0] + "".join(f"e{n},m{n % 9},2020-01-{1 + n % 28:02},read,1,\n" for n in range(95))
        arrival = self.bring("history", events__csv=many)
        arrival.start(by=self.amina, at=timezone.now())
        with mock.patch.object(history, "MANY", 10):
            self.carry(arrival, seconds=0, turns=3)
            self.assertEqual(ParticipationEvent.objects.counted(self.bakers).count(), 30)
            with mock.patch.object(history.ArrivedRows, "write", side_effect=SystemExit), self.assertRaises(SystemExit):
                self.carry(arrival)
            self.carry(arrival)
        self.assertEqual((arrival.state, arrival.counts), ("done", {"events": 95}))
        self.assertEqual(sum(MemberDay.objects.counted(self.bakers).values_list("presences", flat=True)), 95)


class SampleTest(Bringing, TestCase):
    """Six years of an invented community, by the command a person would type."""

    @time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC))  # « la coupe » is cut to the day it is looked at
    def test_the_sample_gives_the_figures_it_should(self):
        call_command("import", "history", str(SAMPLE), community="boulange", stdout=mock.Mock())
        self.assertEqual(ParticipationEvent.objects.counted(self.bakers).count(), 4627)
        self.assertEqual(Participant.objects.counted(self.bakers).filter(person=None).count(), 101)
        expected = json.loads((SAMPLE / "expected.json").read_text())
        present = defaultdict(set)
        for who, day in MemberDay.objects.visible_to(WHY).values_list("participant", "day"):
            present[day.year].add(who)
        year = expected["year"]
        returned = present[year - 1] & present[year]
        self.assertEqual(
            (len(present[year - 1]), len(returned)), (expected["return.present_before"], expected["return.returned"])
        )
        self.assertGreater(len(slices_for(self.bakers, timezone.now())), 20)
