"""`terreau import`: the same steps at a terminal."""

import os
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from django.core.management import CommandError, call_command
from django.test import TestCase

from terreau.conversation.models import Message
from terreau.files.models import File
from terreau.lifecycle.models import ParticipationEvent
from terreau.memory.models import Arrival
from terreau.memory.models.arrival import WHY
from terreau.people.models import Person
from terreau.spine.models import OutboxRow

from .bringing import Bringing
from .test_carrying_history import EVENTS
from .test_carrying_mail import ARCHIVE, letter
from .test_carrying_members import LIST


class ImportCommandTest(Bringing, TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        self.enterContext(mock.patch.dict(os.environ, {"LC_ALL": "fr_CA.UTF-8"}))

    def file(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return str(self.folder / name)

    def run_it(self, kind: str, path, **options) -> str:
        out = StringIO()
        call_command("import", kind, str(path), community=options.pop("community", "boulange"), stdout=out, **options)
        return out.getvalue().replace("\u00a0", " ").replace("\u202f", " ")

    def test_an_archive(self):
        said = self.run_it("mbox", self.file("four.mbox", ARCHIVE))
        self.assertIn("4 messages, 2 fils, 3 autrices et auteurs, en mars 2014.", said)
        self.assertIn("four.mbox, ligne 33 — La liste a remplacé l’adresse", said)
        self.assertTrue(said.strip().endswith("4 messages, 2 fils, 2 nouvelles personnes."))
        self.assertEqual(Arrival.objects.visible_to(WHY).get().started_by, self.amina)
        self.assertFalse(OutboxRow.objects.filter(follower__startswith="terreau.memory.followers").exists())

    def test_only_looking(self):
        said = self.run_it("mbox", self.file("four.mbox", ARCHIVE), dry_run=True)
        self.assertIn("4 messages", said)
        self.assertFalse(Message.objects.visible_to(WHY).exists())
        self.assertFalse(Arrival.objects.visible_to(WHY).exists())
        self.assertFalse(File.objects.visible_to(WHY).exclude(tombstoned_at=None).exists())

    def test_a_folder_of_archives(self):
        self.file("2014-03.mbox", letter(1, "Un"))
        self.file("2014-04.mbox", letter(2, "Re: Un", day=2, more="References: <m1@example.org>\n"))
        self.file("LISEZ.pdf", "non")
        self.assertIn("2 messages, 1 fil,", self.run_it("mbox", self.folder))

    def test_members_and_their_ticks(self):
        said = self.run_it("members", self.file("liste.csv", LIST), already_members=True)
        self.assertIn("2 personnes sont membres", said)
        self.assertIn("ligne 5 — Il n’y a pas d’adresse", said)

    def test_a_history(self):
        self.file("events.csv", EVENTS)
        self.assertIn("4 traces de participation", self.run_it("history", self.folder))
        self.assertEqual(ParticipationEvent.objects.counted(self.bakers).count(), 4)

    def test_on_somebody_s_behalf(self):
        self.run_it("mbox", self.file("a.mbox", ARCHIVE), by="bruno@example.org")
        self.assertEqual(Arrival.objects.visible_to(WHY).get().started_by, self.bruno)

    def test_cut_short_then_typed_again(self):
        path = self.file("a.mbox", "".join(letter(n, f"Fil {n}", day=1 + n % 28) for n in range(40)))
        with (
            mock.patch("terreau.memory.carrying.mail.A_BATCH", 7),
            mock.patch("terreau.memory.carrying.mail.settle", side_effect=SystemExit),
            self.assertRaises(SystemExit),
        ):
            self.run_it("mbox", path)
        self.assertEqual(Arrival.objects.visible_to(WHY).get().state, "running")
        self.run_it("mbox", path)
        arrival = Arrival.objects.visible_to(WHY).get()
        self.assertEqual((arrival.state, arrival.counts["messages"]), ("done", 40))

    def test_only_looking_at_what_was_cut_short_lets_nothing_more_in(self):
        path = self.file("a.mbox", "".join(letter(n, f"Fil {n}", day=1 + n % 28) for n in range(40)))
        with (
            mock.patch("terreau.memory.carrying.mail.A_BATCH", 7),
            mock.patch("terreau.memory.carrying.mail.settle", side_effect=SystemExit),
            self.assertRaises(SystemExit),
        ):
            self.run_it("mbox", path)
        before = Message.objects.visible_to(WHY).count()
        self.assertIn("40 messages", self.run_it("mbox", path, dry_run=True))
        self.assertEqual(Message.objects.visible_to(WHY).count(), before)
        self.assertEqual([one.state for one in Arrival.objects.visible_to(WHY)], ["running"])

    def test_interrupted_it_says_what_stays(self):
        path = self.file("a.mbox", ARCHIVE)
        for place, said, states in (
            ("look", "Interrompu : rien n’est entré.", []),
            ("let_in", "Interrompu : ce qui est entré reste. La même commande reprend où elle en était.", ["running"]),
        ):
            err = StringIO()
            with (
                mock.patch(f"terreau.memory.carrying.mail.MailCarrier.{place}", side_effect=KeyboardInterrupt),
                self.assertRaises(SystemExit) as ended,
            ):
                self.run_it("mbox", path, stderr=err)
            self.assertEqual(ended.exception.code, 130)
            self.assertEqual(err.getvalue().strip().replace("\u00a0", " "), said)
            self.assertEqual([one.state for one in Arrival.objects.visible_to(WHY)], states)

    def test_a_list_that_is_here_already_is_no_failure(self):
        path = self.file("liste.csv", LIST)
        self.run_it("members", path)
        self.assertTrue(self.run_it("members", path).strip().endswith("Rien de nouveau."))

    def test_a_wrong_kind_is_told_the_right_ones(self):
        with self.assertRaises(CommandError) as refused:
            self.run_it("photos", self.folder)
        self.assertIn("mbox", str(refused.exception))
        self.assertNotIn("Arrival.Kind", str(refused.exception))

    def test_what_is_refused_in_one_line(self):
        archive = self.file("a.mbox", ARCHIVE)
        for kind, path, options, said in (
            ("mbox", archive, {"community": "nulle-part"}, "/c/nulle-part/"),
            ("mbox", self.folder / "absent", {}, "absent n’existe pas."),
            ("history", self.folder, {}, "rien à prendre dans"),
            ("history", self.folder, {}, "il faut events.csv, touches.csv, help.csv."),
            ("members", self.folder, {}, "un fichier, non un dossier"),
            ("mbox", archive, {"by": "personne@example.org"}, "personne@example.org"),
            ("mbox", archive, {"circle": "nulle-part"}, "cercle"),
            ("mbox", self.file("page.mbox", "<html>"), {}, "Rien ne peut arriver"),
            ("members", self.file("vide.csv", ""), {}, "vide"),
        ):
            with self.subTest(said=said), self.assertRaisesMessage(CommandError, said):
                self.run_it(kind, path, **options)
        self.assertFalse(Arrival.objects.visible_to(WHY).exists())
        self.assertIsNone(Person.objects.at_address("nora@ailleurs.example"))

    def test_asked_where_somebody_can_answer(self):
        path = self.file("a.mbox", ARCHIVE)
        with (
            mock.patch("sys.stdin.isatty", return_value=True),
            mock.patch("sys.stdout.isatty", return_value=True),
            mock.patch("builtins.input", side_effect=["n", "o"]) as asked,
        ):
            self.run_it("mbox", path)
            self.assertFalse(Message.objects.visible_to(WHY).exists())
            self.run_it("mbox", path)
        self.assertEqual((asked.call_count, Message.objects.visible_to(WHY).count()), (2, 4))

    def test_in_english_where_the_shell_speaks_english(self):
        with (
            mock.patch.dict(os.environ, {"LC_ALL": "en_CA.UTF-8"}),
            self.assertRaisesMessage(CommandError, "There is no"),
        ):
            self.run_it("mbox", self.folder, community="nowhere")
