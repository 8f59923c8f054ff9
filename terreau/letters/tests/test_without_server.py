"""Letters as files, the two commands, what the state says, what is forgotten."""

import os
import tempfile
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from aiosmtpd.controller import Controller
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings

from terreau.letters import clock, state
from terreau.letters.models import Bundle, Posted
from terreau.people import footprint
from terreau.people.models import SignIn
from terreau.spine.models import JournalEntry, OutboxRow
from tests.server import free_port

from .mailing import DAY, HOUR, MINUTE, Mailing
from .test_server import Mailbox

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class AsFiles(Mailing, TestCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        settings = override_settings(EMAIL_BACKEND="terreau.letters.backends.Outbox", DATA=Path(folder.name))
        settings.enable()
        self.addCleanup(settings.disable)
        self.folder = Path(folder.name) / "mail"

    def files(self) -> list[Path]:
        return sorted(self.folder.iterdir()) if self.folder.exists() else []

    def test_each_letter_is_a_file_that_any_mail_program_opens(self):
        asked = SignIn.ask("nouvelle@example.org", at=DAY)
        self.work()
        (path,) = self.files()
        self.assertRegex(path.name, r"^20261202T150000Z-[0-9a-f]{12}\.eml$")
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        letter = message_from_bytes(path.read_bytes(), policy=default)
        self.assertEqual(letter["To"], "nouvelle@example.org")
        self.assertIn(asked.code()[:3], letter.get_body(("plain",)).get_content())
        self.assertIn(asked.code()[:3], letter.get_body(("html",)).get_content())

    def test_it_is_on_the_disk_before_it_counts_as_sent(self):
        order = []
        fsync, replace = os.fsync, os.replace
        with (
            patch("os.fsync", lambda handle: order.append("fsync") or fsync(handle)),
            patch("os.replace", lambda *names: order.append("replace") or replace(*names)),
        ):
            SignIn.ask("nouvelle@example.org", at=DAY)
            self.work()
        self.assertEqual(order, ["fsync", "replace", "fsync"])

    def test_sent_again_it_takes_the_place_of_the_first(self):
        SignIn.ask("nouvelle@example.org", at=DAY)
        self.work()
        Posted.objects.all().delete()
        OutboxRow.objects.update(done_at=None, leased_until=None)
        self.work(DAY + MINUTE)
        self.assertEqual(len(self.files()), 1)

    def test_a_full_disk_loses_nothing(self):
        SignIn.ask("nouvelle@example.org", at=DAY)
        with patch("os.fsync", side_effect=OSError(28, "No space left on device")):
            self.work()
        self.assertEqual((state.state(DAY).held_up, "No space left" in state.state(DAY).trouble), (1, True))
        self.work(DAY + MINUTE)
        self.assertEqual([path.suffix for path in self.files()], [".eml"])

    def test_the_trial_says_where_the_file_is(self):
        said = StringIO()
        call_command("mail_test", "ti@example.org", stdout=said)
        self.assertIn(str(self.folder), said.getvalue())
        self.assertEqual(len(self.files()), 1)

    def test_old_files_go(self):
        SignIn.ask("nouvelle@example.org", at=DAY)
        self.work()
        (path,) = self.files()
        os.utime(path, (DAY.timestamp(),) * 2)
        clock.prune(DAY + timedelta(days=29))
        self.assertEqual(len(self.files()), 1)
        clock.prune(DAY + timedelta(days=31))
        self.assertEqual(self.files(), [])


class Trial(Mailing, TestCase):
    """`terreau mail_test` shows what the server answers, as it answers it."""

    def setUp(self):
        super().setUp()
        self.enterContext(patch.dict(os.environ, {"LC_ALL": "fr_CA.UTF-8"}))

    def trial(self, box: Mailbox) -> tuple[str, str]:
        port = free_port()
        controller = Controller(box, hostname="127.0.0.1", port=port)
        controller.start()
        said = StringIO()
        try:
            with override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_USE_TLS=False):
                call_command("mail_test", "ti@example.org", stdout=said)
        except CommandError as failed:
            return said.getvalue(), str(failed)
        finally:
            controller.stop()
        return said.getvalue(), ""

    def test_taken(self):
        box = Mailbox()
        said, failed = self.trial(box)
        self.assertEqual((box.addresses, failed), (["ti@example.org"], ""))
        for line in ("-> MAIL FROM:<terreau@127.0.0.1>", "-> RCPT TO:<ti@example.org>", "-> DATA", "<- 250 OK"):
            self.assertIn(line, said)

    def test_refused_in_its_own_words(self):
        for stage, answer in (("rcpt", "550 5.7.1 Relaying denied"), ("data", "554 5.7.1 Spam, says Rspamd")):
            with self.subTest(stage=stage):
                box = Mailbox()
                getattr(box, stage).append(answer)
                said, failed = self.trial(box)
                self.assertEqual(said.splitlines()[-1], f"<- {answer}")
                self.assertIn("a refusé la lettre", failed)

    def test_what_is_no_address_is_refused_and_the_shell_s_language_is_spoken(self):
        for locale, said in (("fr_CA.UTF-8", "Ce n’est pas une adresse"), ("en_CA.UTF-8", "This is not an address")):
            with patch.dict(os.environ, {"LC_ALL": locale}), self.assertRaisesMessage(CommandError, said):
                call_command("mail_test", "ti chez nous", stdout=StringIO())

    def test_not_there(self):
        with (
            override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=free_port()),
            self.assertRaisesMessage(CommandError, "Connection refused"),
        ):
            call_command("mail_test", "ti@example.org", stdout=StringIO())


class State(Mailing, TestCase):
    def setUp(self):
        super().setUp()
        self.enterContext(patch.dict(os.environ, {"LC_ALL": "fr_CA.UTF-8"}))

    def test_a_letter_that_cannot_be_written_is_parked_seen_and_tried_again_when_asked(self):
        SignIn.ask("nouvelle@example.org", at=DAY)
        with patch.object(SignIn, "code", side_effect=ValueError("broken")), self.assertLogs("terreau.worker"):
            for minute in range(0, 16 * 60, 4):
                self.work(DAY + timedelta(seconds=minute))
        seen = state.state(DAY + HOUR)
        self.assertEqual((seen.parked, seen.is_well(DAY)), (1, False))
        self.at.move_to(DAY + 10 * MINUTE, tick=False)
        said = StringIO()
        call_command("mail_retry", stdout=said)
        self.assertEqual(said.getvalue(), "Lettres à réessayer\u00a0: 1.\n")
        self.assertEqual(len(self.work(DAY + 10 * MINUTE)), 1)
        self.assertEqual(state.state(DAY + 10 * MINUTE).parked, 0)

    def test_where_letters_go_is_said_without_the_password(self):
        with override_settings(
            EMAIL_BACKEND=SMTP, EMAIL_HOST="mail.example.org", EMAIL_PORT=587, EMAIL_HOST_PASSWORD="SECRET"
        ):
            self.assertEqual(state.destination(), "smtp mail.example.org:587")

    def test_waiting_for_the_morning_is_no_trouble(self):
        from terreau.conversation.models import Thread

        Thread.start(self.bakers, by=self.bruno, at=DAY, text="Moi @Chloé Dion")
        self.work()
        self.assertEqual((state.state(DAY).held_up, state.state(DAY).is_well(DAY + 10 * HOUR)), (0, True))


class Forgotten(Mailing, TestCase):
    def setUp(self):
        super().setUp()
        entry = JournalEntry.objects.create(act="test", at=DAY, community=self.bakers)
        Posted.objects.create(person=self.chloe, kind="answers", entry=entry, message_id="<1@x>", at=DAY)
        Bundle.objects.create(person=self.chloe, entry=entry, due_at=DAY)

    def test_the_ledger_is_forgotten_after_sixty_days(self):
        clock.prune(DAY + timedelta(days=59))
        self.assertEqual((Posted.objects.count(), Bundle.objects.count()), (1, 1))
        clock.prune(DAY + timedelta(days=61))
        self.assertEqual((Posted.objects.count(), Bundle.objects.count()), (0, 0))

    def test_it_is_in_the_persons_archive_and_leaves_with_them(self):
        rows = dict(footprint.told_of(self.chloe))["courriels"]
        self.assertEqual(rows, [{"kind": "answers", "at": DAY, "refused_at": None}])
        self.chloe.depart(at=DAY, keep="name")
        self.assertEqual((Posted.objects.count(), Bundle.objects.count()), (0, 0))
