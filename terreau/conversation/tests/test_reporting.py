"""What is said and what is reported: moderators read it as words, and take it out with a reason."""

from django.test import TestCase
from django.urls import reverse

from terreau.community.models import Report
from terreau.conversation.models import Message, Thread

from .pages import ALL, Talk

WHY = "Un nom de client y figure."


class ReportedTest(Talk, TestCase):
    def setUp(self):
        self.said_loud = self.flour.reply(by=self.chloe, at=self.now, text="Prends **la T80** & rien d’autre.")

    def report(self, kind, thing, by=None):
        self.signed_in(by or self.bruno).post(
            reverse("community:report", args=["boulange", kind, thing.key]), {"reason": WHY}
        )
        return Report.objects.visible_to(ALL).get(about_kind=kind)

    def deciding(self, found):
        return reverse("community:deciding", args=["boulange", found.key])

    def test_it_is_read_without_its_marks_and_leads_to_its_place(self):
        found = self.report("conversation.message", self.said_loud)
        page = self.said(self.signed_in(self.farid).get(self.deciding(found)))
        self.assertIn("Prends la T80 & rien d’autre.", page)
        self.assertNotIn("**", page)
        self.assertIn(self.said_loud.get_absolute_url(), page)

    def test_in_a_circle_the_excerpt_is_read_but_the_place_stays_closed(self):
        smoke = self.secret.reply(by=self.gaston, at=self.now, text="canari-fumée")
        found = self.report("conversation.message", smoke)
        page = self.said(self.signed_in(self.farid).get(self.deciding(found)))
        self.assertIn("canari-fumée", page)
        self.assertNotIn("Le lire à sa place", page)

    def test_a_message_and_a_thread_are_taken_out_with_the_answer_as_their_reason(self):
        for by, kind, thing, model in (
            (self.bruno, "conversation.message", self.said_loud, Message),
            (self.chloe, "conversation.thread", self.flour, Thread),
        ):
            with self.subTest(kind=kind):
                found = self.report(kind, thing, by)
                said = {"outcome": "set-aside", "answer": "On le redit sans le nom."}
                for _twice in range(2):
                    answer = self.signed_in(self.farid).post(self.deciding(found), said)
                    self.assertEqual(answer.status_code, 303)
                row = model.objects.visible_to(ALL).get(pk=thing.pk)
                self.assertEqual(row.hidden_reason, "On le redit sans le nom.")
        acts = list(self.bakers.journal.values_list("act", flat=True))
        self.assertEqual((acts.count("message-hidden"), acts.count("thread-hidden")), (1, 1))
