"""Numbers in words."""

from django.utils import translation

from terreau.ui.numbers import in_words


def test_up_to_twelve_in_both_languages_and_figures_beyond():
    assert [in_words(number) for number in (1, 2, 12, 13)] == ["un", "deux", "douze", "13"]
    with translation.override("en"):
        assert [in_words(number) for number in (1, 2, 12, 13)] == ["one", "two", "twelve", "13"]
