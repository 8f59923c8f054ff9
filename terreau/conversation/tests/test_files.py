"""Files given with messages: through the door, described, kept while words are mended, seen with their message."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from PIL import Image

from terreau.conversation.models import Attachment, Message
from terreau.files.models import File

from .pages import ALL, Talk


def picture(name="four.png") -> SimpleUploadedFile:
    """A small picture, as one pastes it."""
    content = BytesIO()
    Image.new("RGB", (60, 40), "brown").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


class Files(Talk, TestCase):
    def take_in(self, someone=None, **data):
        """Send files ahead of the message, as the script does."""
        return self.signed_in(someone or self.bruno).post(self.address("upload"), data)

    def test_a_picture_is_seen_described_and_sent(self):
        part = self.said(self.take_in(upload=picture()))
        file = File.objects.visible_to(ALL).get()
        self.assertIn(f'value="{file.key}" checked', part)
        said = {"text": "Voici", "file": file.key, f"alt_{file.key}": "Un four ouvert"}
        self.client.post(self.address("reply", self.flour.key), said)
        page = self.said(self.signed_in(self.ines).get(self.flour.get_absolute_url()))
        self.assertIn(f'<img src="{file.get_small_url()}" alt="Un four ouvert"', page)
        self.assertEqual(self.client.get(file.get_small_url()).status_code, 200)

    def test_without_a_script_it_comes_with_the_message(self):
        said = {"text": "Voici", "upload": [picture(), SimpleUploadedFile("note.txt", b"Du pain")]}
        self.signed_in(self.bruno).post(self.address("start"), said)
        names = Attachment.objects.visible_to(ALL).order_by("position").values_list("file__name", flat=True)
        self.assertEqual(list(names), ["four.png", "note.txt"])

    def test_while_the_words_are_mended_it_stays(self):
        answer = self.signed_in(self.bruno).post(self.address("start"), {"text": "", "upload": picture()})
        file = File.objects.visible_to(ALL).get()
        self.assertEqual(answer.status_code, 422)
        self.assertIn(f'value="{file.key}" checked', self.said(answer))
        self.client.post(self.address("start"), {"text": "Voici", "file": file.key})
        self.assertEqual(Attachment.objects.visible_to(ALL).get().file, file)

    def test_ten_at_most(self):
        many = [SimpleUploadedFile(f"{number}.txt", b"pain") for number in range(12)]
        part = self.said(self.take_in(upload=many))
        self.assertEqual((part.count("checked"), part.count("Dix fichiers au plus")), (10, 1))

    def test_refused_ones_say_why(self):
        answer = self.take_in(upload=SimpleUploadedFile("vide.txt", b""))
        self.assertEqual(answer.status_code, 422)
        self.assertIn("vide.txt", self.said(answer))

    def test_who_may_not_write_gives_nothing(self):
        self.assertEqual(self.take_in(self.dan, upload=picture()).status_code, 404)
        self.assertEqual(self.take_in(self.gaston, upload=picture()).status_code, 200)
        type(self.bakers).objects.filter(pk=self.bakers.pk).update(public_page=True, public_talk=True)
        self.assertEqual(self.take_in(self.dan, upload=picture()).status_code, 403)

    def test_a_file_is_seen_with_its_message_and_with_nothing_else(self):
        said = {"text": "Entre nous", "upload": picture()}
        self.signed_in(self.bruno).post(self.address("reply", self.secret.key), said)
        file = File.objects.visible_to(ALL).get()
        for someone, status in (
            (self.amina, 200),
            (self.gaston, 200),
            (self.chloe, 404),
            (self.farid, 404),
            (self.dan, 404),
        ):
            with self.subTest(someone=someone):
                for address in (file.get_absolute_url(), file.get_small_url()):
                    self.assertEqual(self.signed_in(someone).get(address).status_code, status)
        message = Message.objects.visible_to(ALL).get(source="Entre nous")
        message.hide(by=self.amina, at=self.now, reason="Non")
        self.assertEqual(self.signed_in(self.gaston).get(file.get_absolute_url()).status_code, 404)
        message.show(by=self.amina, at=self.now)
        self.assertEqual(self.client.get(file.get_absolute_url()).status_code, 200)
        message.withdraw(by=self.bruno, at=self.now)
        self.assertEqual(self.client.get(file.get_absolute_url()).status_code, 404)

    def test_an_edit_keeps_adds_and_leaves_out(self):
        browser = self.signed_in(self.chloe)
        edit = self.address("edit", self.answer.key)
        browser.post(edit, {"text": "La T80.", "upload": [picture("a.png"), picture("b.png")]})
        first, second = (row.file for row in Attachment.objects.visible_to(ALL).order_by("position"))
        page = self.said(browser.get(edit))
        self.assertEqual([f'value="{file.key}" checked' in page for file in (first, second)], [True, True])
        browser.post(
            edit, {"text": "La T80.", "file": second.key, f"alt_{second.key}": "Deux", "upload": picture("c.png")}
        )
        rows = Attachment.objects.visible_to(ALL).order_by("position").values_list("file__name", "alt")
        self.assertEqual(list(rows), [("b.png", "Deux"), ("c.png", "")])
        browser.post(edit, {"text": "La T80.", "file": [], "upload": []})
        self.assertEqual(self.count(Attachment), 0)
        row = Message.objects.visible_to(ALL).get(pk=self.answer.pk)
        self.assertEqual(row.files_count, 0)

    def test_a_private_file_cannot_be_carried_out_by_its_key(self):
        self.signed_in(self.bruno).post(
            self.address("reply", self.secret.key), {"text": "Entre nous", "upload": picture()}
        )
        file = File.objects.visible_to(ALL).get()
        for someone in (self.gaston, self.chloe):
            self.signed_in(someone).post(self.address("start"), {"text": "Volé", "file": file.key, "where": ""})
        self.assertEqual(self.count(Attachment), 1)
