"""What each column of a member list means, guessed from its header and its first values."""

import re
from collections.abc import Sequence
from enum import StrEnum

from . import addresses
from .fold import fold


class Column(StrEnum):
    """What a column can hold for us."""

    ADDRESS = "address"
    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    ORGANISATION = "organisation"
    ROLE = "role"
    LANGUAGE = "language"
    JOINED = "joined"
    LEFT_OUT = ""


ABOVE = 10  # rows among which the headers are looked for
CIVIL = frozenset("m mr mme mlle mrs ms miss dr dre me prof".split())

# Whole words to find in a header once folded, the surest first; a column takes the first meaning that fits.
WORDS = (
    (Column.LEFT_OUT, "middle|deuxieme prenom|second prenom|yomi|phonetic|phonetique|prefix|prefixe|suffix|suffixe"),
    (Column.LEFT_OUT, "nickname|surnom|type|label|maiden|naissance|birthday|anniversaire|file as|additional"),
    (Column.ROLE, "job title|organization title|organization 1 title|titre1|titre du poste|intitule du poste"),
    (Column.ADDRESS, "courriel|e mail|email|mail|mel|adresse electronique|adresse"),
    (
        Column.JOINED,
        "date d arrivee|arrivee|arrive|membre depuis|date d adhesion|adhesion|inscription|inscrit",
    ),
    (Column.JOINED, "inscrite|joined|join date|member since|since|depuis|created|created at|date"),
    (Column.LANGUAGE, "langue|language|lang|locale"),
    (
        Column.ORGANISATION,
        "organisation|organization|organisme|entreprise|societe|company|employeur|employer",
    ),
    (Column.ORGANISATION, "etablissement|structure|institution|affiliation"),
    (Column.NAME, "nom complet|nom et prenom|nom prenom|prenom et nom|prenom nom|full name|display name"),
    (Column.GIVEN, "prenom|prenoms|first name|firstname|given name|forename"),
    (Column.FAMILY, "nom de famille|last name|lastname|surname|family name"),
    (Column.ROLE, "role|fonction|poste|titre|title|metier|profession|position"),
    (Column.NAME, "nom|name|participant|participante|membre|personne|member|person"),
)


def guess(headers: Sequence[str], sample: Sequence[Sequence[str]]) -> list[Column]:
    """One meaning per column, each meaning once (the column with most addresses wins that one)."""
    wanted = [_meaning(header) for header in headers]
    wanted = [Column.LEFT_OUT if _civility(column, sample, at) else column for at, column in enumerate(wanted)]
    columns: list[Column] = []
    address = _address_column(wanted, sample)
    for index, column in enumerate(wanted):
        if index == address:
            column = Column.ADDRESS
        elif column is Column.ADDRESS or column in columns:
            column = Column.LEFT_OUT
        columns.append(column)
    return _apart(columns)


def guess_without_headers(sample: Sequence[Sequence[str]]) -> list[Column]:
    """Meanings by what the values look like: the addresses, then a full name or a given and a family name."""
    width = max((len(cells) for cells in sample), default=0)
    columns = [Column.LEFT_OUT] * width
    address = _address_column([Column.LEFT_OUT] * width, sample)
    if address is None:
        return columns
    columns[address] = Column.ADDRESS
    texts = [index for index in range(width) if index != address and _wordy(sample, index)]
    if texts:
        full = sum(" " in cells[texts[0]].strip() for cells in sample if texts[0] < len(cells))
        together = 2 * full >= len(sample) or len(texts) == 1
        columns[texts[0]] = Column.NAME if together else Column.GIVEN
        if not together:
            columns[texts[1]] = Column.FAMILY
    return columns


def place(rows: Sequence[Sequence[str]]) -> int:
    """Where the headers are: some lists begin with a title and a date, above them."""
    for at, cells in enumerate(rows[:ABOVE]):
        if not names_columns(cells):
            return 0
        meant = [_meaning(cell) for cell in cells if cell.strip()]
        if Column.ADDRESS in meant and len(set(meant) - {Column.LEFT_OUT}) > 1:
            return at
    return 0


def names_columns(cells: Sequence[str]) -> bool:
    """Whether a first row is headers: no cell of it is an address."""
    return not any(addresses.first_of(cell)[0] for cell in cells)


def _meaning(header: str) -> Column:
    said = f" {' '.join(re.findall('[a-z0-9]+', fold(header[:200])))} "
    for column, words in WORDS:
        if any(f" {word} " in said for word in words.split("|")):
            return column
    return Column.LEFT_OUT


def _civility(column: Column, sample: Sequence[Sequence[str]], index: int) -> bool:
    """Whether a « Titre » column says Mme or Dr, and not what somebody does."""
    values = {fold(cells[index]).strip(" .") for cells in sample if index < len(cells)} - {""}
    return column is Column.ROLE and bool(values) and values <= CIVIL


def _address_column(wanted: Sequence[Column], sample: Sequence[Sequence[str]]) -> int | None:
    def evidence(index: int) -> tuple[int, bool, int]:
        held = sum("@" in cells[index] for cells in sample if index < len(cells))
        return held, wanted[index] is Column.ADDRESS, -index

    best = max(range(len(wanted)), key=evidence, default=None)
    if best is None or not (wanted[best] is Column.ADDRESS or evidence(best)[0]):
        return None
    return best


def _apart(columns: list[Column]) -> list[Column]:
    """« Nom » beside « Prénom » is a family name; beside nothing it is the whole name."""
    if Column.GIVEN in columns and Column.NAME in columns and Column.FAMILY not in columns:
        return [Column.FAMILY if column is Column.NAME else column for column in columns]
    return columns


def _wordy(sample: Sequence[Sequence[str]], index: int) -> bool:
    values = [cells[index] for cells in sample if index < len(cells) and cells[index].strip()]
    return bool(values) and all(not re.search(r"\d", value) for value in values)
