"""What comes in is held under a name of ours, however its sender called it."""

import os

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import RequestFactory, SimpleTestCase

BIG = b"levain " * 200_000  # beyond what is held in memory


class Receiving(SimpleTestCase):
    def received(self, name: str, data: bytes):
        """The upload of a request whose line says that name."""
        head = f'--B\r\nContent-Disposition: form-data; name="upload"; filename="{name}"\r\n\r\n'
        body = head.encode() + data + b"\r\n--B--\r\n"
        return RequestFactory().post("/", body, content_type="multipart/form-data; boundary=B").FILES["upload"]

    def test_a_name_longer_than_a_disk_takes_comes_in_with_a_large_file(self):
        for name in ("1. " + "x" * 300, "Bilan. " + "日" * 240, "a." + "é" * 253):
            with self.subTest(name=name[:12]):
                given = self.received(name, BIG)
                self.assertIsInstance(given, TemporaryUploadedFile)
                self.assertEqual((given.size, given.read(7)), (len(BIG), b"levain "))
                self.assertLessEqual(len(given.name), 255)
                given.close()

    def test_the_name_is_kept_and_says_nothing_on_the_disk(self):
        given = self.received("plan du four.pdf", BIG)
        self.assertEqual(given.name, "plan du four.pdf")
        self.assertNotIn("four", os.path.basename(given.temporary_file_path()))
        given.close()
        self.assertFalse(os.path.exists(given.temporary_file_path()))
