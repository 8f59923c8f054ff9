"""The words of an HTML mail, as plain text. Bounded before anything parses it; it never raises."""

import re
from html import unescape

MOST = 1_000_000  # characters of HTML looked at
MOST_OF_A_TAG = 5_000
MOST_TAGS = 60_000  # beyond, marks are only taken away

TOKEN = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})")
SILENT = frozenset(("script", "style", "head", "title", "template", "svg", "math", "object", "noscript"))
BREAKS = frozenset(("br", "tr", "li", "dt", "dd", "option"))
BLOCKS = frozenset(
    ("p", "div", "table", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "section", "article", "form")
)
HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s>]{1,2000}))""", re.IGNORECASE)


def html_to_text(html: str) -> str:
    """Lines as a reader sees them: blocks apart, lists with dashes, quotes with « > », links with address."""
    walk = _Walk(html[:MOST])
    walk.run()
    return walk.text()


class _Walk:
    """One pass from left to right; nothing is ever looked for twice to the end."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quoted = self.pre = self.link_from = 0
        self.next_end = -1
        self.link = ""
        self.never_closed: set[str] = set()

    def run(self) -> None:
        at, html, tags = 0, self.html, 0
        while (found := TOKEN.search(html, at)) and (tags := tags + 1) <= MOST_TAGS:
            self._say(html[at : found.start()])
            if found[0] == "<!--":
                at = self._past("-->", found.end())
            else:
                at = self._tag(found[2].lower(), bool(found[1]), found)
        self._say(re.sub(r"<[^<>]{0,5000}>", "", html[at:]) if found else html[at:])
        self._newline()

    def _past(self, end: str, start: int) -> int:
        """After the next `end`; `start` when there is none (which is then not looked for again)."""
        if end in self.never_closed:
            return start
        at = self.html.find(end, start)
        if at < 0:
            self.never_closed.add(end)
            return start
        closed = self.html.find(">", at, at + len(end) + 50)
        return closed + 1 if closed >= 0 else at + len(end)

    def _tag(self, name: str, closing: bool, found: re.Match[str]) -> int:
        end = self._next_end(found.end())
        if end - found.end() > MOST_OF_A_TAG:
            self._say(found[0])
            return found.end()
        if name in SILENT and not closing:
            return self._past(f"</{name}", end + 1)
        if name == "a":
            self._link(closing, self.html[found.end() : end])
        elif name in ("blockquote", "pre"):
            self._newline()
            self._deeper(name, -1 if closing else 1)
        elif name in BLOCKS:
            self._block(name, closing)
        elif name == "br" or (name in BREAKS and not closing):
            self._newline(force=name == "br")
            self.line += ["- "] if name == "li" else []
        elif name in ("td", "th") and closing:
            self.line.append(" ")
        return end + 1

    def _next_end(self, start: int) -> int:
        """Where the next « > » is, far away when there is none; each is looked for once."""
        if self.next_end < start:
            at = self.html.find(">", start)
            self.next_end = at if at >= 0 else 2 * MOST
        return self.next_end

    def _deeper(self, name: str, by: int) -> None:
        if name == "pre":
            self.pre = max(0, self.pre + by)
        else:
            self.quoted = max(0, min(self.quoted + by, 20))

    def _block(self, name: str, closing: bool) -> None:
        self._newline()
        if name != "div" and (closing or name == "p") and self.lines and self.lines[-1].strip("> "):
            self.lines.append(">" * self.quoted)

    def _link(self, closing: bool, attributes: str) -> None:
        if not closing:
            found = HREF.search(attributes)
            self.link = unescape(next(filter(None, found.groups()), "")) if found else ""
            self.link_from = len(self.line)
            return
        said = "".join(self.line[self.link_from :]).strip()
        shown = {said.rstrip("/"), f"http://{said}".rstrip("/"), f"https://{said}".rstrip("/")}
        if said and re.match(r"https?://[^\s<>]+\Z", self.link) and self.link.rstrip("/") not in shown:
            self.line.append(f" <{self.link}>")
        self.link = ""

    def _say(self, html: str) -> None:
        if not html:
            return
        text = unescape(html)
        if self.pre:
            first, *rest = text.split("\n")
            self.line.append(first)
            for line in rest:
                self._newline(force=True)
                self.line.append(line)
            return
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
        if text != " " or self.line:
            self.line.append(text)

    def _newline(self, force: bool = False) -> None:
        text = "".join(self.line)
        text = text.rstrip() if self.pre else re.sub(" {2,}", " ", text).strip()
        if text or force:
            self.lines.append("> " * self.quoted + text if text else ">" * self.quoted)
        self.line = []

    def text(self) -> str:
        """What was gathered, at most two line ends in a row."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip("\n")
