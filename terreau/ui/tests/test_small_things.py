"""Days in words, files for spreadsheets, what came from elsewhere, and the weight of it all."""

from datetime import UTC, date, datetime

import brotli
import pytest
from django.template import engines
from django.utils import timezone, translation

from terreau.ui import bundling, dates, tables
from terreau.ui.keys import ALPHABET, new_key

NOON = datetime(2026, 11, 22, 17, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_montreal():
    with timezone.override("America/Toronto"), translation.override("fr"):
        yield


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOON, "aujourd’hui"),
        (datetime(2026, 11, 22, 2, 0, tzinfo=UTC), "hier"),
        (datetime(2026, 11, 21, 12, 0, tzinfo=UTC), "hier"),
        (datetime(2026, 11, 17, 12, 0, tzinfo=UTC), "mardi"),
        (datetime(2026, 3, 1, 12, 0, tzinfo=UTC), "le 1er mars"),
        (datetime(2024, 3, 4, 12, 0, tzinfo=UTC), "le 4 mars 2024"),
    ],
)
def test_what_was_is_said_from_here(moment, said):
    assert dates.ago(moment, as_of=NOON) == said


def test_what_comes_is_said_from_here():
    days = [date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 27), date(2026, 12, 24)]
    assert [dates.until(d, as_of=NOON) for d in days] == ["aujourd’hui", "demain", "vendredi", "le 24 décembre"]


def test_how_long_something_stays_open_is_said_whole():
    days = [date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 27), date(2026, 12, 1), date(2028, 3, 4)]
    assert [dates.up_to(d, as_of=NOON) for d in days] == [
        "jusqu’à ce soir",
        "jusqu’à demain",
        "jusqu’à vendredi",
        "jusqu’au 1er décembre",
        "jusqu’au 4 mars 2028",
    ]
    with translation.override("en"):
        assert [dates.up_to(d, as_of=NOON) for d in days] == [
            "until tonight",
            "until tomorrow",
            "until Friday",
            "until 1 December",
            "until 4 March 2028",
        ]


def test_hours_and_days_in_both_languages():
    assert (dates.clock(NOON), dates.day(NOON)) == ("12\u00a0h\u00a015", "dimanche 22 novembre 2026")
    with translation.override("en"):
        assert (dates.clock(NOON), dates.day(NOON)) == ("12:15", "Sunday 22 November 2026")
        assert dates.ago(datetime(2024, 3, 4, tzinfo=UTC), as_of=NOON) == "on 3 March 2024"


@pytest.mark.parametrize(
    "danger", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "|cmd", "%0A", "＝1+1", "＠SUM(A1)"]
)
def test_no_cell_becomes_a_formula(danger):
    assert tables.cell(danger) == f"'{danger}"


def test_a_table_opens_in_a_french_spreadsheet():
    answer = tables.csv_response("membres été.csv", ["Nom", "Mot"], [["Chloé", 'dit "oui";\nvraiment'], ["Dan", None]])
    assert answer.content.decode() == '\ufeffNom;Mot\r\nChloé;"dit ""oui"";\nvraiment"\r\nDan;\r\n'
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''membres%20%C3%A9t%C3%A9.csv"


def test_keys_are_long_and_clear():
    keys = {new_key() for _ in range(2000)}
    assert len(keys) == 2000
    assert all(len(key) == 12 and set(key) <= set(ALPHABET) for key in keys)


def test_what_came_from_elsewhere_is_what_it_says():
    rows = bundling.vendored()
    assert len(rows) == 3
    for row in rows:
        assert bundling.sha256(bundling.HERE / row["file"]) == row["sha256"], row["name"]


def test_the_look_and_the_behaviours_are_light():
    weigh = {
        "style": bundling.stylesheet(),
        "live": bundling.stylesheet("look/live"),
        "script": bundling.script(),
        "own": bundling.own_script(),
    }
    kib = {name: len(brotli.compress(text.encode())) / 1024 for name, text in weigh.items()}
    assert kib["style"] <= 12
    assert kib["live"] <= 3
    assert kib["script"] <= 20
    assert kib["own"] <= 8


def test_templates_escape_what_people_write():
    page = engines["jinja2"].env.from_string("{{ name }} {{ words | rich }}")
    from terreau.ui.rich import render

    assert page.render(name="<b>", words=render("*a*")) == "&lt;b&gt; <p><em>a</em></p>\n"


def test_a_choice_is_shown_in_the_language_of_the_reader():
    from terreau.community.models import Membership
    from terreau.ui.templating import shown

    for language in ("fr", "en", "fr"):
        with translation.override(language):
            for status in Membership.Status.values:
                member = Membership(status=status)
                assert shown(member, "status") == member.get_status_display() != ""
