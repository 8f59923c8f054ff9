"""What the tests of the practice share: the bakers' notes, and a browser for each person of the cast."""

import html

from django.urls import reverse

from terreau.community.models import Hat
from terreau.conversation.models import Message, Thread
from terreau.practice.kinds import Kind
from terreau.practice.models import Note, NoteText
from terreau.practice.words import Words
from terreau.spine.models import JournalEntry
from terreau.spine.reading import System
from tests.cast import Cast

ALL = System("tests look behind the scenes")


class Practice(Cast):
    """The bakers know how to knead; Bruno wrote it; the ovens' circle keeps a secret; Chloé keeps the shelves."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.give_hat(cls.chloe, Hat.Kind.DOCUMENTALIST)
        cls.thread = Thread.start(cls.bakers, by=cls.bruno, at=cls.then, text="Comment pétrir sans machine ?")
        cls.answer = cls.thread.reply(by=cls.farid, at=cls.then, text="Plier, attendre, plier encore.")
        words = Words("Pétrir à la main", "Quand la machine est en panne.", "Une table.", "1. Plier\n2. Attendre")
        cls.note = Note.write(cls.bakers, by=cls.bruno, at=cls.then, kind=Kind.METHOD, words=words)
        secret = Words("Le four qui fume", "", "", "canari-four")
        cls.secret = Note.write(cls.bakers, by=cls.bruno, at=cls.then, kind=Kind.CASE, words=secret, circle=cls.ovens)

    @staticmethod
    def address(name, *args) -> str:
        """The address of a route of this room, in the bakers' community."""
        return reverse(f"practice:{name}", args=["boulange", *args])

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
        """The page as it is read, hard spaces as spaces."""
        return html.unescape(answer.content.decode()).replace("\u00a0", " ")

    @staticmethod
    def every(model):
        """All rows of a model."""
        return model.objects.visible_to(ALL)

    @classmethod
    def acts(cls, *names) -> list[str]:
        """The acts of these names in the journal, in order."""
        rows = JournalEntry.objects.filter(community=cls.bakers, act__in=names).order_by("pk")
        return list(rows.values_list("act", flat=True))

    @classmethod
    def text_of(cls, note, language="fr") -> NoteText:
        """What a note says now."""
        return cls.every(NoteText).select_related("note__community").get(note=note, language=language)

    @classmethod
    def again(cls, note) -> Note:
        """A note as it is now."""
        return cls.every(Note).select_related("community").get(pk=note.pk)

    @classmethod
    def message(cls, thread, position=1) -> Message:
        """One message of a thread."""
        return cls.every(Message).get(thread=thread, position=position)


def typed(note_words: Words, **more) -> dict:
    """What a form of a note sends."""
    return {**note_words._asdict(), "kind": "methode", **more}
