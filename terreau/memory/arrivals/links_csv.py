"""A list of links as a separated text file: bytes in, rows and problems out. Nothing is kept."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from . import encodings, records
from .fold import fold
from .problems import Problem, problem

MOST_MEGABYTES = 5
MOST_LINKS = 5_000
TITLE = 160
SAID = {
    "link": "lien|liens|url|link|links|adresse|address|href",
    "title": "titre|title|nom|name|intitule",
    "tags": "mots|mot|mots cles|tags|tag|etiquettes|categorie|categories|theme|themes",
    "text": "description|resume|note|notes|commentaire|comment|pourquoi|texte|phrase",
}
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Link:
    """One link, at the line where the file names it."""

    line: int
    link: str
    title: str
    text: str = ""
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Links:
    """A list read through."""

    rows: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_links(data: bytes) -> Links:
    """Every link that `data` names, once; what is wrong, by line."""
    found = Links()
    if refused := _refused(data):
        found.problems.append(refused)
        return found
    lines = records.lines_of(encodings.decode(data).text)
    lines = [line[: records.CHARACTERS_A_ROW].replace("\0", "") for line in lines[: MOST_LINKS * 2]]
    rows = list(records.read(lines, records.guess_separator(lines)))
    places = _columns(rows[0].cells) if rows else {}
    body = rows[1:] if places else rows
    places = places or _guess(body)
    if "link" not in places:
        found.problems.append(problem("links-no-column"))
        return found
    _read(found, body[:MOST_LINKS], places)
    return found


def _refused(data: bytes) -> Problem | None:
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        return problem("links-empty")
    if len(data) > MOST_MEGABYTES * 1_000_000:
        return problem("links-too-big", limit=MOST_MEGABYTES)
    looks = encodings.looks_like(data)
    return problem("links-not-text", looks=looks) if looks else None


def _columns(titles: list[str]) -> dict[str, int]:
    """Meaning → place, when these cells name columns; nothing when they are links already."""
    if any(is_address(cell.strip()) for cell in titles):
        return {}
    named: dict[str, int] = {}
    for place, title in enumerate(titles):
        for meaning, words in SAID.items():
            if fold(title).strip() in words.split("|") and meaning not in named:
                named[meaning] = place
                break
    return named


def _guess(rows: list[records.Row]) -> dict[str, int]:
    """Without titles: the column of addresses, then the first other one is the title."""
    for row in rows[:20]:
        for place, cell in enumerate(row.cells):
            if is_address(cell.strip()):
                others = [other for other in range(len(row.cells)) if other != place]
                return {"link": place, **({"title": others[0]} if others else {})}
    return {}


def is_address(text: str) -> bool:
    """Whether this is the whole address of a page, that a browser opens."""
    if not re.match(r"https?://[^\s/]+\.[^\s/]+|https?://localhost", text, re.IGNORECASE) or len(text) > 500:
        return False
    try:
        return bool(urlsplit(text).hostname) and " " not in text
    except ValueError:
        return False


def _read(found: Links, rows: list[records.Row], places: dict[str, int]) -> None:
    seen: set[str] = set()
    for row in rows:
        cells = {name: _cell(row.cells, place) for name, place in places.items()}
        if not any(cells.values()):
            continue
        link = cells["link"]
        if not is_address(link):
            found.problems.append(problem("links-not-an-address", row.line, text=link))
        elif link in seen:
            found.problems.append(problem("links-twice", row.line, text=link))
        else:
            seen.add(link)
            title = cells.get("title", "") or (urlsplit(link).hostname or link)
            if len(title) > TITLE:
                found.problems.append(problem("links-title-cut", row.line))
            tags = tuple(tag for tag in re.split(r"\s*[,;|]\s*", cells.get("tags", "")) if tag)[:12]
            found.rows.append(Link(row.line, link, title[:TITLE], cells.get("text", "")[:2_000], tags))


def _cell(cells: list[str], place: int) -> str:
    return " ".join(_UNSEEN.sub(" ", cells[place] if place < len(cells) else "").split())
