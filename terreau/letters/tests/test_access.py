"""Every letter about a community, waiting for somebody whose place changed meanwhile: none of it leaves."""

from datetime import timedelta

from django.db import transaction
from django.test import TestCase

from terreau.community.models import Hat, Membership, Report, Welcome
from terreau.conversation.models import Message, Thread

from .mailing import DAY, Mailing

CANARY = "CANARI-7f3a"
KINDS = 6  # answers, what waits, a hat, a greeting, a decision, words taken out


class AccessEnded(Mailing, TestCase):
    def everything_waits_for_farid(self):
        """One letter of each kind, each holding something that only members read."""
        mine = Thread.start(self.bakers, by=self.farid, at=DAY, text=f"Une question {CANARY}")
        mine.reply(by=self.bruno, at=DAY, text=f"Une réponse {CANARY}")
        Membership.ask(self.bakers, self.dan, at=DAY, brought_by=CANARY)
        Hat.offer(self.membership_of(self.farid), Hat.Kind.ELDER, by=self.membership_of(self.amina), at=DAY)
        newcomer = Membership.enter(self.bakers, self.gaston, by=self.gaston, at=DAY)
        Welcome.take(newcomer, self.membership_of(self.farid), at=DAY)
        words = {"kind": "conversation.message", "reason": "x", "at": DAY}
        hidden = Thread.start(self.bakers, by=self.farid, at=DAY, text="Vif")
        message = Message.objects.get(thread=hidden)
        report = Report.make(self.bakers, by=self.bruno, about=message, concerning=self.farid, **words)
        report.decide("talked", answer=CANARY, by=self.amina, at=DAY)
        hidden.hide(by=self.amina, at=DAY, reason=CANARY)

    def to_farid(self) -> list:
        letters = [*self.work(), *self.work(DAY + timedelta(days=5))]
        return [m for m in letters if "farid@example.org" in m.to]

    def test_a_member_gets_one_of_each(self):
        self.everything_waits_for_farid()
        letters = self.to_farid()
        self.assertEqual(len(letters), KINDS)
        self.assertGreaterEqual(sum(CANARY in m.body for m in letters), 4)

    def test_nobody_else_gets_any(self):
        statuses = [status for status in Membership.Status if status != Membership.Status.ACTIVE]
        self.assertEqual(len(statuses), 5)
        for status in statuses:
            with self.subTest(status=status), transaction.atomic():
                self.everything_waits_for_farid()
                Membership.objects.filter(community=self.bakers, person=self.farid).update(status=status)
                self.assertEqual([m.subject for m in self.to_farid()], [])
                transaction.set_rollback(True)

    def test_nor_who_left_the_house(self):
        self.everything_waits_for_farid()
        self.farid.depart(at=DAY, keep="name")
        letters = [*self.work(), *self.work(DAY + timedelta(days=5))]
        self.assertEqual([m.to for m in letters if "farid" in m.to[0]], [])
