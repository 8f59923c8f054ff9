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

from .rich_links import bare_address, split

SANITIZER_VERSION = 4
LONGEST = 20_000
DEEPEST = 20
LINKS_AT_MOST = 200
BLOCKS_AT_MOST = 1500  # lines, and every quote or list a line opens
SIGNS = "*_[`<~&\\!#"
SIGNS_AT_MOST = 2000
TAGS = {"p", "br", "strong", "em", "s", "del", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr", "h4", "h5"}
HEADING = 4  # of the first rank of headings in what is kept; a page says at which rank it stands there
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
COLUMNS_AT_MOST = 12
SCHEMES = {"http", "https", "mailto"}
_LEADS = re.compile(r"(?i:https?|mailto):|/(?!/)")
_OPENING = re.compile(r"(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|[ \t])*")
_HEADINGS = re.compile(r"<(/?)h([1-6])>")
_MARK = re.compile(r">|[-+*]|\d+[.)]")


class TooRich(ValidationError):
    """The text is longer or deeper than a page can carry."""


class SafeRich(Markup):
    """HTML that came through this door; the only kind that templates print with `|rich`."""

    @classmethod
    def from_database(cls, html: str) -> "SafeRich":
        """HTML that went through this door before it was stored."""
        return cls(html)


def _depth(line: str) -> int:
    """How many quotes and lists this line may open, indented ones included."""
    stripped = line.lstrip(" \t")
    opening = _OPENING.match(stripped[:200])
    opened = len(_MARK.findall(opening.group())) if opening else 0
    return opened and opened + (len(line) - len(stripped)) // 2


def measure(source: str) -> None:
    """Refuse, in linear time, what no parser should see."""
    if len(source) > LONGEST:
        said = _("Ce texte compte %(n)s caractères ; la limite est de %(most)s. Coupez-le en deux messages.")
        raise TooRich(said % {"n": len(source), "most": LONGEST})
    depths = [_depth(line) for line in source.split("\n")]
    if max(depths) > DEEPEST:
        raise TooRich(_("Les citations ou les listes s’emboîtent trop profondément."))
    if source.count("](") + source.count("://") > LINKS_AT_MOST:
        raise TooRich(_("Il y a trop de liens dans ce texte."))
    if sum(depths) + len(depths) > BLOCKS_AT_MOST:
        raise TooRich(_("Il y a trop de lignes dans ce texte. Coupez-le en deux messages."))
    if sum(map(source.count, SIGNS)) > SIGNS_AT_MOST:
        raise TooRich(_("Il y a trop de signes de mise en forme dans ce texte."))


def tidy(source: str) -> str:
    """The source as it is kept: one kind of line end, no invisible control characters."""
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", text).strip()


def _measure_tables(source: str) -> None:
    """Refuse the rows that a parser would fill up with empty cells without end."""
    if source.count("|") > SIGNS_AT_MOST or any(line.count("|") > COLUMNS_AT_MOST + 1 for line in source.split("\n")):
        raise TooRich(_("Ce tableau est trop large. Coupez-le, ou joignez-le comme fichier."))


def _parser(*more: str) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": DEEPEST})
    parser.enable(["strikethrough", *more])
    parser.disable(["image", "html_block", "html_inline", "reference", "lheading"])
    parser.inline.ruler.push("bare_address", bare_address)
    return parser


PARSER, TABLE_PARSER = _parser(), _parser("table")


def _only_whole_addresses(tag: str, attribute: str, value: str) -> str | None:
    """An address says where it leads: a scheme, or a path of this house."""
    return value if attribute != "href" or _LEADS.match(value) else None


def clean(html: str, more: frozenset[str] = frozenset()) -> SafeRich:
    """HTML from a parser of ours, reduced to what may be shown; `more` are tags allowed besides."""
    return SafeRich(
        nh3.clean(
            html,
            tags=TAGS | more,
            attributes={"a": {"href"}, "*": set()},
            attribute_filter=_only_whole_addresses,
            url_schemes=SCHEMES,
            link_rel="noopener nofollow ugc",
            strip_comments=True,
        )
    )


def _rank_headings(html: str) -> str:
    """Two ranks of headings, whatever signs they were written with: the first one met is of the upper rank."""
    first = _HEADINGS.search(html)
    return _HEADINGS.sub(lambda tag: f"<{tag[1]}h{HEADING + (tag[2] > first[2])}>", html) if first else html


def render(source: str, *, tables: bool = False) -> SafeRich:
    """A person's words as HTML; `TooRich` when it is more than a page can carry. A note may hold tables."""
    text = tidy(source)
    measure(text)
    if tables:
        _measure_tables(text)
        html = clean(_rank_headings(TABLE_PARSER.render(text)), frozenset(TABLE_TAGS))
        return SafeRich(str(html).replace("<th></th>", "<td></td>"))  # a heading that says nothing is none
    return clean(_rank_headings(PARSER.render(text)))


def render_plain(source: str) -> SafeRich:
    """Old mail as HTML: paragraphs, line ends and links, nothing else read into it. Never refuses: it cuts."""
    text = tidy(source)[:LONGEST]
    paragraphs = re.split(r"\n\s*\n", text)
    return clean("".join(f"<p>{_plain_paragraph(p)}</p>" for p in paragraphs if p.strip()))


def _plain_paragraph(text: str) -> str:
    out = []
    for index, piece in enumerate(split(text)):
        escaped = Markup.escape(piece)
        out.append(f'<a href="{escaped}">{escaped}</a>' if index % 2 else str(escaped))
    return "".join(out).replace("\n", "<br>")


def show(html, heading: int = HEADING) -> SafeRich:
    """The template filter `|rich`: prints what came through this door, and refuses any other string.

    `heading` is the rank of its first headings on the page: one below the heading they stand under.
    """
    if not isinstance(html, SafeRich):
        raise TypeError("|rich prints SafeRich only")
    if heading == HEADING or "<h4>" not in html:
        return html
    return SafeRich(_HEADINGS.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) - HEADING + heading}>", html))
