"""What the home page shows of the conversations."""

from django.test import TestCase

from .pages import Talk


class Home(Talk, TestCase):
    def home(self, someone) -> str:
        """The home page as this person reads it."""
        return self.said(self.signed_in(someone).get("/c/boulange/")).replace("\u00a0", " ")

    def test_calls_and_threads(self):
        said = self.home(self.chloe)
        for words in ("Qui a déjà cuit sur pierre ?", "Je peux aider", "Quelle farine ?", "Bruno, puis Chloé"):
            self.assertIn(words, said)

    def test_an_answer_waits_until_it_is_read(self):
        self.flour.reply(by=self.chloe, at=self.now, text="Ou la T65.")
        self.assertIn("Chloé vous a répondu", self.home(self.bruno))
        self.assertNotIn("vous a répondu", self.home(self.ines))
        self.client.force_login(self.bruno)
        self.client.get(self.flour.get_absolute_url())
        self.assertNotIn("vous a répondu", self.home(self.bruno))
