"""A note comes from a gathering or from a session: prefilled, tied both ways; drafts are kept; pictures are said."""

from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from PIL import Image

from terreau.community.viewer import Viewer
from terreau.conversation.models import Draft
from terreau.gathering.models import Gathering, Memory
from terreau.practice import origins
from terreau.practice.led_on import notes_from, way_to_write
from terreau.practice.models import Note
from terreau.practice.tests.notes import ALL, Practice


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PNG")
    return SimpleUploadedFile("four.png", out.getvalue(), content_type="image/png")


class FromGatherings(Practice, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        at = cls.now - timedelta(days=3)
        cls.date = Gathering.call(cls.bakers, by=cls.amina, at=at - timedelta(days=7), title="Le four", starts_at=at)
        texts = {"fr": {"learnings": "Chauffer plus tôt\nPeser l’eau", "decisions": "", "offers": "", "to_try": "",
                        "seen": "", "quotes": ""}}  # fmt: skip
        Memory.publish(cls.date, by=cls.amina, at=cls.now, texts=texts)

    def test_one_button_a_prefilled_page_and_the_link_both_ways(self):
        chloe = self.signed_in(self.chloe)
        page = self.said(chloe.get(self.date.get_absolute_url()))
        way = way_to_write(self.date)
        self.assertIn(way, page)
        form = self.said(chloe.get(way))
        self.assertIn("- Chauffer plus tôt", form)
        self.assertIn("de la rencontre « Le four »", form)
        source = f"gathering.gathering:{self.date.key}"
        given = {"title": "Chauffer", "body": "Tôt.", "kind": "methode", "source": source}
        self.assertEqual(chloe.post(self.address("writing"), given).status_code, 303)
        note = self.every(Note).get(title="Chauffer")
        self.assertIn("De la rencontre « Le four »", self.said(chloe.get(note.get_absolute_url())))
        self.assertIn("Il en est sorti la fiche « Chauffer »", self.said(chloe.get(self.date.get_absolute_url())))

    def test_who_may_not_read_it_writes_nothing_from_it(self):
        way = way_to_write(self.date)
        self.assertEqual(self.signed_in(self.dan).get(way).status_code, 404)
        self.assertIsNone(origins.found(Viewer(self.dan), self.bakers, f"gathering.gathering:{self.date.key}"))
        self.assertEqual(notes_from(Viewer(self.dan), self.date), [])


class Drafts(Practice, TestCase):
    def test_what_is_typed_is_there_again_and_goes_with_the_note(self):
        bruno = self.signed_in(self.bruno)
        place = self.address("drafting", "body")
        self.assertEqual(bruno.post(place, {"text": "Le zq commence"}).status_code, 204)
        self.assertEqual(bruno.post(place, {"text": "Le zq continue"}).status_code, 204)
        self.assertIn("Le zq continue", self.said(bruno.get(self.address("writing"))))
        self.assertNotIn("Le zq", self.said(self.signed_in(self.chloe).get(self.address("writing"))))
        bruno = self.signed_in(self.bruno)
        bruno.post(self.address("writing"), {"title": "Le zq", "body": "Le zq continue", "kind": "methode"})
        self.assertFalse(Draft.objects.visible_to(ALL).filter(place__startswith="fiche-").exists())
        self.assertEqual(bruno.post(place, {"text": "Le zq continue"}).status_code, 204)  # it came in after the note
        self.assertFalse(Draft.objects.visible_to(ALL).filter(place__startswith="fiche-").exists())

    def test_refusals(self):
        act = lambda client: client.post(self.address("drafting", "body"), {"text": "x"})  # noqa: E731
        said = self.statuses(act, [self.dan, self.chloe, None])
        self.assertEqual(list(said.values()), [404, 204, 302])
        bruno = self.signed_in(self.bruno)
        self.assertEqual(bruno.post(self.address("drafting", "titre"), {"text": "x"}).status_code, 404)
        self.assertEqual(bruno.post(self.address("drafting", "body"), {"text": "x" * 20_001}).status_code, 422)


class Pictures(Practice, TestCase):
    def test_a_picture_is_said_in_words_before_the_note_is_kept_and_nothing_typed_is_lost(self):
        bruno = self.signed_in(self.bruno)
        words = {"title": "Le four", "body": "Le pain lève.", "kind": "methode"}
        answer = bruno.post(self.address("writing"), {**words, "upload": picture()})
        page = self.said(answer)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Dites en quelques mots ce que montre « four.png »", page)
        self.assertIn("Le pain lève.", page)
        key = page.split('name="file" value="')[1].split('"')[0]
        bruno.post(self.address("writing"), {**words, "file": key, f"alt_{key}": "Un four ouvert"})
        self.assertEqual(self.every(Note).filter(title="Le four").count(), 1)

    def test_what_is_only_put_aside_is_said_later(self):
        bruno = self.signed_in(self.bruno)
        bruno.post(self.address("keeping"), {"text": "Le four du matin", "upload": picture()})
        self.assertEqual(self.every(Note).get(title="Le four du matin").files_count, 1)
