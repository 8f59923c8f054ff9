"""What is inside a file is read behind a fence: what crashes, hangs or swells there is told, and hurts nobody."""

import io
import time
import zipfile
from unittest import mock

from PIL import Image

from terreau.files import inside
from terreau.files.models import FilePage, FileText
from terreau.spine.reading import System

from .giving import Files

WHY = System("tests")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document(body: bytes, **others: bytes) -> bytes:
    """A .docx with that body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
        for name, data in others.items():
            archive.writestr(name, data)
    return out.getvalue()


def pdf() -> bytes:
    """A page, drawn."""
    out = io.BytesIO()
    Image.new("RGB", (200, 300), "white").save(out, "PDF")
    return out.getvalue()


class Inside(Files):
    def look(self, data: bytes, name: str) -> FileText:
        return inside.look(self.give(data, name), self.now)

    def test_the_words_of_a_document(self):
        body = (
            b"<w:document xmlns:w='x'><w:p><w:t>Nettoyer la cuve</w:t></w:p><w:p><w:t>Rincer</w:t></w:p></w:document>"
        )
        found = self.look(document(body), "plan.docx")
        self.assertEqual((found.state, found.text.split("\n")[:2]), ("read", ["Nettoyer la cuve", "Rincer"]))

    def test_a_pdf_shows_its_first_page(self):
        file = self.give(pdf(), "plan.pdf")
        self.assertEqual(inside.look(file, self.now).state, "read")
        page = FilePage.objects.visible_to(WHY).get(file=file)
        self.assertEqual(page.number, 1)
        answer, body = self.get(self.bruno, page.get_absolute_url())
        self.assertEqual((answer.status_code, body[:4]), (200, b"RIFF"))
        self.assertEqual(self.get(self.dan, page.get_absolute_url())[0].status_code, 404)

    def test_looking_again_changes_nothing_and_pictures_are_not_opened(self):
        file = self.give(b"Deux pains.", "mot.txt")
        self.assertEqual(inside.look(file, self.now).text, "Deux pains.")
        with mock.patch("subprocess.run") as run:
            inside.look(file, self.now)
            self.assertEqual(self.look(b"\x00\x01\x02", "rien.bin").state, "nothing")
        run.assert_not_called()

    def test_what_is_hostile_fails_in_there_and_nowhere_else(self):
        entities = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><w:p xmlns:w='x'>&b;</w:p>"
        hostile = {
            "crash.pdf": b"%PDF-1.7\n" + b"\xff" * 5000,
            "vide.pdf": b"%PDF-1.4\n%%EOF",
            "entites.docx": document(entities),
            "casse.docx": document(b"<w:p><w:t>ouvert"),
            "tronque.docx": document(b"<a/>")[:-30],
            "sans.docx": b"PK\x03\x04" + b"\0" * 400,
        }
        for name, data in hostile.items():
            with self.subTest(name=name):
                self.assertIn(self.look(data, name).state, ("failed", "nothing"))

    def test_deep_and_endless_documents_end(self):
        began = time.monotonic()
        deep = b"<w:p xmlns:w='x'>" * 200_000
        self.assertEqual(self.look(document(deep), "profond.docx").state, "failed")
        endless = b"<w:p xmlns:w='x'><w:t>" + b"a" * 80_000_000 + b"</w:t></w:p>"
        found = self.look(document(endless), "long.docx")
        self.assertLessEqual(len(found.text), 400_000)
        self.assertLess(time.monotonic() - began, 4 * inside.PATIENCE)

    def test_a_reader_that_was_turned_is_not_believed(self):
        file = self.give(b"Mot.", "mot.txt")
        said = {"text": "x\0y", "pages": [["../../etc/passwd", 10, 10], ["found.json", 10, 10]]}
        with mock.patch.object(inside, "_believed", wraps=inside._believed) as believed:
            inside.look(file, self.now)
            folder = believed.call_args[0][1]
        folder.mkdir(exist_ok=True)
        self.assertEqual(inside._believed(said, folder), {"text": "xy", "pages": []})
        folder.rmdir()
