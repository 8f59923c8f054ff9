"""Planted words looked for: each persona finds what is theirs to find, by the beginning of the word or by a slip in it.

A page says again what was typed; what is typed here is never the whole word, so that only a finding can show it.
"""

import re

from django.test import TestCase
from django.urls import reverse

from terreau.memory.search.tests.shelves import Opened
from tests.access.personas import PERSONAS
from tests.access.samples import Sampled
from tests.access.test_canaries import ALL_MEMBERS, ENTITLED, IN_THE_CIRCLE, MODERATORS
from tests.access.things import CANARIES

FINDABLE = {
    "talk": ALL_MEMBERS,
    "circle": IN_THE_CIRCLE,
    "purpose": IN_THE_CIRCLE,
    "file": IN_THE_CIRCLE,
    "seeks": MODERATORS,
    "gathering": IN_THE_CIRCLE,
    "memory": ALL_MEMBERS,
    "note": ALL_MEMBERS,
    "circle-note": IN_THE_CIRCLE,
    "note-file": IN_THE_CIRCLE,
    "questioned": ALL_MEMBERS,
}
TYPED = {"HX-Request": "true"}
TITLE = re.compile(r'class="hits__title"><a href="([^"]+)"')


class SearchedCanariesTest(Opened, Sampled, TestCase):
    """Search here, search everywhere, « juste assez » and « déjà fait ? »."""

    def client_of(self, someone):
        """A browser in which they are signed in; nobody is, without `someone`."""
        client = self.client_class()
        if someone is not None:
            client.force_login(someone)
        return client

    def answers(self, client, word: str) -> str:
        """All that the four addresses say to this person of a word begun, and of a word with a slip."""
        begun, slipped = word[:9], word[:6] + word[7:]
        slug = self.bakers.slug
        asked = [
            (reverse("search:here", args=[slug]), {"q": begun}, TYPED),
            (reverse("search:here", args=[slug]), {"q": slipped}, {}),
            (reverse("search:everywhere"), {"q": slipped}, {}),
            (reverse("search:enough", args=[slug]), {"q": slipped}, {}),
            (reverse("search:already", args=[slug]), {"text": f"{slipped} four"}, {}),
        ]
        return "".join(client.get(url, given, headers=headers).content.decode() for url, given, headers in asked)

    def test_each_finds_what_is_theirs_and_nothing_else(self):
        for persona in PERSONAS:
            client = self.client_of(self.personas[persona])
            for name, word in CANARIES.items():
                with self.subTest(persona=persona, word=name):
                    met = word in self.answers(client, word)
                    self.assertEqual(met, persona in FINDABLE.get(name, set()))

    def test_what_is_found_opens_for_who_found_it_and_for_nobody_else(self):
        """Whoever finds is entitled, each address found opens for them, and where the word stands nobody else enters."""
        for name, finders in FINDABLE.items():
            word, addresses = CANARIES[name], set()
            self.assertLessEqual(finders, ENTITLED[name], name)
            for persona in sorted(finders):
                client = self.client_of(self.personas[persona])
                given = client.get(reverse("search:here", args=[self.bakers.slug]), {"q": word[:9]}, headers=TYPED)
                found = TITLE.findall(given.content.decode())
                addresses.update(found)
                with self.subTest(persona=persona, word=name):
                    self.assertTrue(found)
                    self.assertEqual([url for url in found if client.get(url).status_code != 200], [])
            for persona in sorted(set(PERSONAS) - ENTITLED[name]):
                client = self.client_of(self.personas[persona])
                with self.subTest(persona=persona, word=name):
                    self.assertEqual([url for url in addresses if word in body_of(client.get(url))], [])


def body_of(answer) -> str:
    """All that a page or a file says."""
    return (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")
