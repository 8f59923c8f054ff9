"""The one door for rich text: people's words in, safe HTML out.

The source is kept beside the HTML, with `SANITIZER_VERSION`. What is too long or too deep is refused by a linear
look before any parser sees it: 100,000 nested tags cost a sanitiser minutes.
"""

import re

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markupsafe import Markup

SANITIZER_VERSION = 1
LONGEST = 20_000
DEEPEST = 20
LINKS_AT_MOST = 200
TAGS = {"p", "br", "strong", "em", "del", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr", "h3", "h4"}
SCHEMES = {"http", "https", "mailto"}
_ADDRESS = re.compile(r"(?<![\w(<\[\"'=/])(https?://[^\s<>\"'`\\|^{}\[\]]{1,500})")
_TAIL = ".,;:!?»)”’…"


class TooRich(ValidationError):
    """The text is longer or deeper than a page can carry."""


class SafeRich(Markup):
    """HTML that came through this door; the only kind that templates print with `|rich`."""

    @classmethod
    def from_database(cls, html: str) -> "SafeRich":
        """HTML that went through this door before it was stored."""
        return cls(html)


def _depth(line: str) -> int:
    stripped = line.lstrip(" \t")
    indent = len(line) - len(stripped)
    return indent // 2 + len(re.match(r"[>\s]*", stripped).group().replace(" ", "")) + stripped[:200].count("- -")


def measure(source: str) -> None:
    """Refuse, in linear time, what no parser should see."""
    if len(source) > LONGEST:
        said = _("Ce texte compte %(n)s caractères ; la limite est de %(most)s. Coupez-le en deux messages.")
        raise TooRich(said % {"n": len(source), "most": LONGEST})
    if any(_depth(line) > DEEPEST for line in source.split("\n")):
        raise TooRich(_("Les citations ou les listes s’emboîtent trop profondément."))
    if source.count("](") + source.count("://") > LINKS_AT_MOST:
        raise TooRich(_("Il y a trop de liens dans ce texte."))
    if max(map(source.count, "*_[`<"), default=0) > 2000:
        raise TooRich(_("Il y a trop de signes de mise en forme dans ce texte."))


def tidy(source: str) -> str:
    """The source as it is kept: one kind of line end, no invisible control characters."""
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", text).strip()


def _linkify(source: str) -> str:
    def link(found: re.Match) -> str:
        address = found.group(1)
        tail = ""
        while address and address[-1] in _TAIL and not (address[-1] == ")" and "(" in address):
            tail, address = address[-1] + tail, address[:-1]
        return f"<{address}>{tail}"

    return _ADDRESS.sub(link, source)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": DEEPEST})
    parser.enable(["strikethrough"])
    parser.disable(["image", "html_block", "html_inline", "reference", "lheading"])
    return parser


PARSER = _parser()


def clean(html: str) -> SafeRich:
    """HTML from a parser of ours, reduced to what may be shown."""
    return SafeRich(
        nh3.clean(
            html,
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes=SCHEMES,
            link_rel="noopener nofollow ugc",
            strip_comments=True,
        )
    )


def _demote_headings(html: str) -> str:
    return re.sub(r"<(/?)h[1-6]>", r"<\1h4>", html)


def render(source: str) -> SafeRich:
    """A person's message as HTML; `TooRich` when it is more than a page can carry."""
    text = tidy(source)
    measure(text)
    return clean(_demote_headings(PARSER.render(_linkify(text))))


def render_plain(source: str) -> SafeRich:
    """Old mail as HTML: paragraphs, line ends and links, nothing else read into it. Never refuses: it cuts."""
    text = tidy(source)[:LONGEST]
    paragraphs = re.split(r"\n\s*\n", text)
    return clean("".join(f"<p>{_plain_paragraph(p)}</p>" for p in paragraphs if p.strip()))


def _plain_paragraph(text: str) -> str:
    parts = _ADDRESS.split(text)
    out = []
    for index, part in enumerate(parts):
        escaped = Markup.escape(part)
        out.append(f'<a href="{escaped}">{escaped}</a>' if index % 2 else str(escaped))
    return "".join(out).replace("\n", "<br>")


def show(html) -> SafeRich:
    """The template filter `|rich`: prints what came through this door, and refuses any other string."""
    if not isinstance(html, SafeRich):
        raise TypeError("|rich prints SafeRich only")
    return html
