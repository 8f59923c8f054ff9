"""Archives arriving: whole, in order, once; and undone."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase

from terreau.community.viewer import Viewer
from terreau.conversation.importing import (
    ImportedMessage,
    ImportedThread,
    forget_imported,
    import_thread,
    import_threads,
)
from terreau.conversation.models import Attachment, Message, Thread
from terreau.files.door import store_upload
from terreau.spine.reading import System
from tests.cast import Cast

ALL = System("tests look behind the scenes")


class Importing(Cast, TestCase):
    def message(self, number, author=None, **fields) -> ImportedMessage:
        """The message of that number, a day after the one before."""
        given = {"message_id": f"<{number}@old>", "source": f"mot {number}", **fields}
        at = self.then - timedelta(days=100 - number)
        return ImportedMessage(author=author or self.bruno, sent_at=at, **given)

    def bring(self, *numbers, **fields):
        """Bring in one thread of these messages."""
        messages = [self.message(number) for number in numbers]
        given = {"title": "Pain", "archive_address": "https://old.example/1", **fields}
        return import_thread(self.bakers, messages=messages, **given)

    def rows(self) -> list[tuple]:
        """What is there, in the order of places."""
        rows = Message.objects.visible_to(ALL).order_by("thread", "position")
        return list(rows.values_list("source", "position"))

    def test_a_thread_as_it_was(self):
        messages = [self.message(2, author=self.chloe), self.message(1)]
        result = import_thread(
            self.bakers, title=" Re: Pain ", archive_address="https://old.example/1", messages=messages
        )
        thread = Thread.objects.visible_to(Viewer(self.ines)).get()
        self.assertEqual(result.thread_ids, [thread.pk])
        self.assertEqual(
            (thread.name, thread.opened_by, thread.opened_at, thread.last_by, thread.last_at, thread.message_count),
            ("Re: Pain", self.bruno, messages[1].sent_at, self.chloe, messages[0].sent_at, 2),
        )
        self.assertEqual((thread.archive_address, thread.imported), ("https://old.example/1", True))
        self.assertEqual(self.rows(), [("mot 1", 1), ("mot 2", 2)])

    def test_twice_changes_nothing(self):
        first = self.bring(1, 2)
        second = self.bring(2, 1)
        self.assertEqual(
            (len(first.message_ids), second.message_ids, second.thread_ids, second.already), (2, [], [], 2)
        )
        self.assertEqual(self.rows(), [("mot 1", 1), ("mot 2", 2)])

    def test_what_is_missing_finds_its_place(self):
        self.bring(2, 4)
        result = self.bring(1, 2, 3, 5)
        self.assertEqual((result.already, len(result.message_ids), result.thread_ids), (1, 3, []))
        self.assertEqual(self.rows(), [(f"mot {number}", number) for number in range(1, 6)])
        thread = Thread.objects.visible_to(ALL).get()
        self.assertEqual((thread.opening, thread.message_count), ("mot 1", 5))

    def test_two_pieces_of_one_thread_at_once(self):
        home = self.bring(3).thread_ids[0]
        pieces = [ImportedThread("", [self.message(number)], home=home) for number in (1, 5, 2, 4)]
        import_threads(self.bakers, pieces)
        self.assertEqual(self.rows(), [(f"mot {number}", number) for number in range(1, 6)])

    def test_the_same_message_in_two_threads_comes_once(self):
        result = import_threads(
            self.bakers, [ImportedThread("a", [self.message(1)]), ImportedThread("b", [self.message(1)])]
        )
        self.assertEqual((len(result.message_ids), result.already), (1, 1))

    def test_messages_without_an_identity_are_told_apart_by_what_they_say(self):
        for _twice in range(2):
            same = [
                self.message(1, message_id=""),
                self.message(2, message_id=" "),
                self.message(3, message_id="x" * 999),
            ]
            import_thread(self.bakers, title="", archive_address="", messages=same)
        self.assertEqual(len(self.rows()), 3)

    def test_old_mail_is_plain_and_whole(self):
        long = "mot " * 8_000
        messages = [
            self.message(1, source="*pas* du <b>gras</b>\n> cité", quoted="> avant"),
            self.message(2, source=long),
        ]
        result = import_thread(self.bakers, title="", archive_address="", messages=messages)
        first, second = Message.objects.visible_to(ALL).order_by("position")
        self.assertEqual(str(first.said), "<p>*pas* du &lt;b&gt;gras&lt;/b&gt;<br>&gt; cité</p>")
        self.assertIn("avant", first.quoted)
        self.assertEqual(second.html.count("mot"), 8_000)
        self.assertEqual(result.cut, 0)
        endless = import_thread(
            self.bakers, title="", archive_address="", messages=[self.message(9, source="x" * 100_001)]
        )
        self.assertEqual(endless.cut, 1)

    def test_a_circles_archive_stays_there(self):
        self.bring(1, circle=self.ovens)
        for someone, sees in ((self.bruno, True), (self.gaston, True), (self.chloe, False)):
            self.assertEqual(Message.objects.visible_to(Viewer(someone)).exists(), sees)

    def test_files_come_along(self):
        file = store_upload(SimpleUploadedFile("a.txt", b"pain"), community=self.bakers, by=self.bruno, at=self.then)
        import_thread(self.bakers, title="", archive_address="", messages=[self.message(1, attachments=[file])])
        self.assertEqual(Attachment.objects.visible_to(Viewer(self.ines)).get().file, file)

    def test_nobody_is_told(self):
        before = self.bakers.journal.count()
        self.bring(1, 2)
        self.assertEqual(self.bakers.journal.count(), before)

    def test_undoing_leaves_what_people_wrote_since(self):
        empty, lived = self.bring(1, 2), self.bring(11, 12)
        thread = Thread.objects.visible_to(ALL).select_related("community").get(pk=lived.thread_ids[0])
        thread.reply(by=self.chloe, at=self.now, text="Je reprends")
        gone = forget_imported(self.bakers, empty.message_ids + lived.message_ids)
        self.assertEqual((gone, self.rows()), (4, [("Je reprends", 1)]))
        left = Thread.objects.visible_to(ALL).get()
        self.assertEqual((left.opening, left.message_count, left.opened_by), ("Je reprends", 1, self.chloe))
        self.assertEqual(forget_imported(self.bakers, empty.message_ids), 0)

    def test_undoing_touches_only_what_was_imported_there(self):
        self.bring(1)
        thread = Thread.start(self.bakers, by=self.bruno, at=self.now, text="À nous")
        written = list(thread.messages.values_list("pk", flat=True))
        self.assertEqual(forget_imported(self.bakers, written), 0)
        self.assertEqual(len(self.rows()), 2)
