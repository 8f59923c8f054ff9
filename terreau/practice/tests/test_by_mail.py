"""« Ça m’a servi » by one line of mail: the letter is signed for one person, and says nothing anybody else could say."""

from email.message import EmailMessage
from io import BytesIO
from urllib.parse import parse_qs, unquote, urlsplit

from django.core import signing
from django.test import TestCase, override_settings

from terreau.letters.receiving import receive
from terreau.practice import by_mail
from terreau.practice.models import Use

from .notes import Practice


@override_settings(RECEIVES_MAIL=True)
class ByMailTest(Practice, TestCase):
    def letter(self, person, note, *, sender=None, subject=None) -> bytes:
        """What the person's mail program sends when they follow the link and press « send »."""
        link = urlsplit(by_mail.letter_for(person, note, "Pétrir à la main"))
        written = EmailMessage()
        written["From"] = sender or f"{person.name} <{person.email}>"
        written["To"] = unquote(link.path)
        written["Subject"] = subject or parse_qs(link.query)["subject"][0]
        written.set_content(parse_qs(link.query)["body"][0])
        return written.as_bytes()

    def outcome(self, raw: bytes) -> str:
        return receive(BytesIO(raw), at=self.now).outcome

    def uses(self) -> list:
        return list(self.every(Use).values_list("person__name", "note__key"))

    def test_one_line_is_one_use_however_often_it_arrives(self):
        for _time in range(2):
            self.assertEqual(self.outcome(self.letter(self.ines, self.note)), "taken")
        self.assertEqual(self.uses(), [("Inès Lopez", self.note.key)])
        self.assertEqual(self.acts("note-served"), ["note-served"])

    def test_the_page_offers_it_where_mail_is_received(self):
        page = self.said(self.signed_in(self.ines).get(self.note.get_absolute_url()))
        self.assertIn("d’une ligne de courriel", page)
        self.assertIn("mailto:terreau@", page)
        with self.settings(RECEIVES_MAIL=False):
            page = self.said(self.signed_in(self.ines).get(self.note.get_absolute_url()))
            self.assertNotIn("mailto:terreau@", page)

    def test_a_subject_that_travelled_is_still_read(self):
        whole = self.letter(self.ines, self.note)
        subject = parse_qs(urlsplit(by_mail.letter_for(self.ines, self.note, "P")).query)["subject"][0]
        folded = subject[:60] + " " + subject[60:]
        self.assertNotEqual(whole, self.letter(self.ines, self.note, subject=folded))
        self.assertEqual(self.outcome(self.letter(self.ines, self.note, subject=folded)), "taken")
        self.assertEqual(self.outcome(self.letter(self.ines, self.note, subject=f"RE : {subject}")), "taken")

    def test_what_is_refused(self):
        forged = signing.dumps({"p": self.ines.key, "n": self.note.key}, salt="other", compress=False)
        gone = self.letter(self.chloe, self.note)
        self.membership_of(self.chloe).leave(at=self.now)
        refused = {
            "forwarded by somebody else": self.letter(self.ines, self.note, sender="bruno@example.org"),
            "signed elsewhere": self.letter(self.ines, self.note, subject=f"Ça m’a servi [{forged}]"),
            "a note one may not read": self.letter(self.ines, self.secret),
            "somebody who left": gone,
            "no such note": self.letter(self.ines, type(self.note)(key="zzzzzzzz")),
        }
        for why, raw in refused.items():
            with self.subTest(why):
                self.assertEqual(self.outcome(raw), "left")
        self.assertEqual(self.uses(), [])

    def test_no_bytes_break_it(self):
        whole = self.letter(self.ines, self.note)
        for raw in (
            b"",
            b"\xff\xfe",
            whole[:40],
            b"Subject: [" + b"a" * 5000 + b"]\n\n",
            b"Subject: =?utf-8?b?////?= [x]\n",
        ):
            with self.subTest(raw[:30]):
                self.assertEqual(self.outcome(raw), "left")
