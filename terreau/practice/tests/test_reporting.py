"""A note and a practice in question that were reported are taken out by the answer, with its reason."""

from django.test import TestCase
from django.urls import reverse

from terreau.community.models import Report
from terreau.practice.models import Note, Questioning

from .notes import Practice


class ReportedTest(Practice, TestCase):
    def test_both_are_taken_out_with_the_answer_as_their_reason(self):
        asked = Questioning.ask(self.bakers, by=self.bruno, at=self.then, practice="Peser.", question="Pourquoi ?")
        for kind, thing, model in (("practice.note", self.note, Note), ("practice.questioning", asked, Questioning)):
            with self.subTest(kind=kind):
                there = reverse("community:report", args=["boulange", kind, thing.key])
                self.signed_in(self.ines).post(there, {"reason": "C’est la recette d’une autre."})
                found = self.every(Report).get(about_kind=kind)
                page = reverse("community:deciding", args=["boulange", found.key])
                self.assertIn(thing.get_absolute_url(), self.said(self.signed_in(self.farid).get(page)))
                said = {"outcome": "set-aside", "answer": "Elle la publie elle-même."}
                self.assertEqual(self.signed_in(self.farid).post(page, said).status_code, 303)
                self.assertEqual(self.every(model).get(pk=thing.pk).hidden_reason, "Elle la publie elle-même.")
