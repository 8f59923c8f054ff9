"""Tells the example community into being, through the models' own verbs, in the order in which it all happened.

The facts are in `story/*.toml`. Each module of `chapters/` has an `ORDER` and a `tell(story)`, which says *when* each
act happens (`story.then(moment, act)`); when every chapter has spoken, the acts are played from the oldest to the
newest, in one transaction, so that the journal is as true as a lived one. Nobody is mailed. A new feature adds its
chapter and its TOML file, and touches nothing here.
"""

import importlib
import pkgutil
import re
import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

from django.db import transaction

from terreau.community.models import Community, Membership
from terreau.people.models import Person
from terreau.spine.outbox import without_followers
from terreau.spine.reading import System

from . import DOMAIN, SLUG, chapters
from .moments import moment

PAGES = Path(__file__).parent / "story"
TOLD = System("the example's story")
ZONE = ZoneInfo("America/Toronto")
_CALLED = re.compile(r"@\{([a-z-]+)\}")


class Story:
    """What is in the TOML pages, the acts still to be played, and what they have made so far."""

    def __init__(self, *, now: datetime, zone: ZoneInfo = ZONE):
        self.now, self.zone = now, zone
        self._pages = _read(PAGES)
        self._acts: list[tuple[datetime, int, Callable[[datetime], object]]] = []
        self._made: dict[tuple[str, str], object] = {}

    # ---- what is written ----
    def all(self, kind: str) -> list[dict]:
        """Every `[[kind]]` of the pages, in the order in which they are written."""
        return self._pages.get(kind, [])

    def the(self, kind: str) -> dict:
        """The one `[kind]` of the pages."""
        return self._pages[kind]

    def written(self, kind: str, key: str) -> dict:
        """The `[[kind]]` whose key is `key`."""
        return next(entry for entry in self.all(kind) if entry["key"] == key)

    # ---- when ----
    def at(self, said: str = "", *, days: float = 0, hour: str = "12:00") -> datetime:
        """A moment in the story's words (see `moments.py`), or so many whole days ago at that hour."""
        return moment(said or f"d{int(days)} {hour}", now=self.now, zone=self.zone)

    def then(self, when: str | datetime, act: Callable[[datetime], object]) -> None:
        """Have `act(at)` played at that moment; acts of one moment keep the order in which they were said."""
        at = self.at(when) if isinstance(when, str) else when
        self._acts.append((at, len(self._acts), act))

    def play(self) -> None:
        """Play every act, the oldest first. What would only happen after `now` is refused."""
        self._acts.sort(key=lambda act: act[:2])
        if self._acts and self._acts[-1][0] > self.now:
            raise ValueError(f"An act of the story lies in the future: {self._acts[-1][0]}.")
        for at, _order, act in self._acts:
            act(at)
        self._acts.clear()

    # ---- what has been made ----
    def keep(self, kind: str, key: str, thing):
        """Remember what an act made, so that later acts find it; returned as it is."""
        self._made[kind, key] = thing
        return thing

    def made(self, kind: str, key: str):
        """What an earlier act made; KeyError when it has not happened yet."""
        return self._made[kind, key]

    def person(self, key: str) -> Person:
        """Somebody of the story, once known."""
        return self.made("person", key)

    @property
    def community(self) -> Community:
        """The community itself, once founded."""
        return self.made("community", SLUG)

    def membership(self, key: str) -> Membership:
        """This person's membership as it is at this point of the story."""
        rows = Membership.objects.visible_to(TOLD).select_related("person", "community")
        return rows.get(community=self.community, person=self.person(key))

    def words(self, text: str) -> str:
        """A text of the pages as it is written in the community: `@{louis}` becomes « @Louis Arsenault »."""
        return _CALLED.sub(lambda found: f"@{self.written('person', found[1])['name']}", text).strip()


def _read(folder: Path) -> dict:
    pages: dict = {}
    for path in sorted(folder.glob("*.toml")):
        with path.open("rb") as file:
            for kind, said in tomllib.load(file).items():
                pages[kind] = pages.get(kind, []) + said if isinstance(said, list) else said
    return pages


def in_order() -> list[ModuleType]:
    """The chapters, by their `ORDER`."""
    found = pkgutil.iter_modules(chapters.__path__, f"{chapters.__name__}.")
    modules = [importlib.import_module(chapter.name) for chapter in found]
    return sorted(modules, key=lambda module: module.ORDER)


def is_told() -> bool:
    """Whether the example lives here."""
    return Community.objects.visible_to(TOLD).filter(slug=SLUG, is_example=True).exists()


@transaction.atomic
def tell(*, now: datetime) -> bool:
    """Tell the whole story, or nothing when it was told already; whether it was told now."""
    if is_told():
        return False
    story = Story(now=now)
    with without_followers():
        for chapter in in_order():
            chapter.tell(story)
        story.play()
    return True


def address(key: str) -> str:
    """Where this person of the story would be written to; nothing arrives there."""
    return f"{key}@{DOMAIN}"


def soon_after(at: datetime, turn: int) -> datetime:
    """A plausible moment for the answer of the `turn`-th person: minutes at first, a day or so later on."""
    return at + timedelta(minutes=17 + 43 * turn + (turn * turn * 37) % 90)
