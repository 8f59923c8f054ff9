"""A list of members, however it was exported, and everything that can be wrong in it."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.memory.arrivals.headers import Column
from terreau.memory.arrivals.members_csv import MemberRow, Sheet, read_members
from terreau.memory.arrivals.problems import KINDS

TODAY = date(2026, 11, 22)
LIST = (
    "Prénom;Nom;Courriel;Organisme;Fonction;Langue;Date d’arrivée\n"
    "Jeanne;Roy;Jeanne.Roy@Example.org;La Ressourcerie;Qualité;Français;14/09/2023\n"
    "Éloïse;Côté;eloise@example.org;;;en;2 mars 2022\n"
)
JEANNE = MemberRow(2, "jeanne.roy@example.org", "Jeanne Roy", "La Ressourcerie", "Qualité", "fr", date(2023, 9, 14))
ELOISE = MemberRow(3, "eloise@example.org", "Éloïse Côté", "", "", "en", date(2022, 3, 2))


def read(text: str | bytes, **options) -> Sheet:
    return read_members(text.encode() if isinstance(text, str) else text, today=TODAY, **options)


def kinds(sheet: Sheet) -> list[tuple[str, int]]:
    return [(problem.kind, problem.line) for problem in sheet.problems]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_export_reads_the_same(separator, encoding, end):
    text = LIST.replace(";", separator).replace("\n", end)
    if separator == ",":
        text = text.replace("La Ressourcerie", '"La Ressourcerie"')
    sheet = read(text.encode(encoding))
    assert (sheet.rows, sheet.separator) == ([JEANNE, ELOISE], separator)
    guessed = [("members-encoding-guessed", 0)] if encoding in ("cp1252", "mac_roman") else []
    assert kinds(sheet) == guessed


@pytest.mark.parametrize(
    ("titles", "columns"),
    [
        ("Prénom,Nom,Courriel", ["given", "family", "address"]),
        ("Nom complet,Adresse courriel", ["name", "address"]),
        ("Nom,E-mail", ["name", "address"]),
        ("Full name,Email address,Company,Job title", ["name", "address", "organisation", "role"]),
        ("First Name,Last Name,E-Mail,Member since", ["given", "family", "address", "joined"]),
        ("NOM DE FAMILLE,PRENOM,MEL,Établissement", ["family", "given", "address", "organisation"]),
        ("Adresse,Nom,Courriel (travail)", ["", "name", "address"]),
        ("Courriel,Courriel 2,Langue préférée,Membre depuis", ["address", "", "language", "joined"]),
        ("Téléphone,Courriel,Nom", ["", "address", "name"]),
    ],
)
def test_headers_are_guessed(titles, columns):
    cells = ["a@example.org" if column == "address" else "mot" for column in columns]
    sheet = read(f"{titles}\n{','.join(cells)}\n")
    assert [str(column) for column in sheet.columns] == columns


def test_a_wrong_guess_is_corrected():
    text = "A,B,C\nRoy,Jeanne,jeanne@example.org\n"
    sheet = read(text, columns={0: Column.FAMILY, 1: Column.GIVEN, 2: Column.ADDRESS})
    assert sheet.rows == [MemberRow(2, "jeanne@example.org", "Jeanne Roy")]
    left_out = read(text, columns={2: Column.ADDRESS})
    assert left_out.rows[0].name == "Jeanne"
    assert kinds(left_out) == [("members-name-missing", 2)]


def test_a_list_without_headers():
    sheet = read("Jeanne Roy,jeanne@example.org\nPaul Blanc,paul@example.org\n")
    assert [(row.line, row.name, row.address) for row in sheet.rows] == [
        (1, "Jeanne Roy", "jeanne@example.org"),
        (2, "Paul Blanc", "paul@example.org"),
    ]
    assert kinds(sheet) == [("members-no-headers", 1)]


def test_only_addresses():
    sheet = read("jeanne.roy@example.org\npaul@example.org\n")
    assert [row.name for row in sheet.rows] == ["Jeanne Roy", "Paul"]


def test_excel_says_its_separator():
    assert read("sep=|\nNom|Courriel\nA|a@example.org\n").rows[0].line == 3


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Jeanne;", ["members-address-missing"]),
        ("Jeanne;jeanne", ["members-address-malformed"]),
        ("Jeanne;jeanne@", ["members-address-malformed"]),
        ("Jeanne;jeanne@localhost", ["members-address-malformed"]),
        ("Jeanne;jé@example.org", ["members-address-malformed"]),
        ("Jeanne;a b@example.org", []),
        ("Jeanne;j..r@example.org", ["members-address-malformed"]),
        ("Jeanne;" + "a" * 65 + "@example.org", ["members-address-malformed"]),
        ('Jeanne;"jeanne@example.org\nBcc: tous@example.org"', ["members-address-malformed"]),
        ("Jeanne;a@example.org, b@example.org", ["members-address-several"]),
        ("Jeanne;mailto:a@example.org", []),
        ("Jeanne;<a@example.org>", []),
        (";Jeanne Roy <a@example.org>", []),
        (";a@example.org", ["members-name-missing"]),
        ("=1+1;a@example.org", ["members-formula", "members-name-missing"]),
        ("@SUM(A1:A9);a@example.org", ["members-formula", "members-name-missing"]),
        ("'=Jeanne;a@example.org", []),
        ('="Jeanne";a@example.org', ["members-quote-open"]),
        ('"Jeanne\nRoy";a@example.org', ["members-line-break"]),
        ('"Jeanne;a@example.org', ["members-quote-open"]),
        ("J" * 200 + ";a@example.org", ["members-cell-long"]),
        ("JÃ©rÃ´me;a@example.org", ["members-mojibake"]),
        ("Je\0anne;a@example.org", ["members-nul"]),
        ("Jeanne;a@example.org;;", []),
        ("Jeanne;a@example.org;trop", ["members-columns-more"]),
    ],
)
def test_what_is_wrong_on_a_line(row, expected):
    sheet = read(f"Nom;Courriel\n{row}\n")
    expected = [kind for kind in expected if kind != "members-quote-open" or not row.startswith("=")]
    assert [kind for kind, _ in kinds(sheet)] == expected
    assert all(line == 2 for _, line in kinds(sheet))
    assert len(sheet.rows) == 1 - sum(KINDS[kind].weight == "entry" for kind in expected)


def test_values_are_cleaned():
    rows = read(
        'Nom;Courriel\n="Jeanne";a@example.org\nJÃ©rÃ´me;b@example.org\n  Zoé\u200b   Roy ;C@Example.ORG\n'
    ).rows
    assert [(row.name, row.address) for row in rows] == [
        ("Jeanne", "a@example.org"),
        ("Jérôme", "b@example.org"),
        ("Zoé Roy", "c@example.org"),
    ]


def test_the_same_address_twice_keeps_the_first():
    sheet = read("Nom;Courriel\nA;a@example.org\nB;b@example.org\nA encore;A@EXAMPLE.org\n")
    assert [row.name for row in sheet.rows] == ["A", "B"]
    assert kinds(sheet) == [("members-address-twice", 4)]
    assert "ligne 2" in sheet.problems[0].what


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-09-14", date(2023, 9, 14)),
        ("14/09/2023", date(2023, 9, 14)),
        ("14.09.23", date(2023, 9, 14)),
        ("1er septembre 2023", date(2023, 9, 1)),
        ("14 sept. 2023", date(2023, 9, 14)),
        ("September 14, 2023", date(2023, 9, 14)),
        ("août 2021", date(2021, 8, 1)),
        ("2019", date(2019, 1, 1)),
        ("2019-05", date(2019, 5, 1)),
        ("45183", date(2023, 9, 14)),
        ("2023-09-14T12:00:00Z", date(2023, 9, 14)),
    ],
)
def test_dates_of_arrival(written, day):
    sheet = read(f"Nom;Courriel;Membre depuis\nA;a@example.org;{written}\n")
    assert (sheet.rows[0].joined_on, kinds(sheet)) == (day, [])


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("hier", "members-date-unread"),
        ("32/13/2020", "members-date-unread"),
        ("0001-01-01", "members-date-unread"),
        ("2027-01-01", "members-date-future"),
    ],
)
def test_dates_that_cannot_be(written, kind):
    sheet = read(f"Nom;Courriel;Membre depuis\nA;a@example.org;{written}\n")
    assert (sheet.rows[0].joined_on, kinds(sheet)) == (None, [(kind, 2)])


def test_month_first_is_seen_from_the_column():
    sheet = read("Nom;Courriel;Since\nA;a@example.org;03/04/2020\nB;b@example.org;03/25/2020\n")
    assert [row.joined_on for row in sheet.rows] == [date(2020, 3, 4), date(2020, 3, 25)]
    unsure = read("Nom;Courriel;Since\nA;a@example.org;03/04/2020\n")
    assert (unsure.rows[0].joined_on, kinds(unsure)) == (date(2020, 4, 3), [("members-dates-ambiguous", 0)])


@pytest.mark.parametrize(
    ("written", "code", "problem"), [("FR-CA", "fr", 0), ("anglais", "en", 0), ("Deutsch", "", 1), ("", "", 0)]
)
def test_languages(written, code, problem):
    sheet = read(f"Nom;Courriel;Langue\nA;a@example.org;{written}\n")
    assert (sheet.rows[0].language, len(sheet.problems)) == (code, problem)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "members-empty"),
        (b"\xef\xbb\xbf \r\n", "members-empty"),
        (b";;;\n;;\n", "members-empty"),
        (b"Nom;Courriel\n", "members-no-rows"),
        (b"Nom;Prenom\nRoy;Jeanne\n", "members-no-address-column"),
        (b"PK\x03\x04" + b"\0" * 40, "members-not-text"),
        (b"%PDF-1.7", "members-not-text"),
        (bytes(range(256)) * 9 + b"\0" * 999, "members-not-text"),
        (b"a@b.ca\n" * 300_001, "members-too-long"),
        (b"x" * 50_000_001, "members-too-big"),
    ],
)
def test_files_that_cannot_arrive(data, kind):
    sheet = read(data)
    assert (sheet.rows, kinds(sheet)[0][0]) == ([], kind)
    assert sheet.problems[0].weight == "file"


def test_two_encodings_in_one_file():
    data = "Nom;Courriel\nÉloïse;e@example.org\nZoé;z@example.org\n".encode() + "Léa;l@example.org\n".encode("cp1252")
    sheet = read(data)
    assert [row.name for row in sheet.rows] == ["Éloïse", "Zoé", "Léa"]
    assert kinds(sheet) == [("members-encoding-mixed", 4)]


def test_lines_are_those_of_an_editor():
    sheet = read('Nom;Courriel\n\n"A\n\nB";a@example.org\n\nC;c\n')
    assert kinds(sheet) == [("members-line-break", 3), ("members-address-malformed", 7)]


def test_a_hundred_thousand_lines():
    sheet = read("Nom;Courriel\n" + "".join(f"P{n};p{n}@example.org\n" for n in range(100_000)))
    assert (len(sheet.rows), sheet.rows[-1].line, sheet.problems) == (100_000, 100_001, [])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_it(data):
    sheet = read(data)
    lines = [problem.line for problem in sheet.problems]
    assert all(first <= second for first, second in pairwise(lines))
    assert all(problem.what and problem.mend for problem in sheet.problems)


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\x85"), max_size=20)


@settings(max_examples=200, deadline=None)
@given(st.lists(CELL, min_size=1, max_size=20))
def test_every_line_is_a_person_or_a_problem(names):
    body = "".join('"{}";p{}@example.org\n'.format(name.replace('"', '""'), n) for n, name in enumerate(names))
    sheet = read("Nom;Courriel\n" + body)
    assert {row.line for row in sheet.rows} == set(range(2, len(names) + 2))
