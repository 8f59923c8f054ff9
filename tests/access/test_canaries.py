"""Planted words: everybody walks wherever the house lets them, and meets only what is theirs to meet.

Each word must also be met by everyone entitled to it: a sweep that finds nothing proves nothing.
"""

import re
from collections import deque
from urllib.parse import urldefrag, urlsplit

from django.test import TestCase
from django.urls import NoReverseMatch, reverse

from tests.access.personas import PERSONAS
from tests.access.routes import every_route
from tests.access.samples import Sampled
from tests.access.things import CANARIES

ALL_MEMBERS = {"member", "author", "newcomer", "facilitator", "coordinator"}
IN_THE_CIRCLE = {"author", "guest", "coordinator"}
MODERATORS = {"facilitator", "coordinator"}
ENTITLED = {
    "talk": ALL_MEMBERS,
    "circle": IN_THE_CIRCLE,
    "purpose": IN_THE_CIRCLE,
    "file": IN_THE_CIRCLE,
    "draft": {"author"},
    "case": {"author", "member", "facilitator"},
    "plan": {"author"},
    "pact": {"author", "member"},
    "seed": {"member"},
    "review": {"author"},
    "email": {"author"},
    "seeks": {"author"} | MODERATORS,
    "hidden": MODERATORS,
    "reason": {"member"} | MODERATORS,
    "gathering": IN_THE_CIRCLE,
    "needs": {"author"} | MODERATORS,
    "refusal": {"author"},
    "guest_email": set(),
    "reply": MODERATORS,
    "memory": ALL_MEMBERS,
    "note": ALL_MEMBERS,
    "circle-note": IN_THE_CIRCLE,
    "note-file": IN_THE_CIRCLE,
    "questioned": ALL_MEMBERS,
}
AWAY = re.compile(r"^/(?:langue|apparence|deconnexion|static|moi/partir)")
STEPS = 50
BY_LINK = {
    "gathering:guest",
    "gathering:guest-ics",
}  # a guest's own page, for whoever holds their link: nobody walks to it


class CanaryTest(Sampled, TestCase):
    """One walk for each persona, from every route and along every link, as far as `STEPS` pages."""

    def starting_points(self) -> list[str]:
        """Every route with its sample, and the private circle's own thread."""
        found = []
        for route, pattern in every_route().items():
            if route in BY_LINK:
                continue
            try:
                name = route if ":" in route or "/" not in route else None
                found.append(reverse(name, kwargs=self.kwargs_for(route, pattern)) if name else f"/{route}")
            except NoReverseMatch:
                continue
        secret = reverse("conversation:thread", args=[self.bakers.slug, self.secret.key])
        secret_note = reverse("practice:note", args=[self.bakers.slug, self.secret_note.key])
        return [secret, secret_note, *(path for path in found if not AWAY.match(path))]

    def walk(self, someone) -> tuple[dict[str, set[str]], int]:
        """canary → where it was met; and how many pages answered 200."""
        client = self.client_class(raise_request_exception=False)
        if someone is not None:
            client.force_login(someone)
        starts, seen = self.starting_points(), set()
        waiting, most = deque(starts), STEPS + len(starts)
        met: dict[str, set[str]] = {name: set() for name in CANARIES}
        answered = 0
        while waiting and len(seen) < most:
            path = waiting.popleft()
            if path in seen:
                continue
            seen.add(path)
            answer = client.get(path)
            answered += answer.status_code == 200
            body = b"".join(answer) if answer.streaming else answer.content
            everything = body + str(sorted(answer.headers.items())).encode()
            for name, word in CANARIES.items():
                if word.encode() in everything:
                    met[name].add(path)
            if "html" in answer.headers.get("Content-Type", ""):
                waiting.extend(self.links_in(body.decode()))
        return met, answered

    def links_in(self, html: str) -> list[str]:
        """Addresses of this house that the page leads to."""
        found = (urldefrag(href.replace("&amp;", "&"))[0] for href in re.findall(r'(?:href|src)="(/[^"]*)"', html))
        return [href for href in found if href and not AWAY.match(urlsplit(href).path)]

    def test_each_word_is_met_by_those_entitled_and_by_nobody_else(self):
        for persona in PERSONAS:
            met, answered = self.walk(self.personas[persona])
            with self.subTest(persona=persona):
                self.assertGreaterEqual(answered, 3)
                forbidden = {n: sorted(w)[:3] for n, w in met.items() if w and persona not in ENTITLED[n]}
                self.assertEqual(forbidden, {})
                missed = {n for n in CANARIES if persona in ENTITLED[n] and not met[n]}
                self.assertEqual(missed, set())
