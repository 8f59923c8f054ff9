"""The drawings and documents of the story, given through the same door as anybody's."""

from datetime import datetime

from django.core.files.base import ContentFile

from terreau.files import inside
from terreau.files.door import store_upload
from terreau.files.models import File

from .storyteller import PAGES, Story

GIVEN = PAGES / "files"


def given(story: Story, said: dict, at: datetime) -> list[tuple[File, str]]:
    """What a `[[…file]]` of the story names, each with what it shows, in words; read inside at once."""
    files = []
    for one in said.get("file", []):
        content = ContentFile((GIVEN / one["name"]).read_bytes(), name=one["name"])
        file = store_upload(content, community=story.community, by=story.person(said["by"]), at=at)
        inside.look(file, at)
        files.append((file, story.words(one.get("alt", ""))))
    return files
