"""What a letter says, before it is laid out: the same words make the text and the HTML."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from terreau.ui.rich import SafeRich

HEAVY = 8_000  # bytes of one person's words in a letter; beyond, the page has the rest
CUT = 2_500  # characters kept of what is cut


@dataclass(frozen=True)
class Code:
    """Digits to type."""

    digits: str
    kind: str = "code"


@dataclass(frozen=True)
class Quote:
    """Somebody's own words: as text, and as the HTML that was made safe when they were written."""

    text: str
    by: str = ""
    said: str = ""  # what surrounds the name: « vous répond dans … »
    html: SafeRich | None = None
    path: str = ""  # where it is, inside this house
    kind: str = "quote"

    @property
    def is_cut(self) -> bool:
        """Whether the page has more than the letter."""
        return self.weight > HEAVY

    @property
    def weight(self) -> int:
        """Bytes of the words as they came."""
        return max(len(self.text.encode()), len((self.html or "").encode()))

    @property
    def lines(self) -> list[str]:
        """The words for the text part, line by line."""
        text = self.text[:CUT].rsplit(" ", 1)[0] + " […]" if self.is_cut else self.text
        return text.split("\n")

    @property
    def shown(self) -> Markup:
        """The words for the HTML part; cut, they lose their layout so that no tag stays open."""
        if self.html is not None and not self.is_cut:
            return self.html
        return Markup("<br>").join(self.lines)


@dataclass(frozen=True)
class Button:
    """The one thing to do."""

    label: str
    path: str  # inside this house


@dataclass(frozen=True)
class Invitation:
    """What calendar programs read in a letter (RFC 6047): an iCalendar text and its method."""

    lines: str
    method: str


@dataclass(frozen=True)
class Words:
    """One letter to one person: a subject, paragraphs, at most one button, and why it came."""

    subject: str
    body: Sequence[str | Code | Quote]
    why: str
    button: Button | None = None
    after: Sequence[str] = ()
    calendar: Invitation | None = None
