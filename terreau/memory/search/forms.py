"""The box and its filters, as they come in an address: anything unknown is nothing."""

from dataclasses import dataclass
from urllib.parse import urlencode

from terreau.spine import search

LONGEST = 400


@dataclass
class Typed:
    """What was typed and chosen."""

    text: str = ""
    family: str = ""
    place: str = ""
    person: str = ""
    since: str = ""
    until: str = ""
    start: int = 0

    @classmethod
    def of(cls, query) -> "Typed":
        """From an address."""

        def given(name: str, most: int) -> str:
            return query.get(name, "")[:most].replace("\0", "").strip()

        start = query.get("suite", "")[:4]
        family = given("genre", 20)
        return cls(
            text=given("q", LONGEST),
            family=family if family in search.families() else "",
            place=given("cercle", 12),
            person=given("personne", 80),
            since=given("du", 10),
            until=given("au", 10),
            start=int(start) if start.isascii() and start.isdigit() else 0,
        )

    @property
    def chosen(self) -> dict[str, str]:
        """The filters, as `finding.look` takes them."""
        names = ("family", "place", "person", "since", "until")
        return {name: getattr(self, name) for name in names}

    @property
    def narrows(self) -> bool:
        """Whether any filter is set."""
        return any(self.chosen.values())

    def address(self, **changed) -> str:
        """The same search with something changed, as the end of an address."""
        said = {"q": self.text, "genre": self.family, "cercle": self.place, "personne": self.person}
        said |= {"du": self.since, "au": self.until, **changed}
        return "?" + urlencode({name: value for name, value in said.items() if value})
