"""What comes in by the door, what it costs, and where it lands."""

import errno
import os
from datetime import timedelta
from unittest.mock import patch

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import TransactionTestCase
from django.utils import timezone

from terreau.files import door, keeping
from terreau.files.door import store_upload
from terreau.files.models import File
from terreau.files.names import clean_name
from tests.cast import Cast

from .giving import ALL, Files
from .hostile_pictures import picture


class _Filling:
    """A storage that writes whole files, then begins one that does not fit."""

    def __init__(self, full_at: int):
        self.save, self.left = default_storage.save, full_at

    def __call__(self, path, content):
        self.left -= 1
        if self.left:
            return self.save(path, content)
        self.save(path, ContentFile(b"half of it"))
        raise OSError(errno.ENOSPC, "No space left on device")


class Door(Files):
    def refusal(self, *args, **options) -> str:
        with self.assertRaises(ValidationError) as refused:
            self.give(*args, **options)
        return refused.exception.code

    def test_the_limit_is_said_in_megabytes(self):
        with self.assertRaises(ValidationError) as refused:
            self.give(b"x" * 2_000_001, max_bytes=2_000_000)
        self.assertIn("la limite de 2\u00a0Mo", refused.exception.message)

    def test_a_refused_file_leaves_nothing(self):
        with patch.object(keeping, "keep") as keep:
            self.refusal(b"")
            self.refusal(b"<svg/>", "a.png")
        self.assertEqual((keep.call_count, ALL.count()), (0, 0))

    def test_a_disk_that_fills_up_meanwhile_is_not_left_full(self):
        """Neither what was half written stays, nor the picture when its small version found no room."""
        before = set(keeping.kept_on(timezone.now()))
        for full_at in (1, 2):
            with patch.object(default_storage, "save", _Filling(full_at)), self.assertRaises(OSError):
                self.give(picture("PNG", (900, 600)), "four.png")
            self.assertEqual(set(keeping.kept_on(timezone.now())), before)
        self.assertEqual(ALL.count(), 0)

    def test_so_much_a_day_and_no_more(self):
        with patch.object(door, "MAX_BYTES_A_DAY", 50):
            self.give()
            self.give()
            self.assertEqual(self.refusal(), "quota")
            self.give(counted=False)
            self.give(by=self.chloe)
            self.give(at=self.now + timedelta(days=1, minutes=1))

    def test_so_many_a_day_and_no_more(self):
        with patch.object(door, "MAX_FILES_A_DAY", 2):
            self.give()
            self.give()
            self.assertEqual(self.refusal(), "quota")

    def test_giving_is_written_in_the_journal(self):
        file = self.give()
        line = self.bakers.journal.get(act="file-given")
        self.assertEqual((line.by, line.about_id, line.detail), (self.bruno, file.pk, {}))

    def test_the_name_follows_the_content(self):
        jpeg = picture("JPEG")
        for given, data, name in (
            ("pain.png", jpeg, "pain.jpg"),
            ("pain.JPEG", jpeg, "pain.JPEG"),
            ("pain", jpeg, "pain.jpg"),
            ("pain.gif", picture("GIF", mode="P"), "pain.png"),
            ("notes", b"texte", "notes.txt"),
            ("notes.md", b"# texte", "notes.md"),
            ("rapport", b"%PDF-1.4", "rapport.pdf"),
        ):
            with self.subTest(given=given):
                self.assertEqual(self.give(data, given).name, name)

    def test_names_come_back_readable(self):
        for given, name in (
            ("Compte rendu (v2).docx", "Compte rendu (v2).docx"),
            ("e\u0301te\u0301.pdf", "été.pdf"),
            ("../../x/y.pdf", "y.pdf"),
            ("a\u202efdp.exe", "afdp.exe"),
            ("", "fichier.bin"),
            ("con.txt", "_con.txt"),
            ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ):
            with self.subTest(given=given):
                self.assertEqual(clean_name(given, suffix=".bin"), name)

    def test_office_files_are_named_for_what_they_are(self):
        self.assertEqual(self.give(b"PK\x03\x04x", "a.docx").media_type.rsplit(".", 1)[-1], "document")
        self.assertEqual(self.give(b"PK\x03\x04x", "a.html").media_type, "application/zip")


class OnTheDisk(Cast, TransactionTestCase):
    def setUp(self):
        self.setUpTestData()

    def test_bytes_and_folders_are_on_the_disk_before_the_row_is_written(self):
        order = []
        fsync, create = os.fsync, File.objects.create

        def noted_fsync(descriptor):
            order.append(os.readlink(f"/proc/self/fd/{descriptor}"))
            fsync(descriptor)

        def noted_create(**fields):
            order.append("row")
            return create(**fields)

        with patch("os.fsync", noted_fsync), patch.object(File.objects, "create", noted_create):
            file = store_upload(SimpleUploadedFile("a.txt", b"x"), community=self.bakers, by=self.bruno, at=self.now)
        place = default_storage.path(file.path)
        folders = [default_storage.path(os.path.dirname(file.path)), default_storage.path("")]
        self.assertEqual(order[0], place)
        self.assertEqual([folder.rstrip("/") in order[: order.index("row")] for folder in folders], [True, True])

    def test_a_row_that_cannot_be_written_leaves_no_bytes(self):
        kept = []
        keep = keeping.keep
        with (
            patch.object(keeping, "keep", lambda content: kept.append(keep(content)) or kept[-1]),
            patch.object(File.objects, "create", side_effect=OSError("disk full")),
            self.assertRaises(OSError),
        ):
            store_upload(SimpleUploadedFile("a.png", picture()), community=self.bakers, by=self.bruno, at=self.now)
        self.assertEqual([default_storage.exists(path) for path in kept], [False, False])

    def test_an_erased_community_takes_its_files_along(self):
        file = store_upload(SimpleUploadedFile("a.txt", b"x"), community=self.bakers, by=self.bruno, at=self.now)
        with transaction.atomic():
            self.bakers.delete()
            self.assertEqual(default_storage.exists(file.path), True)
        self.assertEqual(default_storage.exists(file.path), False)
