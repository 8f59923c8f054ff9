"""How often the right answer comes first, or among the first three, over judged questions on the example community."""

import tomllib
from pathlib import Path

from django.test import TestCase
from django.utils import timezone

from terreau.community.viewer import Viewer
from terreau.demo import storyteller
from terreau.memory.search import finding, keeping
from terreau.spine.outbox import without_followers

JUDGED = Path(__file__).with_name("judged.toml")
FIRST, IN_THREE = 0.80, 0.95


def judged() -> list[tuple[str, str, list[str]]]:
    """(kind of question, what is typed, what is right)."""
    kinds = tomllib.loads(JUDGED.read_text(encoding="utf-8"))
    return [(kind, text, right) for kind, asked in kinds.items() for text, right in asked.items()]


def told_example(now) -> storyteller.Story:
    """The example's story, with what it made."""
    story = storyteller.Story(now=now)
    with without_followers():
        for chapter in storyteller.in_order():
            chapter.tell(story)
        story.play()
    return story


class Relevance:
    """Where the right answer stands, for each question."""

    def __init__(self, story):
        self.story, self.viewer = story, Viewer(story.person("kim"))
        self.missed: list[str] = []

    def places(self) -> list[int]:
        """For each question the place of the first right answer; 99 when it is not among the first ten."""
        return [self.place(kind, text, right) for kind, text, right in judged()]

    def place(self, kind: str, text: str, right: list[str]) -> int:
        answer = finding.look(self.viewer, text, community=self.story.community)
        wanted = [self._named(one) for one in right]
        names = [(hit.kind.kind, hit.found.group) for hit in answer.hits]
        place = next((number for number, name in enumerate(names, 1) if name in wanted), 99)
        if place > 1:
            shown = [hit.found.title[:40] for hit in answer.hits[:4]]
            self.missed.append(f"{place:2} {kind}: « {text} » → {shown}, not {right} {answer.mended}")
        return place

    def _named(self, one: str) -> tuple[str, int]:
        kind, _colon, key = one.partition(":")
        made = self.story.made(kind, key)
        return {"thread": "message", "person": "person", "circle": "circle"}.get(kind, kind), made.pk


class RelevanceTest(TestCase):
    def test_the_right_answer_comes_first_or_nearly(self):
        keeping.forget_live()
        story = told_example(timezone.now())
        for _turn in range(40):
            keeping.catch_up(timezone.now())
        keeping.forget_live()
        measured = Relevance(story)
        places = measured.places()
        self.assertGreaterEqual(len(places), 60)
        first = sum(place == 1 for place in places) / len(places)
        in_three = sum(place <= 3 for place in places) / len(places)
        said = f"first {first:.3f}, in three {in_three:.3f} of {len(places)}\n" + "\n".join(measured.missed)
        self.assertGreaterEqual(first, FIRST, said)
        self.assertGreaterEqual(in_three, IN_THREE, said)
