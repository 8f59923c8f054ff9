"""Days and threads are counted as things happen, and the same again from the sources."""

from datetime import UTC, date, datetime, timedelta

from django.core.management import call_command
from django.test import TestCase

from terreau.community.models import Community
from terreau.community.viewer import VISITOR, Viewer
from terreau.conversation.models import Message, Thread
from terreau.lifecycle.counting import recount, recount_day
from terreau.lifecycle.kinds import BITS, OTHER, bit, contributes
from terreau.lifecycle.models import MemberDay, Participant, ParticipationEvent, ThreadMember
from terreau.lifecycle.models.participant import WHY
from terreau.spine.models import OutboxRow
from terreau.spine.worker import follow_all
from tests.cast import Cast

EVENING = datetime(2026, 3, 11, 2, 30, tzinfo=UTC)  # still the tenth in Toronto
NOON = datetime(2026, 3, 12, 16, 0, tzinfo=UTC)


def days(community) -> list[tuple]:
    rows = MemberDay.objects.counted(community).order_by("day", "participant__person__name")
    return list(rows.values_list("participant__person__name", "day", "contributions", "presences", "kinds"))


def threads(community) -> list[tuple]:
    rows = ThreadMember.objects.counted(community).order_by("first_at", "pk")
    return list(rows.values_list("participant__person__name", "thread", "first_at", "first_contribution_at"))


class CountingTest(Cast, TestCase):
    def setUp(self):
        with self.captureOnCommitCallbacks():
            self.thread = Thread.start(self.bakers, by=self.bruno, at=EVENING, text="Qui a du levain ?")
            self.reply = self.thread.reply(by=self.chloe, at=NOON, text="Moi.")
            self.again = self.thread.reply(by=self.chloe, at=NOON + timedelta(hours=1), text="Et vous ?")
            self.reply.thank(by=self.bruno, at=NOON)

    def counted(self):
        follow_all()
        self.assertFalse(OutboxRow.objects.filter(done_at=None, follower__contains="lifecycle").exists())
        return days(self.bakers)

    EXPECTED = [
        ("Bruno Côté", date(2026, 3, 10), 1, 0, BITS["post"]),
        ("Bruno Côté", date(2026, 3, 12), 0, 1, BITS["react"]),
        ("Chloé Dion", date(2026, 3, 12), 2, 0, BITS["reply"]),
    ]

    def test_a_day_is_the_community_s_own(self):
        self.assertEqual(self.counted(), self.EXPECTED)

    def test_followed_twice_counts_once(self):
        first = self.counted()
        OutboxRow.objects.update(done_at=None)
        self.assertEqual((self.counted(), first), (self.EXPECTED, self.EXPECTED))

    def test_counted_again_from_the_sources_gives_the_same(self):
        self.counted()
        before = (days(self.bakers), threads(self.bakers))
        MemberDay.objects.all().delete()
        ThreadMember.objects.all().delete()
        self.assertEqual(recount(self.bakers), 2)
        self.assertEqual((days(self.bakers), threads(self.bakers)), before)
        call_command("recount", community="boulange", verbosity=0)
        self.assertEqual((days(self.bakers), threads(self.bakers)), before)

    def test_threads_know_who_came_and_who_spoke(self):
        self.counted()
        name = f"fil:{self.thread.pk}"
        self.assertEqual(
            threads(self.bakers),
            [("Bruno Côté", name, EVENING, EVENING), ("Chloé Dion", name, NOON, NOON)],
        )

    def test_what_is_taken_back_counts_no_more(self):
        self.counted()
        self.reply.withdraw(by=self.chloe, at=NOON)
        self.again.hide(by=self.amina, at=NOON, reason="Publicité.")
        self.reply.take_thanks_back(by=self.bruno, at=NOON)
        self.assertEqual(self.counted(), self.EXPECTED[:1])
        self.again.show(by=self.amina, at=NOON)
        self.assertEqual(self.counted()[1:], [("Chloé Dion", date(2026, 3, 12), 1, 0, BITS["reply"])])

    def test_a_thread_taken_out_takes_its_days(self):
        self.counted()
        self.thread.hide(by=self.amina, at=NOON, reason="Double.")
        self.assertEqual([row[:2] for row in self.counted()], [("Bruno Côté", date(2026, 3, 12))])
        self.thread.show(by=self.amina, at=NOON)
        self.assertEqual(self.counted(), self.EXPECTED)

    def test_arrival_is_the_first_trace_of_any_kind(self):
        self.counted()
        chloe = Participant.of_people(self.bakers, {self.chloe.pk})[self.chloe.pk]
        at = datetime(2019, 5, 4, 12, tzinfo=UTC)
        ParticipationEvent.objects.create(
            community=self.bakers, participant_id=chloe, source_id="e1", occurred_at=at, kind="attend", thread="g1"
        )
        recount(self.bakers, [chloe])
        row = Participant.objects.counted(self.bakers).get(pk=chloe)
        self.assertEqual((row.arrived_on, row.first_contribution_on), (date(2019, 5, 4), date(2026, 3, 12)))
        self.assertEqual(threads(self.bakers)[0], ("Chloé Dion", "h:g1", at, None))

    def test_asking_for_a_participant_twice_makes_one(self):
        people = {self.amina.pk, self.bruno.pk}
        self.assertEqual(Participant.of_people(self.bakers, people), Participant.of_people(self.bakers, people))
        self.assertEqual(Participant.of_labels(self.bakers, {"a", "b"}), Participant.of_labels(self.bakers, {"b", "a"}))
        self.assertEqual(Participant.objects.counted(self.bakers).count(), 4)

    def test_each_community_counts_its_own(self):
        other = Community.found(slug="autre", name="Autre", by=self.bruno, at=self.then)
        Thread.start(other, by=self.bruno, at=NOON, text="Ailleurs.")
        self.counted()
        self.assertEqual(days(self.bakers), self.EXPECTED)
        self.assertEqual(len(days(other)), 1)

    def test_a_message_that_is_gone_is_no_trouble(self):
        Message.objects.filter(pk=self.again.pk).delete()
        self.assertEqual(self.counted()[-1][2], 1)

    def test_counting_costs_the_same_however_much_was_said_before(self):
        self.counted()
        with self.assertNumQueries(13):
            recount_day(self.bakers, self.chloe.pk, NOON)
        for minute in range(5):
            self.thread.reply(by=self.chloe, at=EVENING - timedelta(days=30, minutes=minute), text="Encore.")
        self.counted()
        with self.assertNumQueries(13):
            recount_day(self.bakers, self.chloe.pk, NOON)

    def test_everybody_reads_their_own_path_and_nobody_else_s(self):
        self.counted()
        for model in (MemberDay, ThreadMember, Participant):
            for person, seen in ((self.bruno, True), (self.amina, False), (self.dan, False)):
                with self.subTest(model=model.__name__, person=person):
                    self.assertEqual(model.objects.visible_to(Viewer(person)).exists(), seen)
            self.assertFalse(model.objects.visible_to(VISITOR).exists())

    def test_who_leaves_takes_their_name_from_the_counts(self):
        self.counted()
        Participant.objects.filter(person=self.chloe).update(label="chloe@example.org")
        self.chloe.depart(at=self.now, keep="words")
        nameless = Participant.objects.visible_to(WHY).get(person=None)
        self.assertTrue(nameless.label.startswith("~"))
        self.assertEqual(nameless.days.visible_to(WHY).count(), 1)


class KindsTest(TestCase):
    def test_reading_attending_and_thanking_are_presence(self):
        self.assertEqual([kind for kind in BITS if not contributes(kind)], ["read", "attend", "react"])
        self.assertEqual(len(set(BITS.values())), len(BITS))
        self.assertEqual((bit("post"), bit("jongler")), (BITS["post"], OTHER))
