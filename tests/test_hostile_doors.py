"""Every door through which a file comes in, and more than a hundred files made to harm: each is refused at once, in
words, or kept to be opened behind the fence; nothing ever fails, and nobody else waits."""

import time
from datetime import timedelta
from functools import cache
from unittest import mock

import pytest
from django.test import TestCase
from django.urls import reverse

from terreau.files import door
from terreau.files.tests import hostile_files, hostile_pictures
from terreau.files.tests.test_hostile import uploaded
from terreau.gathering.models import Gathering
from terreau.memory.views.bringing import SLUGS
from terreau.practice.models import Note, NoteFile
from terreau.practice.tests.notes import Practice
from terreau.practice.words import Words

pytestmark = pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
AT_ONCE = 0.25  # seconds of processor
NAME_BYTES = 900  # no disk holds a name of more than 765; requests are not read beyond 1,024 for the whole line
BOUNDARY = "terreau-hostile"
HEAVY = ("large", "frames", "text-bomb")  # real pictures, drawn again at their own price; told apart in files/tests


@cache
def hostile() -> list[tuple[str, bytes, str]]:
    """All of them, with ten megabytes of text, and a document of a hundred thousand levels."""
    deep = b"<w:p xmlns:w='x'>" * 100_000
    made = [
        *hostile_pictures.stowaways(), *hostile_pictures.floods(), *hostile_pictures.damaged(),
        *hostile_files.disguises(), *hostile_files.bombs(), *hostile_files.names(),
        ("ten-megabytes.txt", b"levain " * 1_500_000, "kept"),
        ("deep.docx", hostile_files.zipped({"word/document.xml": deep}), "kept"),
        ("deep.xml", b"<a>" * 100_000, "kept"),
        ("long. " + "x" * 245, b"levain " * 200_000, "kept"),
        ("\ud800.txt", b"levain " * 200_000, "kept"),
        ("crash.pdf", b"%PDF-1.7\n" + b"\xff" * 5_000, "kept"),
        ("endless.csv", b'"' * 1_000_000, "kept"),
    ]  # fmt: skip
    return [one for one in made if not one[0].startswith(HEAVY)]


def sent(field: str, name: str, data: bytes, typed: dict) -> dict:
    """A request to the byte, as a hostile client writes it: no name is mended or escaped on its way."""
    head = f'Content-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: text/html'
    parts = [(f'Content-Disposition: form-data; name="{key}"', words.encode()) for key, words in typed.items()]
    body = b"".join(
        f"--{BOUNDARY}\r\n{said}\r\n\r\n".encode("utf-8", "surrogatepass") + value + b"\r\n"
        for said, value in [*parts, (head, data)]
    )
    body += f"--{BOUNDARY}--\r\n".encode()
    return {"data": body, "content_type": f"multipart/form-data; boundary={BOUNDARY}"}


def expected(name: str) -> set[int]:
    """What may be answered: never a failure; 400 only to a line that no browser sends (too long, or not UTF-8)."""
    line = name.encode("utf-8", "surrogatepass")
    if len(line) > NAME_BYTES:
        return {400}
    return {200, 204, 302, 303, 422} | ({400} if line.decode(errors="ignore") != name else set())


def _asked(client, address: str, given: dict) -> tuple[int, float]:
    """What was answered, and the seconds of processor it took."""
    began = time.process_time()
    return client.post(address, **given).status_code, time.process_time() - began


class HostileDoors(Practice, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        at = cls.now - timedelta(days=2)
        cls.date = Gathering.call(cls.bakers, by=cls.amina, at=at - timedelta(days=9), title="Le four", starts_at=at)

    def through(self, address: str, *, field: str = "upload", **typed) -> dict[str, int]:
        """Each of them through one door: what was answered, how often; refused at once, and never a failure."""
        client, met, slow, failed = self.signed_in(self.amina), {}, {}, {}
        with mock.patch.multiple(door, MAX_BYTES_A_DAY=10**12, MAX_FILES_A_DAY=10**6):
            client.get(reverse("practice:notes", args=["boulange"]))
            for name, data, _fate in hostile():
                status, spent = _asked(client, address, sent(field, name, data, typed))
                if status == 422 and spent > AT_ONCE:  # a page that was not compiled yet, a collector that passed
                    spent = min(spent, _asked(client, address, sent(field, name, data, typed))[1])
                met[status] = met.get(status, 0) + 1
                if status == 422 and spent > AT_ONCE:
                    slow[name[:40]] = round(spent, 2)
                if status not in expected(name):
                    failed[name[:40]] = status
        self.assertEqual(failed, {}, address)
        self.assertGreaterEqual(sum(met.values()), 60)
        self.assertEqual(slow, {}, address)
        return met

    def test_with_what_is_said(self):
        met = self.through(reverse("conversation:upload", args=["boulange"]))
        self.assertGreaterEqual(met[422], 10)

    def test_with_a_note(self):
        met = self.through(self.address("writing"), title="Le four", body="Il fume.", kind="methode")
        self.assertGreaterEqual(met[422], 10)

    def test_kept_in_one_gesture(self):
        self.through(self.address("keeping"), text="Gardé")

    def test_as_a_new_version(self):
        given = door.store_upload(uploaded("a.txt", b"Un."), community=self.bakers, by=self.amina, at=self.now)
        words = Words("Le cahier", "", "", "Un.")
        note = Note.write(self.bakers, by=self.amina, at=self.now, kind="outil", words=words, files=[(given, "")])
        for name, data, _fate in hostile()[::6]:
            row = NoteFile.objects.of(self.bakers.pk, note.pk).filter(NoteFile.now()).select_related("file").get()
            address = self.address("file", note.key, row.file.key)
            status = self.signed_in(self.amina).post(address, **sent("upload", name, data, {})).status_code
            self.assertIn(status, expected(name), name[:40])

    def test_with_the_memory_of_a_gathering(self):
        address = f"{self.date.get_absolute_url()}memoire/"
        self.through(address, **{"fr-learnings": "Chauffer."})

    def test_with_what_a_coordinator_brings(self):
        for what in SLUGS:
            with self.subTest(what=what):
                self.through(reverse("memory:bringing", args=["boulange", what]), field="brought")
