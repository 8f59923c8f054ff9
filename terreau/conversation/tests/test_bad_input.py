"""What cannot be taken is said beside the field, with what was typed still there, and nothing is half done."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase

from terreau.conversation.models import Attachment, Draft, Message, Thread

from .pages import ALL, Talk

NESTED = "> " * 100_000
ENDLESS = "mot " * 5_001


class BadInput(Talk, TestCase):
    def refused(self, address, data, *sentences, someone=None):
        """Post as `someone` (Bruno): 422, these sentences, what was typed, and not one row more."""
        before = (self.count(), self.count(Thread), self.bakers.journal.count())
        answer = self.signed_in(someone or self.bruno).post(address, data)
        self.assertEqual(answer.status_code, 422)
        said = self.said(answer).replace("\u00a0", " ")
        for sentence in sentences:
            self.assertIn(sentence, said)
        for name, typed in data.items():
            if name in ("text", "title", "helped", "reason") and isinstance(typed, str) and typed.strip():
                self.assertIn(typed.replace("\0", "").strip()[:200], said)
        self.assertEqual((self.count(), self.count(Thread), self.bakers.journal.count()), before)

    TEXTS = (
        ("", "une phrase ou un lien suffit"),
        ("   \n\t ", "une phrase ou un lien suffit"),
        (ENDLESS, "la limite est de 20000"),
        (NESTED, "la limite est de 20000"),
        ("> " * 60 + "profond", "trop profondément"),
        ("nul\0ici", "nul n’est pas autorisé"),
    )

    def test_texts(self):
        for address in (
            self.address("start"),
            self.address("reply", self.flour.key),
            self.address("edit", Message.objects.visible_to(ALL).get(thread=self.flour, position=1).key),
        ):
            for text, sentence in self.TEXTS:
                with self.subTest(address=address, text=text[:9]):
                    self.refused(address, {"text": text}, sentence)

    def test_places(self):
        for where in ("nulle-part", "a" * 12, "\0", self.ovens.key + "x"):
            with self.subTest(where=where):
                self.refused(self.address("start"), {"text": "Bonjour", "where": where}, "où vous pouvez écrire")
        for someone in (self.chloe, self.farid):
            said = {"text": "Bonjour", "where": self.ovens.key}
            self.refused(self.address("start"), said, "où vous pouvez écrire", someone=someone)
        self.refused(self.address("start"), {"text": "Bonjour", "where": ""}, "Bonjour", someone=self.gaston)

    def test_titles(self):
        self.refused(self.address("start"), {"text": "Bonjour", "title": "t" * 161}, "160")
        self.refused(self.address("tend", self.flour.key), {"title": "t" * 161}, "160")

    def test_a_circle_that_ended(self):
        self.ovens.end(by=self.amina, at=self.now)
        said = {"text": "Encore un mot"}
        self.refused(self.address("start"), {**said, "where": self.ovens.key}, "où vous pouvez écrire")
        self.refused(self.address("reply", self.secret.key), said, "Ce cercle est terminé")

    def test_a_closed_thread(self):
        self.flour.close(by=self.bruno, at=self.now)
        self.refused(self.address("reply", self.flour.key), {"text": "Encore un mot"}, "Ce fil est clos")

    def test_a_call(self):
        whole = {"title": "Qui a déjà cuit dehors ?", "text": "", "until": ""}
        day = str(self.now.date() + timedelta(days=1600))
        self.refused(self.address("call"), whole, "pour quand")
        self.refused(self.address("call"), {**whole, "until": day}, "Choisissez une de ces dates")
        self.refused(self.address("call"), {**whole, "title": "q" * 141}, "140")
        self.refused(self.address("call"), {**whole, "title": "  "}, "Qui a déjà")
        self.refused(self.address("call"), {**whole, "text": ENDLESS}, "la limite est de 20000")

    def test_reasons(self):
        for name, key in (("hide-message", self.answer.key), ("hide-thread", self.flour.key)):
            self.refused(self.address(name, key), {"reason": " "}, "Dites pourquoi", someone=self.farid)
            self.refused(self.address(name, key), {"reason": "r" * 301}, "300", someone=self.farid)

    def test_closing_a_call(self):
        address = self.address("close-call", self.call.key)
        self.refused(address, {"helped": "h" * 2_001}, "2000", someone=self.ines)
        self.refused(address, {"helped": "", "thanked": [self.dan.key]}, "Clore", someone=self.ines)

    def test_a_thread_that_cannot_move(self):
        self.secret.reply(by=self.gaston, at=self.now, text="Entre nous")
        self.refused(self.address("move", self.secret.key), {"where": ""}, "cercle privé")
        self.refused(self.address("move", self.secret.key), {"where": "ailleurs"}, "où vous pouvez écrire")

    def test_files_that_are_not_taken_leave_the_words_there(self):
        for name, content, sentence in (
            ("vide.png", b"", "vide"),
            ("photo.png", b"<svg/>", "n’est pas une image"),
        ):
            with self.subTest(name=name):
                upload = SimpleUploadedFile(name, content)
                said = {"text": "Regardez", "upload": upload}
                self.refused(self.address("reply", self.flour.key), said, sentence)

    def test_a_draft_too_long_is_not_kept(self):
        answer = self.signed_in(self.bruno).post(self.address("draft", "nouveau"), {"text": "x" * 20_001})
        self.assertEqual((answer.status_code, self.count(Draft)), (422, 0))
        for place in ("ailleurs", "x" * 30):
            self.assertEqual(self.client.post(self.address("draft", place), {"text": "x"}).status_code, 404)

    def test_odd_addresses_are_read_as_the_beginning(self):
        browser = self.signed_in(self.bruno)
        for query in (
            "?page=0",
            "?page=-1",
            "?page=99999",
            "?page=x",
            "?page=9" * 20,
            "?citer=x",
            "?citer=" + self.whisper.key,
        ):
            with self.subTest(query=query):
                answer = browser.get(self.flour.get_absolute_url() + query)
                self.assertEqual(answer.status_code, 200)
                self.assertNotIn("canari-four", self.said(answer))
        for query in ("?avant=x", "?avant=1-", "?avant=-", "?avant=" + "9" * 39 + "-a", "?apres=1-é", "?avant=1-a\0"):
            with self.subTest(query=query):
                self.assertEqual(browser.get(self.address("threads") + query).status_code, 200)

    def test_keys_that_cannot_be_keys_lead_nowhere(self):
        browser = self.signed_in(self.bruno)
        for odd in ("%00", "a%00b", "é" * 12, "a" * 13, "%27"):
            for address, status in (
                (self.flour.get_absolute_url() + f"?citer={odd}", 200),
                (self.address("threads") + f"?cercle={odd}", 404),
                (self.address("people") + f"?q=c&fil={odd}", 404),
                (self.address("people") + f"?q=c&cercle={odd}", 404),
            ):
                with self.subTest(address=address):
                    self.assertEqual(browser.get(address).status_code, status)

    def test_files_of_others_are_not_attached(self):
        from terreau.files.door import store_upload

        theirs = store_upload(
            SimpleUploadedFile("note.txt", b"canari"), community=self.bakers, by=self.chloe, at=self.now
        )
        said = {"text": "Voici", "file": [theirs.key, "a" * 12, "\0"]}
        self.assertEqual(self.signed_in(self.bruno).post(self.address("reply", self.flour.key), said).status_code, 303)
        self.assertEqual(self.count(Attachment), 0)
