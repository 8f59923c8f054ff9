"""One act, one line, and everything that follows: once at least, and never lost."""

import time
from datetime import timedelta
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from terreau.community.models import Membership
from terreau.community.viewer import Viewer
from terreau.spine import outbox, worker
from terreau.spine.models import JournalEntry, OutboxRow
from terreau.spine.reading import System, UnscopedRead, guarded
from tests.cast import Cast

heard: list[int] = []
mood: list[Exception] = []


@outbox.follows("test-act")
def listener(entry):
    heard.append(entry.pk)
    if mood:
        raise mood[0]


class OutboxTest(Cast, TestCase):
    def setUp(self):
        heard.clear()
        mood.clear()
        OutboxRow.objects.all().delete()

    def act(self):
        return self.bakers.record("test-act", by=self.amina, about=self.bakers, at=self.now)

    def test_an_act_is_followed_once_and_stays_done(self):
        entry = self.act()
        self.assertEqual(worker.follow_all(self.now), 1)
        self.assertEqual(worker.follow_all(self.now), 0)
        self.assertEqual(heard, [entry.pk])

    def test_a_row_is_taken_with_its_act_and_where_it_took_place_in_two_questions(self):
        self.act(), outbox.record("test-act", at=self.now + timedelta(seconds=1))
        for place in (self.bakers, None):
            with CaptureQueriesContext(connection) as asked:
                row = worker.claim(self.now + timedelta(seconds=1))
                self.assertEqual((row.entry.act, row.entry.community), ("test-act", place))
            self.assertEqual(len(asked), 2)

    def test_of_two_workers_one_takes_the_row(self):
        self.act()
        seen = worker._DUE.ask(at=self.now)
        self.assertIsNotNone(worker.claim(self.now))
        with mock.patch.object(worker, "_DUE", mock.Mock(ask=lambda at: seen)):
            self.assertIsNone(worker.claim(self.now))

    def test_a_row_taken_by_a_killed_worker_is_taken_again_after_a_minute(self):
        self.act()
        self.assertIsNotNone(worker.claim(self.now))
        self.assertIsNone(worker.claim(self.now + timedelta(seconds=59)))
        self.assertIsNotNone(worker.claim(self.now + timedelta(seconds=61)))

    def test_told_to_stop_it_ends_with_the_row_in_hand_and_holds_no_other(self):
        first, second = self.act(), self.act()
        self.assertEqual(worker.follow_all(self.now, going_on=lambda: False), 1)
        self.assertEqual(heard, [first.pk])
        self.assertEqual(worker.follow_all(self.now), 1)
        self.assertEqual(heard, [first.pk, second.pk])

    def test_between_two_rows_it_rests_as_long_as_the_first_took_and_never_when_told_to_stop(self):
        self.act(), self.act()
        took: list[float] = []
        with mock.patch.object(worker, "follow", side_effect=lambda row, at: time.sleep(0.03) or {"done_at": at}):
            worker.follow_all(self.now, between=took.append)
        self.assertEqual(len(took), 2)
        self.assertTrue(all(seconds >= 0.03 for seconds in took))
        one = worker.Worker()
        with mock.patch.object(one._stop, "wait") as wait:
            one._rest(0.02), one._rest(3)
        self.assertEqual([call.args[0] for call in wait.call_args_list], [0.02, worker.LONGEST_REST])
        one.stop()
        told, wait = [], one._stop.wait
        with mock.patch.object(one._stop, "wait", side_effect=lambda seconds: told.append(wait(seconds))):
            one._rest(3)
        self.assertEqual(told, [True])  # by the word to stop, not by time that passed

    def test_while_the_database_is_away_a_line_now_and_then_is_enough(self):
        one, waits = worker.Worker(), []

        def wait(seconds):
            waits.append(seconds)
            return one._stop.set() if len(waits) == 7 else None

        with (
            mock.patch.object(one, "_is_the_one", side_effect=OperationalError("gone\nfor the night")),
            mock.patch.object(one, "_wake", mock.Mock(wait=wait)),
            self.assertLogs("terreau.worker") as logged,
        ):
            one.run()
        self.assertEqual(waits, [2, 4, 8, 16, 30, 30, 30])
        self.assertEqual({record.getMessage().count("\n") for record in logged.records}, {0})
        self.assertEqual({record.exc_info for record in logged.records}, {None})

    def test_a_poisoned_row_is_set_aside_after_five_tries_and_stops_nobody(self):
        mood.append(ValueError("no"))
        self.act()
        for hour in range(5):
            worker.follow_all(self.now + timedelta(hours=hour))
        row = OutboxRow.objects.get()
        self.assertEqual((row.attempts, row.trouble, row.parked_at is not None), (5, "ValueError: no", True))
        mood.clear()
        later = self.act()
        worker.follow_all(self.now + timedelta(hours=9))
        self.assertEqual(heard[-1], later.pk)

    def test_a_row_that_kills_whoever_follows_it_is_set_aside_in_the_end(self):
        """A file on which the machine runs out of memory: the process dies each time, and must not for ever."""
        self.act()
        killed = 0
        while worker.claim(self.now + timedelta(hours=killed)) and killed < worker.MOST_TAKEN:
            killed += 1  # taken, and never heard of again
        OutboxRow.objects.update(leased_until=self.now)
        worker.follow_all(self.now + timedelta(hours=99))
        row = OutboxRow.objects.get()
        self.assertEqual(
            (heard, row.parked_at is not None, row.trouble), ([], True, "taken many times, and never ended")
        )

    def test_what_must_wait_is_never_given_up(self):
        mood.append(outbox.Later("the server sleeps"))
        self.act()
        for hour in range(12):
            worker.follow_all(self.now + timedelta(hours=hour))
        mood.clear()
        worker.follow_all(self.now + timedelta(hours=13))
        self.assertIsNotNone(OutboxRow.objects.get().done_at)

    def test_a_story_of_the_past_tells_nobody(self):
        with outbox.without_followers():
            self.act()
        self.assertEqual((JournalEntry.objects.filter(act="test-act").count(), OutboxRow.objects.count()), (1, 0))

    def test_an_act_outside_a_transaction_is_refused(self):
        connection.in_atomic_block = False
        try:
            with pytest.raises(RuntimeError):
                self.act()
        finally:
            connection.in_atomic_block = True


class GuardTest(Cast, TestCase):
    def test_protected_rows_are_not_read_without_saying_for_whom(self):
        with guarded(connection):
            with pytest.raises(UnscopedRead):
                list(Membership.objects.all())
            with pytest.raises(UnscopedRead):
                Membership.objects.count()
            self.assertEqual(Membership.objects.visible_to(Viewer(self.dan)).count(), 0)
            self.assertEqual(Membership.objects.visible_to(System("a test")).count(), 5)
