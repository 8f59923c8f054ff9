"""What the tests of files share: giving one, hanging it somewhere, getting it back."""

from contextlib import contextmanager

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.test import TestCase

from terreau.files import parents
from terreau.files.door import store_upload
from terreau.files.models import File
from terreau.spine.reading import System
from tests.cast import Cast

ALL = File.objects.visible_to(System("test"))


@contextmanager
def hanging(visible: dict):
    """Inside, each file key hangs from something these people may read."""

    def parent(viewer):
        if isinstance(viewer, System):
            return Q(key__in=list(visible))
        return Q(key__in=[key for key, people in visible.items() if viewer.person in people])

    parents.register(parent)
    try:
        yield
    finally:
        parents.forget(parent)


class Files(Cast, TestCase):
    def give(self, data=b"Deux pains, un four.", name="notes.txt", by=None, at=None, **options) -> File:
        upload = SimpleUploadedFile(name, data)
        return store_upload(upload, community=self.bakers, by=by or self.bruno, at=at or self.now, **options)

    def get(self, person, url, **headers):
        self.client.logout()
        if person is not None:
            self.client.force_login(person)
        answer = self.client.get(url, headers=headers)
        return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content
