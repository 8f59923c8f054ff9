"""The story is written as the house writes French."""

import re

import pytest

from terreau.demo.moments import moment
from terreau.demo.storyteller import PAGES, ZONE, Story
from terreau.demo.typography import french, french_toml

from .pages import NOW, texts

FORBIDDEN = re.compile(
    r"\b(utilisateurs?|utilisatrices?|engagements?|contenus?|relanc\w+|inacti\w+|lurkers?|boost\w+|incontournables?"
    r"|n.oubliez pas|ressources? humaines?|e-?mails?|membre·\w*|\w+·e·?s?)\b",
    re.IGNORECASE,
)
SEASONAL = re.compile(
    r"\b(janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|automnes?|hivers?"
    r"|printemps|noël|neige|canicules?|rentrée|cet été|20[12]\d)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def read():
    pages = Story(now=NOW)._pages
    return list(texts(pages))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("C'est prêt ? Oui ; non !", "C’est prêt\u00a0? Oui\u00a0; non\u00a0!"),
        ("Note: « d'accord »", "Note\u00a0: «\u00a0d’accord\u00a0»"),
        ("à 12 h 15, 4 000 $ et 97 %", "à 12\u00a0h\u00a015, 4\u00a0000\u00a0$ et 97\u00a0%"),
        ("lire https://example.org/a:b?c!d ici", "lire https://example.org/a:b?c!d ici"),
        ("le code `x ? y`", "le code `x ? y`"),
        ("Qui a déjà… ?", "Qui a déjà…\u00a0?"),
        ("**A tenu** : tout", "**A tenu**\u00a0: tout"),
    ],
)
def test_french_is_set_as_printed_and_only_once(typed, printed):
    assert french(typed) == printed
    assert french(printed) == printed


def test_keys_moments_comments_and_english_are_left_alone():
    page = '# d\'abord ?\n[[thread]]\nkey = "a: b"\nat = "w27 tue 09:40"\ntitle = "Et l\'eau ?"\n\n[[thread.message]]\nlang = "en"\ntext = """\nIsn\'t it ?\n"""\n'
    set_right = french_toml(page)
    assert "# d'abord ?" in set_right
    assert '"w27 tue 09:40"' in set_right
    assert "l’eau\u00a0?" in set_right
    assert "Isn't it ?" in set_right


def test_every_page_is_set_right():
    wrong = [path.name for path in PAGES.glob("*.toml") if french_toml(path.read_text()) != path.read_text()]
    assert wrong == []  # `python -m terreau.demo.typography` mends them


def test_no_typewriter_apostrophe_in_french(read):
    assert [text for text, english in read if not english and "'" in text] == []


def test_no_forbidden_word(read):
    assert [found[0] for text, _english in read for found in FORBIDDEN.finditer(text)] == []


def test_nothing_grows_old_no_month_no_season_no_year(read):
    assert [found[0] for text, _english in read for found in SEASONAL.finditer(text)] == []


def test_only_invented_addresses(read):
    hosts = {host for text, _english in read for host in re.findall(r"https?://([^/\s]+)", text)}
    assert hosts == {"example.org"}
    addresses = [said["email"] for said in Story(now=NOW).all("invitation") if "email" in said]
    assert all(address.endswith("@exemple.org") for address in addresses)


@pytest.mark.parametrize("said", ["w3", "w3 lun 09:00", "hier", "d3", "friday", "w3 mon 9:00"])
def test_a_moment_that_means_nothing_is_refused(said):
    with pytest.raises(ValueError, match="not a moment"):
        moment(said, now=NOW, zone=ZONE)


def test_moments_count_back_from_the_telling():
    assert moment("w1 tue 09:40", now=NOW, zone=ZONE).isoformat() == "2026-11-10T09:40:00-05:00"
    assert moment("w-1 thu 12:15", now=NOW, zone=ZONE).isoformat() == "2026-11-26T12:15:00-05:00"
    assert moment("d3 14:10", now=NOW, zone=ZONE).isoformat() == "2026-11-19T14:10:00-05:00"
    assert moment("friday 17:00", now=NOW, zone=ZONE).isoformat() == "2026-11-27T17:00:00-05:00"
