"""A session format as data: read from TOML, checked field by field, kept as plain values by each run."""

import hashlib
import json
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from terreau.ui.typography import mend

FOLDER = Path(__file__).parent / "formats"
MODES = {
    "round": _("tour de table"),
    "popcorn": _("qui veut"),
    "silent": _("écriture en silence, dévoilée ensemble"),
    "monologue": _("une personne parle"),
    "dialogue": _("échange"),
    "breakout": _("petits groupes"),
    "away": _("le groupe, sans la personne qui apporte"),
    "vote": _("chacun se prononce, tout paraît ensemble"),
    "trios": _("chacun son tour, une seule horloge"),
}
SEES = ("all", "me", "owner", "others", "together", "room")
NOTES = {
    "follow": _("Depuis la dernière fois"),
    "case": _("La situation"),
    "question": _("Questions posées"),
    "request": _("La demande"),
    "avenue": _("Pistes"),
    "plan": _("Le plan"),
    "learning": _("Apprentissages"),
    "card": _("Cartes"),
    "view": _("Regards"),
    "title": _("Titres"),
    "insight": _("Ce qui ressort"),
    "lesson": _("Leçons"),
    "offer": _("Qui prend quoi"),
    "proposal": _("La proposition"),
    "story": _("Récits"),
    "seed": _("Le germoir"),
}
INTENTIONS = {
    "aider": _("Aider une personne"),
    "comprendre": _("Comprendre ce qui se joue"),
    "avancer": _("Avancer à deux ou à trois"),
    "partager": _("Partager un savoir-faire"),
    "apprendre": _("Apprendre de ce qu’on a vécu"),
    "explorer": _("Explorer une question à beaucoup"),
    "decider": _("Décider"),
}
LONGEST = 400  # characters of one prompt


class WrongFormat(ValueError):
    """A format that cannot be used: which file, which step, which field, and why."""

    def __init__(self, file: str, step: int | None, name: str, why: str):
        self.file, self.step, self.field, self.why = file, step, name, why
        where = f"{file}, step {step}" if step else file
        super().__init__(f"{where}, {name}: {why}")


def spoken(pair) -> str:
    """The French or the English of a pair, in the reader's language."""
    return pair[1] if (get_language() or "fr").startswith("en") else pair[0]


@dataclass(frozen=True)
class Step:
    """One step: what is said, by whom, for how long, and who sees what is written in it."""

    title: tuple[str, str]
    minutes: int
    mode: str
    say: tuple[str, str]
    speaks: tuple[str, ...] = ()
    to: dict[str, tuple[str, str]] = field(default_factory=dict)
    note: str = ""
    sees: str = "all"
    parks: bool = False
    sprouts: bool = False
    dots: int = 1
    choices: tuple[tuple[str, str], ...] = ()
    again: int = 0
    turn: int = 0

    def prompt(self, role: str) -> str:
        """The sentence for whoever holds this role."""
        return spoken(self.to.get(role, self.say))


@dataclass(frozen=True)
class Format:
    """A whole format. `owner` is the role that brings something; loops are already laid out in `steps`."""

    slug: str
    name: tuple[str, str]
    about: tuple[str, str]
    intention: str
    people: tuple[int, int]
    version: int
    steps: tuple[Step, ...]
    roles: dict[str, tuple[str, str]] = field(default_factory=dict)
    owner: str = ""
    rules: tuple[tuple[str, str], ...] = ()
    before: tuple[str, str] = ("", "")
    raw: dict = field(default_factory=dict)

    @property
    def minutes(self) -> int:
        """How long it is planned to last."""
        return sum(step.minutes for step in self.steps)

    @property
    def hash(self) -> str:
        """A fingerprint of what it says."""
        return hashlib.sha256(json.dumps(self.raw, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]

    def __str__(self):
        return spoken(self.name)

    @property
    def turns(self) -> bool:
        """Whether roles turn by themselves within each group."""
        return any(step.mode == "trios" for step in self.steps)

    @property
    def size(self) -> str:
        """« de 5 à 8 personnes », « à deux »."""
        least, most = self.people
        if least == most == 2:
            return gettext("à deux")
        return gettext("de %(least)s à %(most)s personnes") % {"least": least, "most": most}

    def role(self, key: str) -> str:
        """The name of a role."""
        return spoken(self.roles[key]) if key in self.roles else ""


class _Reader:
    """Reads one table of a format, and refuses in one clear line."""

    def __init__(self, table: dict, file: str, step: int | None, known: set[str]):
        self.table, self.file, self.step = table, file, step
        for name in table.keys() - known:
            raise self.wrong(name, "is not a field of a format")

    def wrong(self, name: str, why: str) -> WrongFormat:
        return WrongFormat(self.file, self.step, name, why)

    def pair(self, name: str, *, required=True) -> tuple[str, str]:
        value = self.table.get(name, ["", ""] if not required else None)
        return self.checked_pair(name, value, required)

    def checked_pair(self, name: str, value, required=True) -> tuple[str, str]:
        if not isinstance(value, list) or len(value) != 2 or not all(isinstance(one, str) for one in value):
            raise self.wrong(name, 'must be a French and an English text: ["…", "…"]')
        if required and not all(one.strip() for one in value):
            raise self.wrong(name, "must not be empty")
        if max(map(len, value)) > LONGEST:
            raise self.wrong(name, f"must have at most {LONGEST} characters")
        return mend(value[0]), value[1]

    def number(self, name: str, least: int, most: int, default: int | None = None) -> int:
        value = self.table.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(name, f"must be a whole number from {least} to {most}")
        return value

    def one_of(self, name: str, known, default: str | None = None) -> str:
        value = self.table.get(name, default)
        if not isinstance(value, str) or (value not in known and value != default):
            raise self.wrong(name, f"must be one of {', '.join(sorted(known))}")
        return value

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        value = self.table.get(name, [])
        if not isinstance(value, list) or len(value) > 12:
            raise self.wrong(name, "must be a list of at most 12 texts")
        return tuple(self.checked_pair(name, one) for one in value)


_STEP = set(Step.__dataclass_fields__) - {"turn"}
_FORMAT = set(Format.__dataclass_fields__) - {"slug", "raw", "steps"} | {"step", "loop"}


def read(raw: dict, file: str, slug: str) -> Format:
    """The format these plain values say; `WrongFormat` names the file, the step and the field that cannot be."""
    reader = _Reader(raw, file, None, _FORMAT)
    roles = raw.get("roles", {})
    if not isinstance(roles, dict):
        raise reader.wrong("roles", "must be a table of role names")
    roles = {key: reader.checked_pair(f"roles.{key}", value) for key, value in roles.items()}
    people = raw.get("people")
    if not isinstance(people, list) or len(people) != 2 or not all(isinstance(n, int) for n in people):
        raise reader.wrong("people", "must be the least and the most: [5, 8]")
    if not 2 <= people[0] <= people[1] <= 500:
        raise reader.wrong("people", "must go from at least 2 to at most 500")
    tables = raw.get("step")
    if not isinstance(tables, list) or not 1 <= len(tables) <= 30:
        raise reader.wrong("step", "must be between 1 and 30 steps")
    owner = reader.one_of("owner", roles, "")
    steps = tuple(_step(table, file, number, roles, owner, len(tables)) for number, table in enumerate(tables, 1))
    return Format(
        slug=slug,
        name=reader.pair("name"),
        about=reader.pair("about"),
        intention=reader.one_of("intention", INTENTIONS),
        people=(people[0], people[1]),
        version=reader.number("version", 1, 10_000, 1),
        steps=_laid_out(steps, raw.get("loop"), reader),
        roles=_in_order(roles, owner, steps),
        owner=owner,
        rules=reader.pairs("rules"),
        before=reader.pair("before", required=False),
        raw=raw,
    )


def _in_order(roles: dict, owner: str, steps: tuple[Step, ...]) -> dict:
    """The role that brings something first, or the one whose turn it is: PostgreSQL keeps no order of its own."""
    turning = next((step.speaks[0] for step in steps if step.mode == "trios" and step.speaks), "")
    return dict(sorted(roles.items(), key=lambda pair: pair[0] != (owner or turning)))


def _step(table, file: str, number: int, roles: dict, owner: str, count: int) -> Step:
    if not isinstance(table, dict):
        raise WrongFormat(file, number, "step", "must be a table")
    reader = _Reader(table, file, number, _STEP)
    alone = [owner] if owner and table.get("mode") == "monologue" else []  # whom it is for, unless it says another
    speaks, to = table.get("speaks", alone), table.get("to", {})
    if not isinstance(speaks, list) or any(role not in roles for role in speaks):
        raise reader.wrong("speaks", f"must name roles: {', '.join(roles) or 'this format has none'}")
    if not isinstance(to, dict) or any(role not in roles for role in to):
        raise reader.wrong("to", f"must speak to roles: {', '.join(roles) or 'this format has none'}")
    choices = reader.pairs("choices")
    mode, note = reader.one_of("mode", MODES), reader.one_of("note", set(NOTES) - {"seed"}, "")
    for name in ("parks", "sprouts"):
        if not isinstance(table.get(name, False), bool):
            raise reader.wrong(name, "must be true or false")
    return Step(
        title=reader.pair("title"),
        minutes=reader.number("minutes", 1, 240),
        mode=mode,
        say=reader.pair("say"),
        speaks=tuple(speaks),
        to={role: reader.checked_pair(f"to.{role}", value) for role, value in to.items()},
        note=note,
        sees=reader.one_of("sees", SEES, "together" if mode == "silent" else "me" if note == "plan" else "all"),
        parks=table.get("parks", False),
        sprouts=table.get("sprouts", False),
        dots=reader.number("dots", 1, 9, 1),
        choices=choices,
        again=reader.number("again", 0, count, 0),
    )


def _laid_out(steps: tuple[Step, ...], loop, reader: _Reader) -> tuple[Step, ...]:
    """The steps one after the other, a loop's as often as it turns; a step of the n-th turn knows it."""
    if loop is None:
        return steps
    inner = _Reader(loop, reader.file, None, {"from", "to", "times"})
    first = inner.number("from", 1, len(steps))
    last = inner.number("to", first, len(steps))
    times = inner.number("times", 2, 8)
    turned = [replace(step, turn=turn) for turn in range(1, times + 1) for step in steps[first - 1 : last]]
    return (*steps[: first - 1], *turned, *steps[last:])


@cache
def house_formats() -> dict[str, Format]:
    """Every format of the house by its slug, read once; a wrong one is refused at the first look."""
    found = {}
    for path in sorted(FOLDER.glob("*.toml"), key=lambda path: path.stem):
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise WrongFormat(path.name, None, "toml", str(error)) from error
        form = read(raw, path.name, path.stem)
        found[path.stem] = replace(form, version=version_of(form))
    return found


def version_of(form: Format) -> int:
    """Which version of a format of the house this is: `versions.json` lists the fingerprints each one had, in order."""
    past = json.loads((FOLDER / "versions.json").read_text(encoding="utf-8")).get(form.slug, [])
    return past.index(form.hash) + 1 if form.hash in past else len(past) + 1
