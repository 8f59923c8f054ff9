"""A capital first, and nothing else changed."""

import pytest
from django.template import engines


@pytest.mark.parametrize(
    ("said", "shown"), [("thursday 26 November", "Thursday 26 November"), ("", ""), ("élise Roy", "Élise Roy")]
)
def test_only_the_first_letter_is_raised(said, shown):
    made = engines["jinja2"].env.from_string("{{ said | capitalize }}")
    assert made.render(said=said) == shown
