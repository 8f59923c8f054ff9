"""Licence, credit and one printable page; and a page that costs the same whatever goes with the note."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from terreau.community.asking import Within
from terreau.community.viewer import Viewer
from terreau.files.door import store_upload
from terreau.practice.models import Note, NoteFile, NoteText, Shelf, Tagged, Trial, Use, Variant
from terreau.practice.words import Words

from .notes import Practice

MOST = 8


class Terms(Practice, TestCase):
    def test_the_exact_credit_follows_the_note_everywhere(self):
        credit = "Texte de la Fabrique, repris avec son accord, sans y changer un mot."
        note = Note.write(
            self.bakers, by=self.bruno, at=self.then, kind="document", words=Words("Repris"), licence="cc-by",
            credit=credit,
        )  # fmt: skip
        page = self.said(self.signed_in(self.ines).get(note.get_absolute_url()))
        self.assertIn(credit, page)
        self.assertIn("CC BY 4.0", page)
        text = self.client.get(self.address("text", note.key))
        self.assertEqual(text["Content-Type"], "text/plain; charset=utf-8")
        self.assertIn(credit, text.content.decode())

    def test_a_memo_prints_alone(self):
        note = Note.write(self.bakers, by=self.bruno, at=self.then, kind="aide-memoire", words=Words("Une page"))
        self.assertIn("note--memo", self.said(self.signed_in(self.ines).get(note.get_absolute_url())))


class Files(Practice, TestCase):
    def give(self, name="plan.txt", data=b"Un plan."):
        upload = SimpleUploadedFile(name, data)
        return store_upload(upload, community=self.bakers, by=self.bruno, at=self.then, counted=False)

    def test_a_new_version_keeps_the_one_before(self):
        first = self.give()
        NoteFile.hang(self.note, [(first, "")], by=self.bruno, at=self.then)
        url = self.address("file", self.note.key, first.key)
        browser = self.signed_in(self.ines)
        self.assertEqual(browser.post(url).status_code, 422)
        self.assertEqual(browser.post(url, {"upload": SimpleUploadedFile("plan.txt", b"")}).status_code, 422)
        answer = browser.post(url, {"upload": SimpleUploadedFile("plan2.txt", b"Un autre plan.")})
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(browser.post(url, {"upload": SimpleUploadedFile("p.txt", b"x")}).status_code, 403)
        now = self.every(NoteFile).select_related("file").get(NoteFile.now(), note=self.note)
        page = self.said(browser.get(self.address("file", self.note.key, now.file.key)))
        self.assertIn("plan2.txt", page)
        self.assertIn("Versions d’avant", page)
        self.assertIn("C’est une version d’avant.", self.said(browser.get(url)))
        self.assertEqual(browser.get(first.get_absolute_url()).status_code, 200)
        self.assertEqual(self.signed_in(self.dan).get(first.get_absolute_url()).status_code, 404)


class Queries(Practice, TestCase):
    def cost(self, address, someone) -> int:
        browser = self.signed_in(someone)
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(browser.get(address).status_code, 200)
        return len(queries)

    def surround(self, count: int):
        for number in range(count):
            Trial.told(self.note, by=self.chloe, at=self.now, changed=f"Essai {number}")
            Variant.add(self.note, by=self.chloe, at=self.now, name=f"Lieu {number}", words="Autrement")
            shelf = Shelf.put_up(self.bakers, kind="brassee", name=f"Brassée {number}", by=self.chloe, at=self.now)
            shelf.hold(self.note, by=self.chloe, at=self.now)
        Tagged.put(self.note, [f"mot {number}" for number in range(count)], by=self.chloe, at=self.now)
        Use.say(self.note, by=self.farid, at=self.now)

    def test_a_note(self):
        costs = []
        for count in (1, 3, 9):
            self.surround(count)
            costs.append(self.cost(self.note.get_absolute_url(), self.bruno))
        self.assertEqual(costs, [costs[0]] * 3)
        self.assertLessEqual(costs[0], MOST)

    def test_the_list(self):
        costs = []
        for count in (1, 3, 25):
            for number in range(count):
                Note.write(self.bakers, by=self.chloe, at=self.now, kind="outil", words=Words(f"Outil {number}"))
            costs.append(self.cost(self.address("notes"), self.bruno))
        self.assertEqual(costs, [costs[0]] * 3)
        self.assertLessEqual(costs[0], MOST)


class OneRight(Practice, TestCase):
    def test_composed_once_for_those_who_stand_alike_the_notes_are_the_same(self):
        hidden = Note.write(self.bakers, by=self.bruno, at=self.then, kind="outil", words=Words("Retirée"))
        hidden.hide(by=self.farid, at=self.now, reason="Trop tôt.")
        there = Within(self.there)
        for someone in (self.amina, self.bruno, self.chloe, self.farid, self.ines, self.gaston, self.dan):
            viewer = Viewer(someone)
            for model, key in ((Note, "key"), (NoteText, "note__key")):
                with self.subTest(person=someone.name, model=model.__name__):
                    quick = there.ask(viewer, self.bakers, model, key)
                    slow = self.there(viewer, model, key, community=self.bakers.pk)
                    self.assertEqual([tuple(row) for row in quick], list(slow))

    @staticmethod
    def there(viewer, model, key, *, community):
        """The notes of that community which this viewer reads, or their words."""
        return model.objects.visible_to(viewer).filter(community=community).order_by("pk").values_list("pk", key)
