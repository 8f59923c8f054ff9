"""La coupe: every height is a count, the table says the same, and few people are told in words."""

import gzip
import re
from datetime import date

from django.utils import translation

from terreau.ui.charts.soil import Slice, Soil

THREE = [
    Slice(date(2024, 1, 15), {2022: 2, 2023: 5}, sprouts=1),
    Slice(date(2025, 1, 15), {2022: 1, 2023: 3, 2024: 4}),
    Slice(date(2026, 1, 15), {2021: 1, 2022: 1, 2023: 2, 2024: 2, 2025: 6}, sprouts=2, seeds=1),
]


def test_layers_are_four_at_most_and_the_oldest_lie_together():
    with translation.override("fr"):
        layers = Soil(THREE).layers
    assert [layer.label for layer in layers] == ["2025", "2024", "2023", "2022 et avant"]
    assert [layer.of(THREE[2]) for layer in layers] == [6, 2, 2, 2]


def test_the_table_gives_every_figure_of_the_drawing():
    with translation.override("fr"):
        header, rows = Soil(THREE).table()
    assert header == ["Moment", "2025", "2024", "2023", "2022 et avant", "Ensemble", "Premières contributions"]
    assert rows == [
        ["janvier 2026", 6, 2, 2, 2, 12, 2],
        ["janvier 2025", 0, 4, 3, 1, 8, 0],
        ["janvier 2024", 0, 0, 5, 2, 7, 1],
    ]


def test_few_people_are_told_in_words():
    few = Soil([Slice(date(2026, month, 1), {2025: 3, 2026: 3}) for month in (1, 2, 3)])
    with translation.override("fr"):
        assert (few.is_drawable, few.sentence()) == (
            False,
            "En mars 2026\u00a0: 6 personnes, de 2 années d’arrivée. Première trace\u00a0: janvier 2026.",
        )
    assert Soil(THREE).is_drawable
    assert not Soil(THREE[:2]).is_drawable


def test_a_season_without_anybody_is_not_what_the_drawing_is_read_by():
    over = Soil([Slice(date(2026, 1, 1), {2025: 3, 2026: 5}), *(Slice(date(2026, m, 1), {2026: 0}) for m in (4, 7))])
    with translation.override("fr"):
        assert over.sentence() == (
            "En janvier 2026\u00a0: 8 personnes, de 2 années d’arrivée. Première trace\u00a0: janvier 2026."
        )


def test_an_empty_community_is_told_without_a_drawing():
    with translation.override("fr"):
        assert Soil([]).sentence() == "La coupe se dessinera quand des gens se seront retrouvés ici."


def test_the_drawing_is_light_and_thick_as_its_counts():
    many = [Slice(date(2014 + i // 12, i % 12 + 1, 1), {2014 + j: 3 for j in range(i // 12 + 1)}) for i in range(150)]
    soil = Soil(many, future=[date(2027, 1, 1)] * 9)
    both = f"{soil.wide()}{soil.narrow()}"
    assert len(gzip.compress(both.encode())) < 9_000
    three = str(Soil(THREE).wide())
    tops = [int(y) for y in re.findall(r"C\d+ \d+ \d+ (\d+) 1420 \d+", three)]
    assert min(tops) == 222 - round(12 * 8.2)
    assert three.count('class="sprout"') == 3
    assert "javascript" not in both


def test_the_drawing_never_leaves_its_sheet():
    crowd = Soil([Slice(date(2026, month, 1), {2026: 4000}) for month in range(1, 6)])
    for drawing in (str(crowd.wide()), str(crowd.narrow())):
        assert all(float(y) >= 0 for y in re.findall(r"C\d+ (-?\d+)", drawing))
