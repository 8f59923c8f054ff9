"""Pictures inside a note's text: « [image : atelier.jpg] » shows there the picture given under that name.

The words keep the name and nothing else, so that history, merging and both languages stay words. A name used twice
shows the second picture of that name the second time; a picture replaced is still found by the names it had.
"""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from terreau.ui.pieces import piece
from terreau.ui.rich import SafeRich

_NAMED = r"\[image\s*:\s*(?P<name>[^\]<\n]{1,200})\]"
_IN_SOURCE = re.compile(_NAMED, re.IGNORECASE)
_IN_HTML = re.compile(r"<[^>]*>|" + _NAMED, re.IGNORECASE)


def key_of(name: str) -> str:
    """What two spellings of a file's name share: its letters and digits.

    Accents count, unlike in `folding.fold`: « pâte » and « pate » may be two pictures. So does the editor's `keyOf`.
    """
    return "".join(filter(str.isalnum, name)).casefold()


def without_pictures(source: str) -> str:
    """The words alone."""
    return _IN_SOURCE.sub("", source)


def names_asked(source: str) -> list[str]:
    """The names that a text asks to be shown in it, in order."""
    return [found["name"].strip() for found in _IN_SOURCE.finditer(source)]


def unknown_names(source: str, names: Iterable[str]) -> list[str]:
    """Those that no picture given with the note bears."""
    known = set(map(key_of, names))
    return [name for name in names_asked(source) if key_of(name) not in known]


@dataclass
class Pictures:
    """The files of a note, while its text is put on the page; `unplaced` are those no text asked for."""

    files: list
    placed: set = field(default_factory=set)

    def __post_init__(self):
        self.named: dict[str, list] = {}
        for row in self.files:
            if row.file.is_picture:
                for name in dict.fromkeys(map(key_of, (row.file.name, *row.known_as))):
                    self.named.setdefault(name, []).append(row)

    @property
    def unplaced(self) -> list:
        """What is shown under the text."""
        return [row for row in self.files if row.pk not in self.placed]

    def put_in(self, words: SafeRich, show: Callable) -> SafeRich:
        """The words with each picture at its place; a name that no picture bears stays as it was typed."""
        if not self.named or "[" not in words:
            return words
        return SafeRich.from_database(_IN_HTML.sub(lambda found: self._shown(found, show), words))

    def _shown(self, found: re.Match, show: Callable) -> str:
        rows = self.named.get(key_of(html.unescape(found["name"] or "")), [])
        if not rows:
            return found[0]
        row = next((row for row in rows if row.pk not in self.placed), rows[-1])
        self.placed.add(row.pk)
        return show(row)


def shower(here: str) -> Callable:
    """How a picture looks in the text of the note at this address."""
    return lambda row: piece("practice/_picture.html", {"row": row, "file": row.file, "here": here}).strip()
