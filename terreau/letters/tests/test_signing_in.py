"""Letters of the person's own doing."""

import re
from datetime import timedelta

from django.test import TestCase

from terreau.people.models import Export, SignIn
from terreau.spine.outbox import record

from .mailing import DAY, HOUR, Mailing, html_of


class SigningIn(Mailing, TestCase):
    def test_a_code_and_a_link_go_to_the_address_itself(self):
        asked = SignIn.ask("nouvelle@example.org", at=DAY)
        message = self.one()
        self.assertEqual(message.to, ["nouvelle@example.org"])
        digits = f"{asked.code()[:3]} {asked.code()[3:]}"
        self.assertEqual(message.subject, f"{digits}, votre code pour Terreau")
        for part in (message.body, html_of(message)):
            self.assertIn(digits, part)
            self.assertIn("http://127.0.0.1:8000" + asked.get_absolute_url(), part)
        self.assertNotIn("List-Unsubscribe", message.extra_headers)

    def test_the_link_opens_a_page_and_spends_nothing(self):
        asked = SignIn.ask("bruno@example.org", at=DAY)
        path = re.search(r"http://127\.0\.0\.1:8000(/connexion/lien/\S+)", self.one().body)[1]
        self.assertEqual(self.client.get(path).status_code, 200)
        asked.refresh_from_db()
        self.assertEqual(asked.used_at, None)

    def test_it_is_written_in_the_language_of_the_page_it_was_asked_on(self):
        SignIn.ask("new@example.org", at=DAY, language="en")
        self.assertIn("your code for Terreau", self.one().subject)

    def test_it_leaves_at_night_and_whatever_the_rhythm(self):
        self.set_rhythm(self.bruno, "rien")
        night = DAY + 14 * HOUR
        SignIn.ask("bruno@example.org", at=night)
        self.assertEqual(len(self.work(night)), 1)

    def test_a_code_that_is_past_is_not_sent(self):
        SignIn.ask("bruno@example.org", at=DAY)
        self.assertEqual(self.work(DAY + timedelta(minutes=16)), [])

    def test_a_code_already_used_is_not_sent(self):
        SignIn.ask("bruno@example.org", at=DAY).use(at=DAY)
        self.assertEqual(self.work(), [])

    def test_another_address_is_proved_there_and_said_here(self):
        asked = SignIn.ask_to_move(self.bruno, "autre@example.org", at=DAY)
        letters = {message.to[0]: message for message in self.work()}
        self.assertEqual(set(letters), {"autre@example.org", "bruno@example.org"})
        self.assertIn(asked.code()[:3], letters["autre@example.org"].body)
        self.assertIn("prouve que cette adresse est la vôtre", letters["autre@example.org"].body)
        self.assertNotIn(asked.code()[:3], letters["bruno@example.org"].body)
        self.assertNotIn("autre@example.org", letters["bruno@example.org"].body)

    def test_another_key_is_said_to_whoever_owns_the_account(self):
        for what, kind, said in (
            ("added", "webauthn", "clé d’accès a été ajoutée"),
            ("removed", "webauthn", "clé d’accès a été retirée"),
            ("added", "totp", "application qui donne des codes a été ajoutée"),
            ("removed", "totp", "application qui donne des codes a été retirée"),
            ("renewed", "recovery_codes", "ont été remplacés"),
            ("removed", "recovery_codes", "ont été retirés"),
        ):
            with self.subTest(what=what, kind=kind):
                detail = {"what": what, "kind": kind}
                record("second-factor-changed", by=self.bruno, about=self.bruno, at=DAY, detail=detail)
                (message,) = self.work()
                self.assertEqual(message.to, ["bruno@example.org"])
                self.assertIn(said, message.body)
                self.assertIn("/moi/securite/", message.body)

    def test_recovery_codes_that_come_with_a_key_make_no_second_letter(self):
        detail = {"what": "added", "kind": "recovery_codes"}
        record("second-factor-changed", by=self.bruno, about=self.bruno, at=DAY, detail=detail)
        self.assertEqual(self.work(), [])

    def test_an_archive_that_is_ready_is_announced_until_it_goes(self):
        export = Export.ask(self.bruno, at=DAY)
        self.assertEqual([m.subject for m in self.work() if m.to == ["bruno@example.org"]], ["Vos données sont prêtes"])
        export.refresh_from_db()
        self.assertNotEqual(export.ready_at, None)
