"""Going through this room's pages as somebody of the cast."""

from django.test import Client, TestCase
from django.urls import reverse

from tests.cast import Cast


class Pages(Cast, TestCase):
    """The cast, with short ways to open a page or post a form as one of them."""

    def as_(self, person) -> Client:
        """A browser where `person` is signed in; nobody for None."""
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    def address(self, name: str, *args) -> str:
        """The address of one of the bakers' pages."""
        return reverse(f"community:{name}", args=["boulange", *args])

    def get(self, person, name: str, /, *args, **query):
        """A page as that person finds it."""
        return self.as_(person).get(self.address(name, *args), query)

    def post(self, person, name: str, /, *args, **said):
        """What a form answers to that person."""
        return self.as_(person).post(self.address(name, *args), said)

    def refuses(self, name: str, /, *args, to: dict, method: str = "post", **said) -> None:
        """Each of these people gets this status and nothing happens."""
        before = self.acts()
        for person, status in to.items():
            with self.subTest(name=name, person=person):
                answer = getattr(self, method)(person, name, *args, **said)
                self.assertEqual(answer.status_code, status)
        self.assertEqual(self.acts(), before)

    def acts(self) -> list[str]:
        """Every act in the bakers' journal, in order."""
        return list(self.bakers.journal.values_list("act", flat=True))

    def says(self, answer, text: str) -> None:
        """The page holds these words once it is read as a person reads it."""
        import html

        self.assertIn(text, html.unescape(answer.content.decode()))

    def is_silent_on(self, answer, text: str) -> None:
        """The page does not hold these words."""
        import html

        self.assertNotIn(text, html.unescape(answer.content.decode()))
