"""Letters kept as files go with the person they were for."""

from email.message import EmailMessage

from django.test import SimpleTestCase

from terreau.letters import backends


class ForgettingTest(SimpleTestCase):
    def letter(self, name: str, to: str):
        said = EmailMessage()
        said["To"] = to
        said.set_content("Bonjour.")
        path = backends.folder() / f"{name}.eml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(said.as_bytes())
        self.addCleanup(path.unlink, missing_ok=True)
        return path

    def test_only_theirs(self):
        theirs = [self.letter("a1", "Léa <lea@example.org>"), self.letter("a2", "lea@example.org")]
        others = [self.letter("b1", "malea@example.org"), self.letter("b2", "zoe@example.org")]
        for _ in range(2):
            backends.forget("lea@example.org")
        self.assertEqual([path.exists() for path in theirs + others], [False, False, True, True])
        backends.forget(None)
        self.assertEqual([path.exists() for path in others], [True, True])
