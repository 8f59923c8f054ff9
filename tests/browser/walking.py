"""Every page that somebody can reach by following links, one address for each route of the house."""

import html
import re
from collections import Counter, deque
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

LINKS = re.compile(r'<a\b[^>]*?href="([^"#]+)')
EACH = 5  # addresses of one route that are opened in search of links; one of them is looked at


def route_of(path: str) -> str | None:
    """The name of the route that answers this path."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    return found.view_name or found.route


class Walk:
    """What one person reaches: route → address, for every page that answers 200 with HTML."""

    def __init__(self, page, *starts: str):
        self.request = page.request
        self.pages: dict[str, str] = {}
        self._seen: set[str] = set()
        self._opened: Counter[str] = Counter()
        self._queue = deque(starts)
        while self._queue:
            self._open(self._queue.popleft())

    def _open(self, address: str) -> None:
        route = route_of(address)
        if address in self._seen or route is None or self._opened[route] >= EACH:
            return
        self._seen.add(address)
        self._opened[route] += 1
        answer = self.request.get(address, max_redirects=0)
        if answer.status == 200 and answer.headers.get("content-type", "").startswith("text/html"):
            self.pages.setdefault(route, address)
            self._queue.extend(self._links(address, answer.text()))

    def _links(self, address: str, page: str):
        """Addresses of this house in the page; leaving it or changing one's choices is not walking."""
        for href in LINKS.findall(page):
            whole = urlsplit(urljoin(f"http://house{address}", html.unescape(href)))
            if whole.netloc == "house" and not whole.path.startswith(("/langue/", "/apparence/", "/static/")):
                yield whole.path + (f"?{whole.query}" if whole.query else "")


def leave_by(button) -> None:
    """Click what leads to another page, and be there: an address opened at once would stop what was sent on its way."""
    with button.page.expect_navigation():
        button.click()
