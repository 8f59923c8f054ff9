"""An archive comes in whole, once, with its dates, authors and files; and goes out again."""

import base64
from datetime import UTC, datetime, timedelta

from django.test import TestCase

from terreau.community.models import Membership
from terreau.community.viewer import Viewer
from terreau.conversation.models import Message, Thread
from terreau.files.models import File
from terreau.lifecycle.models import MemberDay
from terreau.memory.carrying.spool import Spool
from terreau.memory.models.arrival import WHY
from terreau.people.models import Person
from terreau.spine.models import JournalEntry

from .bringing import Bringing

ENVELOPE = "From x@example.org Tue Mar  4 10:15:00 2014\n"


def letter(n: int, subject: str, text: str = "Un mot.", *, by="Bruno Côté <bruno@example.org>", day=1, more="") -> str:
    return (
        f"{ENVELOPE}From: {by}\nDate: {day} Mar 2014 12:00:00 -0500\nMessage-ID: <m{n}@example.org>\n"
        f"Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n{more}\n{text}\n\n"
    )


ARCHIVE = (
    letter(1, "[four] La croûte")
    + letter(2, "Re: [four] La croûte", "De la vapeur.\n\nLe 1 mars 2014, Bruno a écrit :\n> Un mot.\n",
             by="Nora Loin <nora@ailleurs.example>", day=2, more="In-Reply-To: <m1@example.org>\n")
    + letter(3, "[four] Farines", day=3)
    + letter(4, "RE : Farines", by="Zoé via Four <four@example.net>", day=4,
             more="List-Post: <mailto:four@example.net>\n")
)  # fmt: skip
PNG = base64.b64encode(
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0"
    b"\x1f\0\5\0\1\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82"
).decode()


def messages(community) -> list[tuple]:
    rows = Message.objects.visible_to(WHY).filter(community=community).order_by("thread__opened_at", "position")
    return list(rows.values_list("thread__title", "position", "author__name", "sent_at"))


class CarryingMailTest(Bringing, TestCase):
    def test_looking_changes_nothing(self):
        arrival = self.bring("mbox", four__mbox=ARCHIVE)
        self.assertEqual((arrival.state, arrival.total), ("looked", 4))
        found = arrival.findings
        self.assertEqual([found[name] for name in ("messages", "threads", "authors", "files")], [4, 2, 3, 0])
        self.assertEqual(found["examples"][0][:2], ["La croûte", "Bruno Côté"])
        self.assertEqual(messages(self.bakers), [])
        self.assertIsNone(Person.objects.at_address("nora@ailleurs.example"))

    def test_it_comes_in_with_its_dates_and_authors(self):
        arrival = self.bring("mbox", four__mbox=ARCHIVE)
        counts = self.let_in(arrival)
        at = datetime(2014, 3, 1, 17, tzinfo=UTC)
        self.assertEqual(
            messages(self.bakers),
            [
                ("La croûte", 1, "Bruno Côté", at),
                ("La croûte", 2, "Nora Loin", at + timedelta(days=1)),
                ("Farines", 1, "Bruno Côté", at + timedelta(days=2)),
                ("Farines", 2, "Zoé", at + timedelta(days=3)),
            ],
        )
        self.assertEqual(counts, {"people": 2, "messages": 4, "threads": 2})
        answer = Message.objects.visible_to(WHY).get(message_id="m2@example.org")
        self.assertEqual(answer.source, "De la vapeur.")
        self.assertIn("Bruno a écrit", answer.quoted)
        self.assertEqual(self.problems(arrival), [("mbox-author-hidden", 33)])

    def test_authors_are_people_who_may_come_and_no_members(self):
        self.let_in(self.bring("mbox", four__mbox=ARCHIVE))
        nora = Person.objects.at_address("nora@ailleurs.example")
        self.assertIsNone(nora.claimed_at)
        self.assertFalse(Membership.objects.visible_to(WHY).filter(person=nora).exists())
        nora.claim(at=self.now)
        self.assertEqual(nora.messages.visible_to(WHY).count(), 1)
        self.assertFalse(Message.objects.visible_to(Viewer(nora)).exists())
        self.assertEqual(self.bruno.messages.visible_to(WHY).count(), 2)

    def test_importing_twice_changes_nothing(self):
        self.let_in(self.bring("mbox", four__mbox=ARCHIVE))
        before, people = messages(self.bakers), Person.objects.count()
        counts = self.let_in(self.bring("mbox", four__mbox=ARCHIVE))
        self.assertEqual(counts, {"already": 4})
        self.assertEqual((messages(self.bakers), Person.objects.count()), (before, people))

    def test_looking_says_what_is_here_already(self):
        self.let_in(self.bring("mbox", four__mbox=ARCHIVE))
        again = self.bring("mbox", four__mbox=ARCHIVE)
        self.assertEqual((again.findings["already"], self.problems(again)[0]), (4, ("mbox-all-already-here", 0)))
        more = self.bring("mbox", five__mbox=ARCHIVE + letter(5, "Levain", day=5))
        self.assertEqual((more.findings["already"], self.problems(more)[0]), (4, ("mbox-already-here", 0)))
        self.assertEqual(self.let_in(more), {"messages": 1, "threads": 1, "already": 4})

    def test_what_was_thrown_away_does_not_come_back(self):
        gone = letter(8, "Jeté", more="X-Mozilla-Status: 0009\n")
        arrival = self.bring("mbox", four__mbox=ARCHIVE + gone)
        self.assertEqual((arrival.total, self.problems(arrival)[-1]), (4, ("mbox-thrown-away", 43)))
        only = self.bring("mbox", one__mbox=gone)
        self.assertTrue(only.is_blocked)

    def test_overlapping_archives_join_in_either_order(self):
        first = letter(1, "La croûte") + letter(5, "Seul", day=5)
        second = letter(2, "Re: La croûte", day=2, more="References: <m1@example.org>\n")
        third = letter(3, "Re: Re: La croûte", day=3, more="References: <m1@example.org> <m9@example.org>\n")
        fourth = letter(9, "Re: La croûte", day=2, more="References: <m1@example.org>\n")
        for order in ([first, second, third, fourth], [third, first, fourth, second], [fourth, third, second, first]):
            with self.subTest(order=[part[120:140] for part in order]):
                for part in order:
                    self.let_in(self.bring("mbox", part__mbox=part))
                titles = [title for title, *_rest in messages(self.bakers)]
                self.assertEqual(sorted(titles), ["La croûte"] * 4 + ["Seul"])
                self.assertEqual(Thread.objects.visible_to(WHY).filter(community=self.bakers).count(), 2)
                Thread.objects.all().delete()

    def test_an_answer_without_references_finds_its_thread_in_an_earlier_archive(self):
        self.let_in(self.bring("mbox", a__mbox=letter(1, "Farines")))
        self.let_in(self.bring("mbox", b__mbox=letter(2, "Re: Farines", day=9)))
        self.assertEqual(Thread.objects.visible_to(WHY).filter(community=self.bakers).count(), 1)

    def test_two_archives_at_once(self):
        arrival = self.bring(
            "mbox", a__mbox=letter(1, "Un") + letter(2, "Deux", day=2), b__mbox=letter(2, "Deux", day=2)
        )
        self.assertEqual((arrival.total, self.problems(arrival)), (2, [("mbox-twice", 1)]))

    def test_two_mails_that_share_an_identifier_both_arrive(self):
        arrival = self.bring("mbox", a__mbox=letter(1, "Un") + letter(1, "Autre chose", day=2))
        self.assertEqual(self.let_in(arrival)["messages"], 2)
        again = self.bring("mbox", a__mbox=letter(1, "Un") + letter(1, "Autre chose", day=2))
        self.assertEqual(self.let_in(again), {"already": 2})

    def test_files_come_through_the_door(self):
        body = (
            f"{ENVELOPE}From: bruno@example.org\nDate: 1 Mar 2014 12:00:00 -0500\nMessage-ID: <f@x>\nSubject: Vue\n"
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nVoyez.\n"
            f"--b\nContent-Type: image/png; name=vue.png\nContent-Transfer-Encoding: base64\n\n{PNG}\n"
            "--b\nContent-Type: text/plain; name=vide.png\nContent-Disposition: attachment; filename=faux.png\n\nnon\n--b--\n"
        )
        arrival = self.bring("mbox", a__mbox=body)
        counts = self.let_in(arrival)
        self.assertEqual((counts["files"], arrival.findings["files"]), (1, 2))
        self.assertEqual(self.problems(arrival), [("mbox-attachment-refused", 1)])
        file = File.objects.visible_to(Viewer(self.chloe)).get()
        self.assertEqual((file.name, file.uploaded_by), ("vue.png", self.bruno))
        self.assertFalse(File.objects.visible_to(Viewer(self.dan)).exists())
        self.let_in(self.bring("mbox", a__mbox=body))
        self.assertEqual(File.objects.visible_to(WHY).filter(name="vue.png").count(), 1)

    def test_one_line_in_the_journal_for_the_whole_archive(self):
        start = JournalEntry.objects.last().pk
        arrival = self.bring("mbox", four__mbox=ARCHIVE)
        self.let_in(arrival)
        acts = list(JournalEntry.objects.filter(pk__gt=start).values_list("act", flat=True))
        self.assertEqual(
            acts,
            ["file-given", "arrival-brought", "arrival-looked", "arrival-started", "arrival-done", "file-erased"],
        )
        done = JournalEntry.objects.get(act="arrival-done")
        self.assertEqual((done.by, done.detail["messages"]), (self.amina, 4))

    def test_the_archive_does_not_lie_around(self):
        arrival = self.bring("mbox", four__mbox=ARCHIVE)
        self.assertTrue(Spool(arrival.key).is_whole)
        self.assertFalse(File.objects.visible_to(Viewer(self.amina)).exists())
        self.let_in(arrival)
        self.assertFalse(Spool(arrival.key).is_whole)
        self.assertFalse(File.objects.visible_to(WHY).exists())

    def test_days_are_counted(self):
        self.let_in(self.bring("mbox", four__mbox=ARCHIVE))
        days = MemberDay.objects.counted(self.bakers).order_by("day")
        self.assertEqual([(d.day.day, d.contributions) for d in days], [(1, 1), (2, 1), (3, 1), (4, 1)])

    def test_undoing_leaves_the_community_as_it_was(self):
        Thread.start(self.bakers, by=self.bruno, at=self.now, text="Bonjour.")
        before, people = messages(self.bakers), Person.objects.count()
        arrival = self.bring("mbox", four__mbox=ARCHIVE)
        self.let_in(arrival)
        counts = self.take_out(arrival)
        self.assertEqual(counts, {"messages_out": 4, "people_out": 2})
        self.assertEqual((messages(self.bakers), Person.objects.count()), (before, people))
        self.assertEqual(
            [d.day for d in MemberDay.objects.counted(self.bakers)], [self.now.astimezone(self.bakers.zone).date()]
        )

    def test_undoing_keeps_what_somebody_made_their_own(self):
        arrival = self.bring("mbox", four__mbox=ARCHIVE)
        self.let_in(arrival)
        nora = Person.objects.at_address("nora@ailleurs.example")
        nora.claim(at=self.now)
        theirs = Message.objects.visible_to(WHY).get(message_id="m3@example.org")
        theirs.edit(by=self.bruno, at=self.now, text="Mieux dit.")
        counts = self.take_out(arrival)
        self.assertEqual(counts, {"messages_out": 3, "messages_kept": 1, "people_out": 1, "people_kept": 1})
        self.assertEqual(len(messages(self.bakers)), 1)

    def test_undoing_keeps_what_was_answered_since(self):
        arrival = self.bring("mbox", four__mbox=ARCHIVE)
        self.let_in(arrival)
        thread = Thread.objects.visible_to(WHY).get(community=self.bakers, title="Farines")
        thread.reply(by=self.chloe, at=self.now, text="Je garde la recette.")
        self.assertEqual(self.take_out(arrival), {"messages_out": 4, "people_out": 2})
        self.assertEqual(messages(self.bakers), [("Farines", 1, self.chloe.name, self.now)])
        self.assertEqual(self.let_in(self.bring("mbox", four__mbox=ARCHIVE))["messages"], 4)

    def test_only_the_second_archive_is_undone(self):
        self.let_in(self.bring("mbox", a__mbox=ARCHIVE))
        before = messages(self.bakers)
        second = self.bring("mbox", b__mbox=letter(7, "Re: La croûte", day=7, more="References: <m1@example.org>\n"))
        self.let_in(second)
        self.take_out(second)
        self.assertEqual(messages(self.bakers), before)

    def test_a_circle_keeps_its_archive_to_itself(self):
        self.let_in(self.bring("mbox", four__mbox=ARCHIVE), circle=self.ovens.key)
        self.assertEqual(Message.objects.visible_to(Viewer(self.bruno)).count(), 4)
        self.assertEqual(Message.objects.visible_to(Viewer(self.chloe)).count(), 0)

    def test_nothing_to_take(self):
        arrival = self.bring("mbox", a__mbox="<html>Introuvable</html>")
        self.assertTrue(arrival.is_blocked)
        self.assertFalse(arrival.start(by=self.amina, at=self.now))
        self.assertEqual(self.problems(arrival), [("mbox-not-mbox", 1)])
