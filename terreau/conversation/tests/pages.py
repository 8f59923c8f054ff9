"""What the tests of pages share: a community that talks, and a browser for each person of the cast."""

import html
from datetime import timedelta

from django.urls import reverse

from terreau.conversation.models import Message, Thread
from terreau.spine.reading import System
from tests.cast import Cast

ALL = System("tests look behind the scenes")


class Talk(Cast):
    """The bakers talk: a thread of Bruno's with an answer of Chloé's, a secret of the ovens, a call of Inès's."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.flour = Thread.start(cls.bakers, by=cls.bruno, at=cls.then, text="Quelle farine ?")
        cls.answer = cls.flour.reply(by=cls.chloe, at=cls.then, text="La T80.")
        cls.secret = Thread.start(cls.bakers, by=cls.bruno, at=cls.then, text="canari-four", circle=cls.ovens)
        cls.whisper = Message.objects.visible_to(ALL).get(thread=cls.secret)
        cls.call = Thread.start(
            cls.bakers,
            by=cls.ines,
            at=cls.then,
            text="Qui a déjà cuit sur pierre ?",
            call_until=cls.now.date() + timedelta(days=1200),
        )

    @staticmethod
    def address(name, *args) -> str:
        """The address of a route of this room, in the bakers' community."""
        return reverse(f"conversation:{name}", args=["boulange", *args])

    def signed_in(self, someone):
        """The browser, as this person's; nobody's with None."""
        self.client.logout()
        if someone is not None:
            self.client.force_login(someone)
        return self.client

    def statuses(self, act, people) -> dict:
        """What each person is answered."""
        return {getattr(someone, "name", "visiteur"): act(self.signed_in(someone)).status_code for someone in people}

    @staticmethod
    def said(answer) -> str:
        """The page as it is read."""
        return html.unescape(answer.content.decode())

    @staticmethod
    def count(model=Message) -> int:
        """How many rows there are."""
        return model.objects.visible_to(ALL).count()
