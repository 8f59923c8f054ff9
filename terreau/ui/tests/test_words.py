"""Texts: French set as printed, English for each, plurals as each language counts."""

import gettext
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from terreau.ui import typography, words

SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("C'est prêt ? Oui ; non.", f"C’est prêt{SPACE}? Oui{SPACE}; non."),
        ("%(name)s: votre page", f"%(name)s{SPACE}: votre page"),
        ("dans « %(circle)s » ; puis", f"dans «{SPACE}%(circle)s{SPACE}»{SPACE}; puis"),
        ("Qui a déjà...", "Qui a déjà…"),
        ("Complétez : « Qui a déjà… ? »", f"Complétez{SPACE}: «{SPACE}Qui a déjà…{SPACE}?{SPACE}»"),
        ("à 12:15, voir https://exemple.org/a:b", "à 12:15, voir https://exemple.org/a:b"),
        ("un `a ? b` de code", "un `a ? b` de code"),
    ],
)
def test_french_is_set_as_printed_and_only_once(typed, printed):
    assert typography.mend(typed) == printed
    assert typography.mend(printed) == printed


@pytest.mark.parametrize(
    "said",
    ["Nos utilisateurs", "une relance", "Bravo !", "N’oubliez pas", "les adhérent·es", "un contenu", "par e-mail"],
)
def test_words_this_house_does_not_use_are_found(said):
    assert typography.faults(said) != []


def test_a_name_may_begin_with_a_vowel():
    assert typography.faults("Une invitation de %(name)s") != []
    assert typography.faults("Une invitation écrite par %(name)s, le %(day)s") == []


def test_a_place_for_an_address_is_not_a_word():
    assert typography.faults("Votre courriel, %(email)s") == []


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "HOUSE", tmp_path / "house")
    place = tmp_path / "house" / "garden"
    (place / "templates" / "garden").mkdir(parents=True)
    (place / "views.py").write_text('_("Je plante")\nngettext("%(num)s pousse", "%(num)s pousses", 2)\n')
    (place / "templates" / "garden" / "bed_page.html").write_text('{{ _("Qui arrose ?") }}{{ _("Je plante") }}')
    return place


def english(room):
    with (room / "locale/en/LC_MESSAGES/django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def french(room):
    with (room / "locale/fr/LC_MESSAGES/django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def translate(room, **texts):
    path = words.catalogue_of("garden")
    catalogue = path.read_text()
    for msgid, msgstr in texts.items():
        assert f'msgid "{msgid}"\nmsgstr ""' in catalogue
        catalogue = catalogue.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"')
    path.write_text(catalogue)


def test_each_text_is_collected_once_and_the_missing_are_named(room):
    words.update("garden")
    assert sorted(words.missing("garden")) == ["%(num)s pousse", "Je plante", "Qui arrose ?"]
    translate(room, **{"Je plante": "I plant"})
    words.update("garden")
    assert sorted(words.missing("garden")) == ["%(num)s pousse", "Qui arrose ?"]


def test_what_is_no_longer_said_is_no_longer_kept(room):
    words.update("garden")
    (room / "views.py").write_text('_("Je sème")\n')
    words.update("garden")
    assert sorted(words.missing("garden")) == ["Je plante", "Je sème", "Qui arrose ?"]
    assert "pousse" not in words.catalogue_of("garden").read_text()


def test_setting_a_text_right_keeps_its_english(room):
    words.update("garden")
    translate(room, **{"Qui arrose ?": "Who waters?"})
    assert words.faults("garden") == [f"Qui arrose ?: should be: Qui arrose{SPACE}?"]
    words.fix("garden")
    words.update("garden")
    words.compile_room("garden")
    assert words.faults("garden") == []
    assert english(room).gettext(f"Qui arrose{SPACE}?") == "Who waters?"


def test_each_language_counts_as_it_does(room):
    words.update("garden")
    path = words.catalogue_of("garden")
    path.write_text(
        path.read_text()
        .replace('msgstr[0] ""', 'msgstr[0] "%(num)s sprout"')
        .replace('msgstr[1] ""', 'msgstr[1] "%(num)s sprouts"')
    )
    words.compile_room("garden")
    plural = ("%(num)s pousse", "%(num)s pousses")
    assert [english(room).ngettext(*plural, n) % {"num": n} for n in (0, 1, 2)] == [
        "0 sprouts",
        "1 sprout",
        "2 sprouts",
    ]
    assert [french(room).ngettext(*plural, n) % {"num": n} for n in (0, 1, 2)] == ["0 pousse", "1 pousse", "2 pousses"]


def test_the_check_changes_nothing_and_fails(room):
    out = StringIO()
    with pytest.raises(CommandError, match="3 texts have no English, 1 are not set as printed"):
        call_command("words", "garden", "--check", stdout=out)
    assert "garden: Je plante" in out.getvalue()
    assert not words.catalogue_of("garden").exists()
