"""What a reader sees of a text: its letters, each with what dresses it, and the blocks around them."""

from html.parser import HTMLParser

from tests.files import ROOT

DRESSES = {"strong", "em", "s", "del", "a", "code"}


class Seen(HTMLParser):
    """The same list for two pages that look the same, whatever stands inside what."""

    def __init__(self, html: str):
        super().__init__()
        self.open: list = []
        self.signs: list = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in DRESSES:
            self.open.append((tag, dict(attrs).get("href")))
        else:
            self.signs.append(f"<{tag}>")

    def handle_endtag(self, tag):
        if tag in DRESSES:
            last = max(n for n, (open_tag, _href) in enumerate(self.open) if open_tag == tag)
            del self.open[last]
        else:
            self.signs.append(f"</{tag}>")

    def handle_data(self, data):
        self.signs += [(sign, frozenset(self.open)) for sign in data if sign != "\n"]


def shaped_words() -> list[str]:
    """Texts hard to write back, each its own."""
    return (ROOT / "tests/samples/shaped_words.txt").read_text(encoding="utf-8").rstrip("\n").split("\n=====\n")


def hostile_words() -> list[str]:
    """Words made to harm, one a line."""
    lines = (ROOT / "terreau/ui/tests/corpus/hostile_words.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip()]


def story_words() -> list[str]:
    """Every note of the example, and all that was said there."""
    import tomllib

    told = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "terreau/demo/story").glob("*.toml")]
    return [text for text in _texts(told) if len(text) > 20]


def _texts(told):
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict | list):
        for one in told.values() if isinstance(told, dict) else told:
            yield from _texts(one)
