"""When a file goes."""

import os
import tempfile
from datetime import timedelta
from unittest.mock import patch

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import override_settings
from django.utils import timezone

from terreau.community.viewer import Viewer
from terreau.files import keeping, parents
from terreau.files.models import File
from terreau.files.sweeping import sweep
from terreau.people import footprint

from .giving import ALL, Files, hanging
from .hostile_pictures import picture


class Swept(Files):
    def test_what_hangs_from_nothing_goes_after_a_day_and_thirty(self):
        loose, held = self.give(picture(), "a.png"), self.give()
        day = timedelta(days=1)
        with hanging({held.key: []}):
            self.assertEqual(sweep(self.now + day)["buried"], 0)
            self.assertEqual(sweep(self.now + day * 1.1)["buried"], 1)
            self.assertEqual(sweep(self.now + day * 1.2)["buried"], 0)
            self.assertEqual(sweep(self.now + day * 31)["erased"], 0)
            self.assertEqual(sweep(self.now + day * 31.2)["erased"], 1)
        self.assertEqual(list(ALL), [held])
        self.assertEqual(
            [default_storage.exists(p) for p in (loose.path, loose.small_path, held.path)], [False, False, True]
        )
        acts = self.bakers.journal.filter(act__startswith="file-").values_list("act", flat=True)
        self.assertEqual(list(acts), ["file-given", "file-given", "file-buried", "file-erased"])

    def test_what_was_on_its_way_in_when_the_server_was_killed_goes_after_a_day(self):
        coming = TemporaryUploadedFile("given", "text/plain", 0, "utf-8", {})
        self.addCleanup(coming.close)
        coming.write(b"half of it")
        coming.flush()
        with hanging({}):
            self.assertEqual(sweep(timezone.now() + timedelta(hours=23))["halfway"], 0)
            self.assertTrue(os.path.exists(coming.temporary_file_path()))
            self.assertEqual(sweep(timezone.now() + timedelta(hours=25))["halfway"], 1)
        self.assertFalse(os.path.exists(coming.temporary_file_path()))

    def test_what_is_held_again_is_called_back(self):
        file = self.give()
        with hanging({}):
            sweep(self.now + timedelta(days=2))
        self.assertEqual(File.objects.visible_to(Viewer(self.bruno)).count(), 0)
        with hanging({file.key: [self.chloe]}):
            self.assertEqual(sweep(self.now + timedelta(days=40))["unburied"], 1)
            self.assertEqual(sweep(self.now + timedelta(days=90))["erased"], 0)
        self.assertEqual(ALL.get().tombstoned_at, None)

    def test_nothing_goes_when_no_room_attaches_files(self):
        self.give()
        with patch.object(parents, "_parents", []):
            swept = sweep(self.now + timedelta(days=400))
        self.assertEqual((set(swept.values()), ALL.count()), ({0}, 1))

    @override_settings(MEDIA_ROOT=tempfile.mkdtemp(prefix="terreau-strays-"))
    def test_bytes_without_a_row_go_and_others_stay(self):
        stray = keeping.keep(ContentFile(b"never acknowledged"))
        kept = self.give(picture(), "a.png")
        with hanging({kept.key: []}):
            self.assertEqual(sweep(self.now)["strays"], 0)
            self.assertEqual(sweep(timezone.now() + timedelta(days=3))["strays"], 1)
        self.assertEqual([default_storage.exists(p) for p in (stray, kept.path, kept.small_path)], [False, True, True])


class Leaving(Files):
    def test_a_persons_files_are_in_their_archive(self):
        file = self.give()
        rows = dict(footprint.told_of(self.bruno))["fichiers"]
        self.assertEqual(
            rows,
            [
                {
                    "name": "notes.txt",
                    "community": self.bakers.name,
                    "media_type": "text/plain",
                    "bytes": 20,
                    "given_at": self.now,
                }
            ],
        )
        (name, opened), *others = footprint.files_of(self.bruno)
        with opened() as source:
            self.assertEqual((name, source.read(), others), (file.name, b"Deux pains, un four.", []))

    def test_leaving_takes_what_nobody_holds_and_unsigns_the_rest(self):
        loose, held = self.give(picture(), "a.png"), self.give()
        with hanging({held.key: [self.chloe]}), self.captureOnCommitCallbacks(execute=True):
            self.bruno.depart(at=self.now, keep="name")
        self.assertEqual(list(ALL.all().values_list("pk", "uploaded_by")), [(held.pk, None)])
        self.assertEqual(
            [default_storage.exists(p) for p in (loose.path, loose.small_path, held.path)], [False, False, True]
        )
