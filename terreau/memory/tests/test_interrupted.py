"""An archive on its way: stopped, killed, tried twice, it ends as if nothing had happened."""

from datetime import timedelta
from unittest import mock

from django.test import TestCase
from django.utils import timezone

from terreau.memory.carrying import mail
from terreau.memory.carrying.spool import Spool
from terreau.memory.models import Arrival
from terreau.spine.models import JournalEntry
from terreau.spine.worker import follow_all

from .bringing import Bringing
from .test_carrying_mail import letter, messages

MANY = "".join(letter(n, f"Fil {n // 3}", day=1 + n % 28) for n in range(60))


class InterruptedTest(Bringing, TestCase):
    """Stopped, killed, tried twice: it ends as if nothing had happened."""

    def setUp(self):
        self.enterContext(mock.patch.object(mail, "A_BATCH", 7))
        self.enterContext(mock.patch("terreau.memory.carrying.spool.A_TURN", 10))

    def whole(self) -> list[tuple]:
        return messages(self.bakers)

    def test_a_few_seconds_at_a_time(self):
        arrival = self.bring("mbox", a__mbox=MANY)
        arrival.start(by=self.amina, at=timezone.now())
        turns = 0
        while self.again(arrival).is_moving:
            self.carry(arrival, seconds=0, turns=1)
            turns += 1
            self.assertLess(turns, 200)
        self.assertGreater(turns, 5)
        self.assertEqual((arrival.state, arrival.done, len(self.whole())), ("done", 60, 60))

    def test_looking_goes_on_where_it_was_and_anew_in_another_process(self):
        with mock.patch("terreau.memory.tests.bringing.advance"):
            arrival = self.bring("mbox", a__mbox=MANY)
        self.carry(arrival, seconds=0, turns=1)
        self.assertEqual((arrival.state, arrival.done), ("received", 10))
        mail._reading.clear()
        self.carry(arrival)
        self.assertEqual((arrival.state, arrival.total), ("looked", 60))

    def test_killed_in_the_middle_of_a_batch(self):
        arrival = self.bring("mbox", a__mbox=MANY)
        arrival.start(by=self.amina, at=timezone.now())
        self.carry(arrival, seconds=0, turns=3)
        came = len(self.whole())
        with (
            mock.patch.object(mail, "arrived", side_effect=SystemExit),
            self.assertRaises(SystemExit),
        ):
            self.carry(arrival)
        self.assertEqual(len(self.whole()), came)
        Spool(arrival.key).forget()
        self.carry(arrival)
        self.assertEqual((arrival.state, len(self.whole())), ("done", 60))
        self.assertEqual(arrival.counts["messages"], 60)

    def test_a_failure_is_said_and_gone_through_again(self):
        arrival = self.bring("mbox", a__mbox=MANY)
        arrival.start(by=self.amina, at=timezone.now())
        with mock.patch.object(mail, "arrived", side_effect=OSError("disque plein")):
            self.carry(arrival)
        self.assertEqual((arrival.state, arrival.trouble), ("failed", "OSError: disque plein"))
        self.assertTrue(arrival.start(by=self.amina, at=timezone.now()))
        self.carry(arrival)
        self.assertEqual(len(self.whole()), 60)

    def test_stopped_then_undone(self):
        arrival = self.bring("mbox", a__mbox=MANY)
        arrival.start(by=self.amina, at=timezone.now())
        self.carry(arrival, seconds=0, turns=2)
        self.assertTrue(arrival.stop(by=self.amina, at=self.now))
        self.assertFalse(arrival.stop(by=self.amina, at=self.now))
        self.carry(arrival)
        came = len(self.whole())
        self.assertTrue(0 < came < 60)
        self.take_out(arrival)
        self.assertEqual(self.whole(), [])

    def test_stopped_while_a_batch_is_on_its_way(self):
        arrival = self.bring("mbox", a__mbox=MANY)
        arrival.start(by=self.amina, at=timezone.now())
        elsewhere = self.again(arrival)

        def known(community, identities):
            elsewhere.stop(by=self.amina, at=timezone.now())
            return {}

        with mock.patch.object(mail, "arrived", known):
            self.carry(arrival)
        self.assertEqual((arrival.state, self.whole()), ("running", []))  # the stop was rolled back with its batch

    def test_two_tabs_start_it_once(self):
        arrival = self.bring("mbox", a__mbox=MANY)
        other = self.again(arrival)
        at = timezone.now()
        self.assertEqual((arrival.start(by=self.amina, at=at), other.start(by=self.amina, at=at)), (True, False))
        self.assertEqual(JournalEntry.objects.filter(act="arrival-started").count(), 1)

    def test_two_workers_carry_it_once(self):
        arrival = self.bring("mbox", a__mbox=MANY)
        arrival.start(by=self.amina, at=timezone.now())
        first, second = self.again(arrival), self.again(arrival)
        self.assertTrue(first.hold(timezone.now()))
        self.assertFalse(second.hold(timezone.now()))
        self.carry(second, turns=1)
        self.assertEqual(self.whole(), [])
        Arrival.objects.filter(pk=arrival.pk).update(held_until=timezone.now() - timedelta(minutes=2))
        self.carry(second)
        self.assertEqual(len(self.whole()), 60)

    def test_the_worker_follows_it_to_the_end(self):
        with mock.patch("terreau.memory.tests.bringing.advance"):
            arrival = self.bring("mbox", a__mbox=MANY)
        with mock.patch("terreau.memory.followers.A_TURN", 0):
            follow_all(timezone.now() + timedelta(minutes=1))
            self.again(arrival).start(by=self.amina, at=timezone.now())
            follow_all(timezone.now() + timedelta(minutes=1))
        self.assertEqual((self.again(arrival).state, len(self.whole())), ("done", 60))
