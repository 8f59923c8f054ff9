"""The one door for rich text: nothing runs, nothing hangs, nobody's words are lost."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.ui import rich

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1)>",
    "<math><mtext></mtext><mglyph><style><!--</style><img title='--><img src onerror=alert(1)>'>",
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](//evil.example/<script>)",
    "[x](https://e.org' onmouseover='alert(1))",
    '[x](https://e.org" onmouseover="alert(1))',
    "[x](https://e.org 'onload=alert(1)')",
    "![x](https://e.org/x.png)",
    "![x](x onerror=alert(1))",
    "<https://e.org/\"onclick=alert(1)>",
    "<javascript:alert(1)>",
    "https://e.org/\"><script>alert(1)</script>",
    "https://e.org/'onclick='alert(1)",
    "`<script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    "```html onload=alert(1)\nx\n```",
    "    <script>alert(1)</script>",
    "> <img src=x onerror=alert(1)>",
    "- <body onload=alert(1)>",
    "# <style>@import 'https://e.org'</style>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<form action=/moi/partir/><button>cliquez",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<link rel=stylesheet href=https://e.org>",
    "<meta http-equiv=refresh content='0;url=https://e.org'>",
    "<base href=https://e.org/>",
    "<div hx-get=/moi/partir/ hx-trigger=load>",
    "<div data-hx-post=/x>",
    "<p id=main class=button name=viewer>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<a href='&#x6a;avascript:alert(1)'>x</a>",
    "\u202e<script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "＜script＞alert(1)＜/script＞",
    "<sCrIpT/src=//e.org>",
    "<img src='https://e.org/pixel.gif'>",
    "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<table background=javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    "*[x*](javascript:alert(1))",
    "<xss style='behavior:url(x)'>",
    "[![x](y)](javascript:alert(1))",
    "<a target=_blank href=https://e.org>x</a>",
]
ALLOWED = re.compile(
    r'</?(?:p|br|strong|em|del|ul|ol|li|blockquote|code|pre|hr|h3|h4)(?: ?/)?>|</a>|<a href="(?:https?:|mailto:)[^"<>]*" rel="noopener nofollow ugc">'
    r"|<a rel=\"noopener nofollow ugc\">"
)


def tags_left(html: str) -> list[str]:
    """Tags that the grammar of the door does not know."""
    return re.findall(r"<[^>]*>", ALLOWED.sub("", html))


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_comes_out_as_words(attack):
    assert len(ATTACKS) >= 60
    assert tags_left(rich.render(attack)) == []
    assert tags_left(rich.render_plain(attack)) == []


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>/\"'=&;:()[]!*_`#-> \nabcjstx\\@.0x\x00"), max_size=300))
def test_whatever_is_typed_stays_within_the_grammar(source):
    html = rich.render(source)
    assert tags_left(html) == []
    assert rich.clean(html) == html


def test_plain_words_come_out_whole():
    html = rich.render("Bonjour **tous**.\nVoir https://exemple.org/a?b=1&c=2.\n\n- un\n- deux\n\n> cité")
    assert html == (
        "<p>Bonjour <strong>tous</strong>.<br>\n"
        'Voir <a href="https://exemple.org/a?b=1&amp;c=2" rel="noopener nofollow ugc">https://exemple.org/a?b=1&amp;c=2</a>.</p>\n'
        "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n<blockquote>\n<p>cité</p>\n</blockquote>\n"
    )


HEAVY = {
    "stars": "*a" * 1900,
    "brackets": "[" * 1999,
    "nested quotes": "\n".join(">" * 19 + "a" for _ in range(900)),
    "code": "`a" * 1999,
    "less than": "<" * 1999,
    "headings": "# a\n" * 4900,
    "lists": "1. a\n" * 3900,
    "entities": "&#1;" * 4900,
    "deep lists": "\n".join(" " * i + "- a" for i in range(39)) * 20,
    "a million": "a" * 1_000_000,
    "a million tags": "<div>" * 200_000,
    "a million quotes": "> " * 500_000,
    "a million attributes": "<a " + "x=1 " * 250_000,
}


@pytest.mark.parametrize("name", HEAVY)
def test_the_heaviest_text_is_refused_or_quick(name):
    began = time.process_time()
    try:
        rich.render(HEAVY[name])
    except rich.TooRich as refused:
        assert refused.messages[0]
    assert time.process_time() - began < 1.5


def test_only_what_came_through_the_door_is_printed_as_html():
    assert rich.show(rich.render("a")) == "<p>a</p>\n"
    with pytest.raises(TypeError):
        rich.show("<p>a</p>")
