"""What somebody typed, understood: words, phrases between quotes, and filters, typed or chosen."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from terreau.community.folding import fold

from .words import Stems, plain_words, sought, stems_of, tidy

LONGEST = 400  # characters looked at
MOST_WORDS = 24
MOST_PHRASES = 4
_PHRASE = re.compile(r"[\"«“]([^\"»”]{1,200})[\"»”]")
_TYPED = re.compile(r"(?<!\w)(\w{1,12})\s?:\s?(?:\"([^\"]{1,80})\"|«\s?([^»]{1,80}?)\s?»|([^\s\"«]{1,80}))")
_NAMES = {
    "family": ("genre", "kind", "type"),
    "place": ("cercle", "lieu", "place", "circle"),
    "person": ("de", "personne", "person", "from"),
    "since": ("apres", "depuis", "du", "after", "since"),
    "until": ("avant", "au", "before", "until"),
    "during": ("en", "date", "in"),
}
_FILTERS = {name: which for which, names in _NAMES.items() for name in names}
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)


@dataclass
class Query:
    """What is looked for. `words` are as typed; each gives its stems when asked."""

    text: str = ""
    words: list[str] = field(default_factory=list)
    phrases: list[list[str]] = field(default_factory=list)
    family: str = ""
    place: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None
    wrong_date: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.words

    @property
    def terms(self) -> list[tuple[str, ...]]:
        """For each word, the stems by which it is found; words that share them count once."""
        return list(dict.fromkeys(sought(word) for word in self.words))

    @property
    def sequences(self) -> list[list[Stems]]:
        """For each phrase, the stems of its words in order."""
        return [[stems_of(word) for word in phrase] for phrase in self.phrases]

    @classmethod
    def of(cls, text: str, **chosen) -> "Query":
        """From what was typed and what was chosen in the form; what is typed wins."""
        text = " ".join(tidy(text[: 4 * LONGEST]).split())[:LONGEST]
        query = cls(text=text, family=chosen.get("family", ""), place=chosen.get("place", "")[:80])
        query.person = chosen.get("person", "").strip()[:80]
        query._dates(chosen.get("since", ""), chosen.get("until", ""))
        left = _TYPED.sub(query._typed, text)
        query.phrases = [words for said in _PHRASE.findall(left)[:MOST_PHRASES] if (words := plain_words(said))]
        query.words = list(dict.fromkeys(plain_words(left)))[:MOST_WORDS]
        return query

    def with_words(self, words: list[str]) -> "Query":
        """The same question with other words (corrected, or only some of them); phrases go with the words they hold."""
        kept = [phrase for phrase in self.phrases if set(phrase) <= set(words)]
        return Query(self.text, words, kept, self.family, self.place, self.person, self.since, self.until)

    def _typed(self, found: re.Match) -> str:
        which = _FILTERS.get(fold(found[1]))
        value = (found[2] or found[3] or found[4] or "").strip()
        if which is None or not value:
            return found[0]
        if which == "during":
            self._dates(value, value)
        elif which in ("since", "until"):
            self._dates(**{which: value})
        else:
            setattr(self, which, fold(value) if which == "family" else value)
        return " "

    def _dates(self, since: str = "", until: str = "") -> None:
        """Take dates as « 2026 », « 2026-03 » or « 2026-03-14 »."""
        if since:
            self.since = _first_day(since)
            self.wrong_date |= self.since is None
        if until:
            self.until = _last_day(until)
            self.wrong_date |= self.until is None


def _parts(text: str) -> list[int]:
    found = _DATE.fullmatch(text.strip()[:10])
    return [int(part) for part in found.groups() if part] if found else []


def _first_day(text: str) -> date | None:
    parts = _parts(text)
    if not parts or not 1900 <= parts[0] <= 2200:
        return None
    try:
        return date(*[*parts, 1, 1][:3])
    except ValueError:
        return None


def _last_day(text: str) -> date | None:
    parts, first = _parts(text), _first_day(text)
    if first is None or len(parts) == 3:
        return first
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    after = first.replace(day=28) + timedelta(days=4)
    return after.replace(day=1) - timedelta(days=1)
