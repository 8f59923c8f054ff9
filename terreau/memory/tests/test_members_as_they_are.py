"""Lists of members as spreadsheets, address books and mail tools really write them."""

from datetime import date

import pytest

from terreau.memory.arrivals.members_csv import Sheet, read_members

TODAY = date(2026, 11, 22)


def read(text: str) -> Sheet:
    return read_members(text.encode(), today=TODAY)


def people(text: str) -> list[tuple[str, str]]:
    return [(row.name, row.address) for row in read(text).rows]


def kinds(text: str) -> list[tuple[str, int]]:
    return [(problem.kind, problem.line) for problem in read(text).problems]


@pytest.mark.parametrize(
    "pasted",
    [
        "Roy, Jeanne <j@example.org>; Paul Blanc <p@example.org>; Zoé <z@example.org>\n",
        '"Roy, Jeanne" <j@example.org>, Paul Blanc <p@example.org>, Zoé <z@example.org>',
        '"Roy, Jeanne" <j@example.org>\n"Blanc, Paul" <p@example.org>\n\nZoé <z@example.org>\n',
        "Membres de la liste\nJeanne Roy <j@example.org>\nPaul Blanc <p@example.org>\nZoé <z@example.org>,\n",
        "j@example.org\tJeanne Roy\np@example.org Paul Blanc\nz@example.org  Zoé\n",
        "\ufeffJeanne Roy <j@example.org>;\r\nPaul Blanc <p@example.org>;\r\nZoé <z@example.org>;\r\n",
    ],
)
def test_what_a_mail_tool_writes_loses_nobody(pasted):
    assert people(pasted) == [
        ("Jeanne Roy", "j@example.org"),
        ("Paul Blanc", "p@example.org"),
        ("Zoé", "z@example.org"),
    ]
    assert {kind for kind, _line in kinds(pasted)} <= {"members-names-turned"}


def test_what_is_odd_in_a_pasted_list_is_said_at_its_line():
    lines = [f"P{n} <p{n}@example.org>" for n in range(60)]
    odd = "\n".join([*lines, "p3@example.org", "Paul Blanc, pas d’adresse"])
    assert kinds(odd) == [("members-address-twice", 61), ("members-address-malformed", 62)]


def test_a_table_is_no_pasted_list():
    text = "Courriel;Organisme\nJeanne Roy <j@example.org>;CHUM\nPaul <p@example.org>;CISSS\n"
    assert people(text) == [("Jeanne Roy", "j@example.org"), ("Paul", "p@example.org")]
    assert [row.organisation for row in read(text).rows] == ["CHUM", "CISSS"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Roy, Jeanne", "Jeanne Roy"),
        ("Roy, Jeanne (Qualité)", "Jeanne Roy (Qualité)"),
        ("Roy, Ph. D.", "Roy, Ph. D."),
        ("Jeanne Roy, Dre", "Jeanne Roy, Dre"),
        ("Me Jeanne Roy", "Me Jeanne Roy"),
    ],
)
def test_a_family_name_first_is_turned_round(written, name):
    assert people(f"Nom;Courriel\n{written};j@example.org\n") == [(name, "j@example.org")]


def test_names_turned_round_are_said_once():
    said = kinds("Nom;Courriel\nRoy, Jeanne;j@example.org\nBlanc, Paul;p@example.org\n")
    assert said == [("members-names-turned", 2)]


def test_a_title_above_the_headers():
    text = "Liste des membres;;\nMise à jour : 3 avril;;\n;;\nNom;Prénom;Courriel\nRoy;Jeanne;j@example.org\n"
    assert people(text) == [("Jeanne Roy", "j@example.org")]
    assert kinds(text) == [("members-above-headers", 1)]


@pytest.mark.parametrize(
    ("titles", "columns"),
    [
        ("First Name,Middle Name,Last Name,Title,Job Title,E-mail Address", ["given", "", "family", "", "role", "address"]),
        ("Titre,Prénom,Deuxième prénom,Nom,Titre1,Adresse de messagerie", ["", "given", "", "family", "role", "address"]),
        ("Name,Name Prefix,E-mail 1 - Type,E-mail 1 - Value", ["name", "", "", "address"]),
        ("Organization 1 - Type,Organization 1 - Name,Courriel", ["", "organisation", "address"]),
        ("Nom,Date de naissance,Courriel", ["name", "", "address"]),
    ],
)  # fmt: skip
def test_address_books(titles, columns):
    values = {"address": "a@example.org", "given": "Ann", "family": "Roy", "name": "Ann Roy"}
    cells = [values.get(column, "Dre" if not column else "mot") for column in columns]
    assert [str(column) for column in read(f"{titles}\n{','.join(cells)}\n").columns] == columns


@pytest.mark.parametrize("cell", ['"p@example.org\nq@example.org"', '"p@example.org;\nq@example.org"'])
def test_several_addresses_one_under_the_other(cell):
    text = f"Nom;Courriel\nPaul;{cell}\nZoé;z@example.org\n"
    assert people(text) == [("Paul", "p@example.org"), ("Zoé", "z@example.org")]
    assert kinds(text) == [("members-address-several", 2)]


def test_what_a_spreadsheet_shows_when_it_fails():
    text = 'Nom;Courriel;Membre depuis;Organisme\n#N/A;="a@example.org";3-avr-23;-\nB;b@example.org;####;#REF!\n'
    rows = read(text).rows
    assert [(row.name, row.joined_on, row.organisation) for row in rows] == [
        ("A", date(2023, 4, 3), ""),
        ("B", None, ""),
    ]
    assert kinds(text) == [
        ("members-formula", 2), ("members-name-missing", 2), ("members-formula", 3), ("members-formula", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("BEGIN:VCARD\nFN:Jeanne\nEND:VCARD\n", "members-vcard"),
        ("<html><table><tr><td>Nom</td></tr></table></html>", "members-not-text"),
    ],
)
def test_other_files_are_refused_with_what_to_do(data, kind):
    assert kinds(data) == [(kind, 0)]
