"""The words of a note: their parts, their limits, and how they are shown. No database."""

from typing import NamedTuple

from terreau.conversation.words import cut, opening_of, tidy
from terreau.ui import rich

from .picturing import without_pictures

__all__ = ["MAX_PART", "MAX_TITLE", "Words", "cut", "gist_of", "opening_of", "shown", "tidy"]

MAX_TITLE = 160
MAX_PART = 20_000  # characters in one part
PARTS = ("when", "needs", "body")


class Words(NamedTuple):
    """What a note says in one language, as typed."""

    title: str = ""
    when: str = ""
    needs: str = ""
    body: str = ""

    def tidied(self) -> "Words":
        """The same, as it is kept."""
        title = " ".join(tidy(self.title).split())
        return Words(title[:MAX_TITLE], *(tidy(part) for part in self[1:]))

    @property
    def whole(self) -> str:
        """All of it as one text, to be compared with another."""
        return "\n\n".join(part for part in self if part)

    @property
    def length(self) -> int:
        """Characters, all parts together."""
        return sum(map(len, self))


def shown(source: str) -> str:
    """What people will read of this part: sanitised once, here. Tables are allowed."""
    return str(rich.render(source, tables=True)) if source else ""


def gist_of(words: Words) -> str:
    """The one line under a title in a list: when to use it, else how it begins."""
    for part in (words.when, words.body, words.needs):
        if said := opening_of(without_pictures(part), 200):
            return said
    return ""
