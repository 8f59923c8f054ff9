"""The one door for rich text: what people mean comes through, what would harm does not, and nothing costs long."""

import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.ui import rich
from terreau.ui.rich_links import split, trim

HOSTILE = (Path(__file__).parent / "corpus" / "hostile_words.txt").read_text(encoding="utf-8").splitlines()
HOSTILE += ["<scr\x00ipt>alert(1)</scr\x00ipt>", "[x](java\nscript:alert(1))", "[a]: javascript:alert(1)\n\n[a]"]
HOSTILE += ["```\n<script>alert(1)</script>\n```", "```html onload=alert(1)\nx\n```"]
SPACE = "\u00a0"


class Grammar(HTMLParser):
    """Collects every tag, attribute and address of a piece of HTML."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.addresses = set(), set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.addresses += [value for name, value in attrs if name == "href"]


def assert_in_the_grammar(html):
    seen = Grammar(html)
    assert seen.tags <= rich.TAGS
    assert seen.attributes <= {("a", "href"), ("a", "rel")}
    for address in seen.addresses:
        assert re.match(r"(?i:https?|mailto):|/(?!/)", address)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Bonjour\nà **toutes**", "<p>Bonjour<br>\nà <strong>toutes</strong></p>"),
        ("- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"),
        ("1. un\n2. deux", "<ol>\n<li>un</li>\n<li>deux</li>\n</ol>"),
        ("> cité", "<blockquote>\n<p>cité</p>\n</blockquote>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("```\nun\n```", "<pre><code>un\n</code></pre>"),
        ("# Titre\n\n###### Bas", "<h4>Titre</h4>\n<h5>Bas</h5>"),
        ("### Un\n\n# Deux\n\n#### Trois", "<h4>Un</h4>\n<h4>Deux</h4>\n<h5>Trois</h5>"),
        ("~~non~~", "<p><s>non</s></p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ("https", "<p>https</p>"),
        ("http://", "<p>http://</p>"),
        ("xhttps://a.b", "<p>xhttps://a.b</p>"),
        ("`https://a.b`", "<p><code>https://a.b</code></p>"),
    ],
)
def test_what_people_write_is_shown_as_they_mean_it(written, shown):
    assert rich.render(written).strip() == shown


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Voir https://a.b/c.", "https://a.b/c"),
        ("(https://a.b/c_(d))", "https://a.b/c_(d)"),
        ("https://a.b/c_d_e?x=1&y=2,", "https://a.b/c_d_e?x=1&y=2"),
        ("**https://a.b**", "https://a.b"),
        (f"«{SPACE}https://a.b{SPACE}»", "https://a.b"),
        ("<https://a.b>", "https://a.b"),
        ("[ici](https://a.b)", "https://a.b"),
        ("[ici](/c/qualite/)", "/c/qualite/"),
        ("[https://x.y](https://a.b)", "https://a.b"),
        ("<lise@exemple.org>", "mailto:lise@exemple.org"),
    ],
)
def test_an_address_becomes_one_link_without_the_sentence_around_it(written, address):
    html = rich.render(written)
    assert Grammar(html).addresses == [address]
    assert html.count('rel="noopener nofollow ugc"') == 1


def test_punctuation_belongs_to_the_sentence():
    assert trim("https://a.b/(c))).") == "https://a.b/(c)"
    assert split("Voir https://a.b, puis rien") == ["Voir ", "https://a.b", ", puis rien"]
    assert split("rien") == ["rien"]


def test_the_hostile_corpus_is_large_enough():
    assert len(set(HOSTILE)) >= 100


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("door", [rich.render, rich.render_plain, rich.clean])
def test_nothing_hostile_comes_through(door, words):
    assert_in_the_grammar(door(words))


@pytest.mark.parametrize("words", HOSTILE)
def test_cleaning_twice_changes_nothing(words):
    once = rich.clean(words)
    assert rich.clean(once) == once


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>[]()`*_~&\\#!:/ahref=\"'javscript \n-\x00", max_size=300))
def test_whatever_is_written_stays_in_the_grammar(words):
    html = rich.render(words)
    assert_in_the_grammar(html)
    assert rich.clean(html) == html


ADVERSARIES = {
    "nested tags": "<div>" * 200_000,
    "attributes on one tag": "<a " + 'b="c" ' * 160_000 + ">",
    "nested quotes": ">" * 1_000_000,
    "nested lists": "\n".join(" " * i + "- a" for i in range(1400)),
    "quotes of lists": ("> - " * 9 + "a\n") * 27_000,
    "addresses": "http://a " * 111_000,
    "one long address": "http://" + "a" * 999_990,
    "brackets": "[" * 1_000_000,
    "links in links": "[a](" * 250_000,
    "stars": "*a_b " * 200_000,
    "backticks": "".join("`" * i + " " for i in range(1400)),
    "entities": "&amp;" * 200_000,
    "backslashes": "\\" * 1_000_000,
    "empty lines": "\n" * 1_000_000,
    "spaces": " " * 999_999 + "a",
    "definitions": "[a]: b\n" * 142_000,
    "titles": "# a\n" * 250_000,
    "at signs": "a@" * 500_000,
}
DEAREST = 0.25  # seconds of processor


def _seconds(door, words: str) -> float:
    """What one passage through this door costs, in seconds of processor; refused or in the grammar."""
    begun = time.process_time()
    try:
        assert_in_the_grammar(door(words))
    except rich.TooRich:
        assert door is rich.render
    return time.process_time() - begun


@pytest.mark.parametrize("words", ADVERSARIES.values(), ids=ADVERSARIES)
@pytest.mark.parametrize("length", [1_000_000, rich.LONGEST, 4_000])
def test_adversaries_are_refused_or_cheap(words, length):
    for door in (rich.render, rich.render_plain):
        assert min(_seconds(door, words[:length]) for _time in range(3)) < DEAREST


@pytest.mark.parametrize(
    "words",
    ["a" * (rich.LONGEST + 1), ">" * 21 + "a", "- " * 21 + "a", "[a](b)" * 201, "a\n" * 1501 + "a", "*" * 2001],
)
def test_what_is_refused_is_refused_in_words(words):
    with pytest.raises(rich.TooRich) as refusal:
        rich.render(words)
    assert refusal.value.messages[0].endswith(".")


@pytest.mark.parametrize("words", ["a" * rich.LONGEST, ">" * 20 + "a", "[a](b)" * 200, " " * 60 + "code", "a\n" * 1499])
def test_what_just_fits_goes_through(words):
    assert isinstance(rich.render(words), rich.SafeRich)


def test_control_characters_and_reversed_writing_are_dropped():
    assert rich.tidy("a\x00b\u202ec\r\nd\re\x07") == "abc\nd\ne"


def test_old_mail_is_never_refused():
    html = rich.render_plain("Bonjour,\nvoir https://a.b.\n\n" + ">" * 30 + "x" * 50_000)
    assert html.startswith('<p>Bonjour,<br>voir <a href="https://a.b"')


def test_templates_print_only_what_came_through_the_door():
    assert rich.show(rich.render("*oui*")) == "<p><em>oui</em></p>\n"
    kept = rich.SafeRich.from_database("<p>gardé</p>")
    assert rich.show(kept) == "<p>gardé</p>"
    for other in ("<p>non</p>", None, 3):
        with pytest.raises(TypeError):
            rich.show(other)


def test_headings_stand_one_rank_below_what_they_are_under():
    words = rich.render("# Un\n\n## Dessous")
    assert str(rich.show(words, 2)).split() == ["<h2>Un</h2>", "<h3>Dessous</h3>"]
    assert rich.show(words) is words


def test_a_heading_that_says_nothing_is_no_heading():
    drawn = str(rich.render("| Pierre | |\n|---|---|\n| c | |", tables=True))
    assert "<th>Pierre</th>" in drawn and "<th></th>" not in drawn
    assert drawn.count("<td></td>") == 2
