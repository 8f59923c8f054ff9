"""Answers by mail, as calendar programs send them: taken by the same verbs as the page, or kept with their reason."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import time_machine
from django.test import TestCase
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyTestCase

from terreau.gathering.calendars.forgetting import forget_old_replies
from terreau.gathering.calendars.replies import NoReply, reply_of
from terreau.gathering.calendars.taking import take
from terreau.gathering.models import Gathering, Guest, Presence, Series, SeriesAnswer, StrayReply
from terreau.letters.receiving import receive
from terreau.spine.reading import System
from tests.cast import Cast

WHY = System("test")
AT = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


def message(uid, address, said, *, original="", sender="", method="REPLY", stamp=AT, more="") -> bytes:
    """What Google, Apple or Outlook send back."""
    return f"""From: Quelqu’un <{sender or address}>
To: terreau@example.org
Subject: =?utf-8?q?Accept=C3=A9?=
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

Oui.
--b
Content-Type: text/calendar; charset=utf-8; method={method}

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Autre//Agenda//FR
METHOD:{method}
BEGIN:VEVENT
UID:{uid}
DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}
ATTENDEE;PARTSTAT={said};CN="Quelqu'un":mailto:{address}
ORGANIZER:mailto:terreau@example.org
{original}SEQUENCE:0
{more}END:VEVENT
END:VCALENDAR
--b--
""".replace("\n", "\r\n").encode()


class Replied(Cast, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        words = {"title": "Levain", "minutes": 60, "mode": "hybrid"}
        cls.series = Series.call(
            cls.bakers, by=cls.amina, at=AT, rule="FREQ=WEEKLY", first_local=datetime(2026, 11, 24, 12), **words
        )
        cls.one = Gathering.call(
            cls.bakers, by=cls.amina, at=AT, starts_at=AT + timedelta(days=9), title="Atelier", mode="here"
        )

    def receive(self, *args, **more):
        return receive(BytesIO(message(*args, **more)), at=AT + timedelta(minutes=5))

    def answers(self):
        return sorted(Presence.objects.visible_to(WHY).values_list("person__name", "answer"))

    def strays(self):
        return [(one.why, one.address, one.said) for one in StrayReply.objects.visible_to(WHY)]


class Taken(Replied):
    def test_coming_or_not_to_one_date(self):
        self.assertEqual(self.receive(self.one.uid, "bruno@example.org", "ACCEPTED").said, "coming")
        self.assertEqual(
            self.receive(self.one.uid, "Chloe@Example.org", "DECLINED", sender="chloe@example.org").said,
            "not this time",
        )
        self.assertEqual(self.answers(), [("Bruno Côté", "here"), ("Chloé Dion", "not")])

    def test_the_same_message_twice_changes_nothing(self):
        for _turn in range(2):
            self.receive(self.one.uid, "bruno@example.org", "ACCEPTED")
        acts = list(self.bakers.journal.filter(act="presence-chosen").values_list("act", flat=True))
        self.assertEqual(acts, ["presence-chosen"])

    def test_a_date_of_a_series_however_its_moment_is_written(self):
        for person, original in (
            ("bruno", "RECURRENCE-ID:20261201T170000Z\n"),
            ("chloe", "RECURRENCE-ID;TZID=America/Toronto:20261201T120000\n"),
            ("farid", "RECURRENCE-ID;VALUE=DATE:20261201\n"),
        ):
            self.assertEqual(
                self.receive(self.series.uid, f"{person}@example.org", "DECLINED", original=original).outcome, "taken"
            )
        rows = Gathering.objects.visible_to(WHY).filter(series=self.series)
        self.assertEqual([row.original_day for row in rows], [date(2026, 12, 1)])
        self.assertEqual([answer for _name, answer in self.answers()], ["not"] * 3)

    def test_a_series_joined_and_left(self):
        standing = SeriesAnswer.objects.visible_to(WHY).standing().filter(series=self.series, person=self.bruno)
        self.assertEqual(self.receive(self.series.uid, "bruno@example.org", "ACCEPTED").said, "joined")
        self.assertEqual(standing.count(), 1)
        self.assertEqual(self.receive(self.series.uid, "bruno@example.org", "TENTATIVE").said, "unchanged")
        self.assertEqual(self.receive(self.series.uid, "bruno@example.org", "DECLINED").said, "left")
        self.assertEqual(standing.count(), 0)
        self.assertEqual(self.receive(self.series.uid, "bruno@example.org", "DECLINED").said, "unchanged")

    def test_perhaps_takes_back_what_was_said(self):
        self.receive(self.one.uid, "bruno@example.org", "ACCEPTED")
        later = AT + timedelta(minutes=9)
        self.assertEqual(self.receive(self.one.uid, "bruno@example.org", "TENTATIVE", stamp=later).said, "maybe")
        self.assertEqual(self.answers(), [])

    def test_a_mail_that_took_long_does_not_undo_what_was_said_since(self):
        self.one.answer("not", person=self.bruno, at=AT + timedelta(minutes=1))
        self.assertEqual(
            self.receive(self.one.uid, "bruno@example.org", "ACCEPTED").said, "older than what was said since"
        )
        self.assertEqual(self.answers(), [("Bruno Côté", "not")])

    def test_a_guest_invited_by_name_answers_too(self):
        for turn, gathering in enumerate(
            (self.one, Gathering.untouched(self.series, date(2026, 12, 1), self.series.moment_of(date(2026, 12, 1))))
        ):
            Guest.invite(gathering, name="Léa", email="Lea@example.net", by=self.bruno, at=AT)
            original = "RECURRENCE-ID:20261201T170000Z\n" if turn else ""
            uid = self.series.uid if turn else self.one.uid
            self.assertEqual(self.receive(uid, "lea@example.net", "ACCEPTED", original=original).said, "coming")
        self.assertEqual(self.answers(), [(None, "here")] * 2)

    def test_where_no_place_is_left_one_waits(self):
        self.one.resize(1, by=self.amina, at=AT)
        self.receive(self.one.uid, "bruno@example.org", "ACCEPTED")
        self.receive(self.one.uid, "chloe@example.org", "ACCEPTED")
        self.assertEqual([row.person.name for row in Presence.objects.visible_to(WHY).waiting()], ["Chloé Dion"])


class Kept(Replied):
    def test_each_with_its_reason(self):
        past = Gathering.call(self.bakers, by=self.amina, at=AT, starts_at=AT - timedelta(days=9), title="Hier")
        secret = Gathering.call(
            self.bakers, by=self.bruno, at=AT, starts_at=AT + timedelta(days=9), title="Secret", circle=self.ovens
        )
        for why, uid, address, more in (
            ("nobody", self.one.uid, "inconnue@example.net", {}),
            ("not-theirs", self.one.uid, "dan@example.org", {}),
            ("not-theirs", secret.uid, "chloe@example.org", {}),
            ("sender", self.one.uid, "bruno@example.org", {"sender": "autre@example.net"}),
            ("no-gathering", "ailleurs@google.com", "bruno@example.org", {}),
            ("no-date", self.series.uid, "bruno@example.org", {"original": "RECURRENCE-ID:20261202T170000Z\n"}),
            ("refused", past.uid, "bruno@example.org", {}),
        ):
            with self.subTest(why=why, uid=uid):
                StrayReply.objects.visible_to(WHY).delete()
                for _turn in range(2):
                    self.assertEqual(self.receive(uid, address, "ACCEPTED", **more).outcome, "kept")
                self.assertEqual(self.strays(), [(why, address, "ACCEPTED")])
        self.assertEqual(self.answers(), [])

    def test_who_prepares_reads_them_and_says_it_is_seen(self):
        self.receive(self.one.uid, "inconnue@example.net", "ACCEPTED")
        page = reverse("gathering:stray-replies", args=[self.bakers.slug])
        kept = StrayReply.objects.visible_to(WHY).get()
        act = reverse("gathering:seeing-reply", args=[self.bakers.slug, kept.key])
        for person, status in (
            (self.dan, 404),
            (self.gaston, 404),
            (self.chloe, 403),
            (self.farid, 200),
            (self.amina, 200),
        ):
            with self.subTest(person=person):
                self.client.force_login(person)
                answer = self.client.get(page)
                self.assertEqual(
                    (answer.status_code, b"inconnue@example.net" in answer.content), (status, status == 200)
                )
                if status != 200:
                    self.assertEqual(self.client.post(act).status_code, status)
        for _turn in range(2):
            self.assertEqual(self.client.post(act).status_code, 303)
        self.assertNotIn(b"inconnue", self.client.get(page).content)
        self.assertEqual(
            list(self.bakers.journal.filter(act="reply-seen").values_list("by__name", flat=True)), ["Amina Benali"]
        )

    def test_they_are_forgotten_after_ninety_days(self):
        self.receive(self.one.uid, "inconnue@example.net", "ACCEPTED")
        self.assertEqual(forget_old_replies(AT + timedelta(days=89)), 0)
        self.assertEqual(forget_old_replies(AT + timedelta(days=91)), 1)

    def test_as_many_queries_with_one_and_with_three(self):
        self.client.force_login(self.amina)
        counts = []
        for number in (1, 3):
            for turn in range(number):
                self.receive(self.one.uid, f"a{number}{turn}@example.net", "ACCEPTED")
            with self.assertNumQueries(3) as asked:
                self.client.get(reverse("gathering:stray-replies", args=[self.bakers.slug]))
            counts.append(len(asked))
        self.assertEqual(counts, [3, 3])


class LeftAside(Replied):
    def test_what_is_no_reply(self):
        good = message(self.one.uid, "bruno@example.org", "ACCEPTED")
        for raw in (
            b"", b"\0" * 1000, b"From: a@b\r\n\r\nBonjour", b"x" * 5_000_001,
            message(self.one.uid, "bruno@example.org", "ACCEPTED", method="REQUEST"),
            message(self.one.uid, "bruno@example.org", "DELEGATED"), message("", "bruno@example.org", "ACCEPTED"),
            message(self.one.uid, "personne", "ACCEPTED"),
            message(self.one.uid, "bruno@example.org", "ACCEPTED", more="ATTENDEE:mailto:a@b.c\n"),
            message(self.one.uid, "bruno@example.org", "ACCEPTED", more=f"COMMENT:{'x' * 300_000}\n"),
            good.replace(b"BEGIN:VEVENT", b"BEGIN:VTODO"), good.replace(b"END:VCALENDAR", b""),
            good.replace(b"DTSTAMP:2026", b"DTSTAMP:20a6"),
        ):  # fmt: skip
            with self.subTest(raw=raw[:60]):
                received = receive(BytesIO(raw), at=AT)
                self.assertEqual(received.outcome, "left", received)
        self.assertEqual((self.answers(), self.strays()), ([], []))

    def test_the_command_reads_standard_input(self):
        from io import StringIO, TextIOWrapper
        from unittest.mock import patch

        from django.core.management import call_command

        out = StringIO()
        given = TextIOWrapper(BytesIO(message(self.one.uid, "bruno@example.org", "ACCEPTED")))
        with patch("sys.stdin", given), time_machine.travel(AT):  # the command asks what time it is
            call_command("receive", stdout=out)
        self.assertEqual(out.getvalue(), "taken: coming\n")


class Whatever(Cast, PropertyTestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_hostile_bytes_never_fail(self, data):
        raw = bytearray(
            message("abc@terreau", "bruno@example.org", "ACCEPTED", original="RECURRENCE-ID:20261201T170000Z\n")
        )
        for _turn in range(data.draw(st.integers(1, 8))):
            place = data.draw(st.integers(0, len(raw) - 1))
            raw[place : place + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
        try:
            reply = reply_of(bytes(raw))
        except NoReply:
            return
        take(reply, at=AT)
