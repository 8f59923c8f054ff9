"""Planted words looked for: each persona finds what is theirs to find, by the beginning of the word or by a slip in it.

A page says again what was typed; what is typed here is never the whole word, so that only a finding can show it.
"""

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from terreau.memory.search import keeping
from tests.access.personas import PERSONAS
from tests.access.samples import Sampled
from tests.access.test_canaries import ALL_MEMBERS, IN_THE_CIRCLE, MODERATORS
from tests.access.things import CANARIES

FINDABLE = {
    "talk": ALL_MEMBERS,
    "circle": IN_THE_CIRCLE,
    "purpose": IN_THE_CIRCLE,
    "file": IN_THE_CIRCLE,
    "seeks": MODERATORS,
    "note": ALL_MEMBERS,
    "circle-note": IN_THE_CIRCLE,
    "note-file": IN_THE_CIRCLE,
    "questioned": ALL_MEMBERS,
}
TYPED = {"HX-Request": "true"}


class SearchedCanariesTest(Sampled, TestCase):
    """Search here, search everywhere, « juste assez » and « déjà fait ? »."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        keeping.forget_live()
        keeping.catch_up(timezone.now())

    def setUp(self):
        keeping.forget_live()
        self.addCleanup(keeping.forget_live)

    def answers(self, someone, word: str) -> str:
        """All that the four addresses say to this person of a word begun, and of a word with a slip."""
        client = self.client_class()
        if someone is not None:
            client.force_login(someone)
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
            for name, word in CANARIES.items():
                with self.subTest(persona=persona, word=name):
                    met = word in self.answers(self.personas[persona], word)
                    self.assertEqual(met, persona in FINDABLE.get(name, set()))
