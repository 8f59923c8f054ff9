"""The one door by which mail leaves: who may be written to, when, how often, and what every letter carries."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

from django.core.mail import BadHeaderError
from django.test import TestCase

from terreau.letters import budget, kinds
from terreau.letters.kinds import Kind
from terreau.letters.message import HEAVIEST, compose, one_line
from terreau.letters.models import Posted
from terreau.letters.post import NotNow, send
from terreau.letters.words import Button, Code, Quote, Words
from terreau.spine.models import JournalEntry
from terreau.ui.rich import SafeRich

from .mailing import DAY, HOUR, Mailing, html_of

WORDS = Words(subject="Un mot", body=["Bonjour."], why="Ce courriel vient d’un essai.")
EVERY = [kind for kind in vars(kinds).values() if isinstance(kind, Kind)]
DAYS = timedelta(days=1)


class Post(Mailing, TestCase):
    def entry(self) -> JournalEntry:
        return JournalEntry.objects.create(act="test", at=DAY, community=self.bakers)

    def send(self, kind, to=None, *, at=DAY, entry=None, words=WORDS, **options):
        to = to or self.bruno
        return send(kind, to=to, entry=entry or self.entry(), write=lambda viewer: words, at=at, **options)

    def sent(self) -> list:
        from django.core import mail

        return mail.outbox


class MayCome(Post):
    def test_rhythm_nothing_means_no_letter_but_the_transactional_ones(self):
        self.set_rhythm(self.bruno, "rien")
        came = {kind.name for kind in EVERY if self.send(kind)}
        self.assertEqual(came, {kind.name for kind in EVERY if kind.transactional})
        asked_of_nobody = {"to-answer", "answers", "greeting", "follow-up"}
        asked_of_nobody |= {"gathering-called", "gathering-near", "gathering-memory"}
        self.assertEqual({kind.name for kind in EVERY if not kind.transactional}, asked_of_nobody)

    def test_a_pause_is_kept_to_its_last_day(self):
        until = (DAY + 3 * DAYS).date()
        self.set_rhythm(self.bruno, "jour", paused_until=until)
        self.assertIsNone(self.send(kinds.ANSWERS, at=DAY + 2 * DAYS))
        self.assertIsNotNone(self.send(kinds.ANSWERS, at=DAY + 5 * DAYS))
        self.assertIsNotNone(self.send(kinds.DECISION))

    def test_who_never_came_asked_for_nothing(self):
        from tests.cast import person

        ghost = person("Fantôme Ancien", claimed=False)
        came = {kind.name for kind in EVERY if self.send(kind, ghost)}
        self.assertEqual(came, {kind.name for kind in EVERY if kind.transactional})

    def test_two_in_seven_days_and_six_in_thirty(self):
        came = [bool(self.send(kinds.GREETING, at=DAY + n * DAYS)) for n in range(30) if (DAY + n * DAYS).weekday() < 5]
        self.assertEqual(sum(came), 6)
        dates = list(Posted.objects.order_by("at").values_list("at", flat=True))
        for first in dates:
            self.assertLessEqual(sum(first <= at < first + 7 * DAYS for at in dates), 2)
        self.assertEqual(budget.left(self.bruno, DAY + 31 * DAYS), 2)

    def test_the_budget_is_one_for_all_communities_and_one_for_each_person(self):
        other = JournalEntry.objects.create(act="test", at=DAY)
        self.assertEqual(
            [bool(self.send(kinds.GREETING, entry=e)) for e in (self.entry(), other, self.entry())], [True, True, False]
        )
        self.assertIsNotNone(self.send(kinds.GREETING, self.chloe))
        self.assertIsNotNone(self.send(kinds.ANSWERS))

    def test_night_waits_for_the_morning_where_the_person_is(self):
        night = DAY + 10 * HOUR
        with self.assertRaises(NotNow) as wait:
            self.send(kinds.ANSWERS, at=night)
        self.assertEqual(wait.exception.due_at, DAY.replace(day=3, hour=12))
        self.assertIsNotNone(self.send(kinds.SIGN_IN, at=night))
        self.bruno.describe(at=DAY, time_zone="Asia/Tokyo")
        self.assertIsNotNone(self.send(kinds.ANSWERS, at=night))

    def test_who_left_gets_nothing(self):
        self.chloe.depart(at=DAY, keep="nothing")
        self.assertIsNone(self.send(kinds.DECISION, self.chloe))

    def test_nothing_left_to_say_sends_nothing(self):
        self.assertIsNone(self.send(kinds.DECISION, words=None))
        self.assertEqual(Posted.objects.count(), 0)


class Leaves(Post):
    def test_the_same_letter_never_leaves_twice(self):
        entry = self.entry()
        first = self.send(kinds.DECISION, entry=entry)
        self.assertIsNone(self.send(kinds.DECISION, entry=entry))
        self.assertEqual([m.extra_headers["Message-ID"] for m in self.sent()], [first.message_id])

    def test_a_message_id_tells_nothing_and_never_changes(self):
        entry = self.entry()
        made = [compose(kinds.DECISION, WORDS, to=self.bruno, community=None, identity="<x@y>") for _ in range(2)]
        self.assertEqual(made[0].body, made[1].body)
        said = self.send(kinds.DECISION, entry=entry).message_id
        self.assertRegex(said, rf"^<{entry.pk}\.decision\.[0-9a-f]{{16}}@127\.0\.0\.1>$")

    def test_every_letter_says_why_and_offers_less(self):
        for kind in EVERY:
            with self.subTest(kind=kind.name):
                self.send(kind)
                message = self.sent()[-1]
                for part in (message.body, html_of(message)):
                    self.assertIn(WORDS.why, part)
                    for choice in ("bulletin", "pause", "rien"):
                        self.assertRegex(part, rf"/rythme/[\w:-]+/\?choix={choice}\b")

    def test_only_what_may_be_stopped_has_the_one_click_header(self):
        for kind in EVERY:
            self.send(kind)
            headers = self.sent()[-1].extra_headers
            with self.subTest(kind=kind.name):
                self.assertEqual("List-Unsubscribe" in headers, not kind.transactional)
                self.assertEqual(
                    headers.get("List-Unsubscribe-Post"), None if kind.transactional else "List-Unsubscribe=One-Click"
                )
                self.assertEqual(headers["Auto-Submitted"], "auto-generated")

    def test_the_one_click_of_a_mail_program_stops_the_mail(self):
        self.send(kinds.ANSWERS)
        address = self.sent()[-1].extra_headers["List-Unsubscribe"].strip("<>")
        path = address.removeprefix("http://127.0.0.1:8000")
        self.client.post(path, {"List-Unsubscribe": "One-Click"})
        self.bruno.refresh_from_db()
        self.assertEqual(self.bruno.mail_rhythm, "rien")
        self.assertIsNone(self.send(kinds.ANSWERS))

    def test_opening_the_links_changes_nothing(self):
        self.send(kinds.ANSWERS)
        for path in set(re.findall(r"http://127\.0\.0\.1:8000(/rythme/\S+)", self.sent()[-1].body)):
            self.assertEqual(self.client.get(path).status_code, 200)
        self.bruno.refresh_from_db()
        self.assertEqual(self.bruno.mail_rhythm, "bulletin")

    def test_a_name_cannot_make_a_header(self):
        self.bakers.nickname = "Pains\r\nBcc: tous@example.org"
        words = Words(subject="Un mot\r\nBcc: tous@example.org\x00", body=["x"], why="y")
        self.send(kinds.DECISION, words=words, community=self.bakers)
        raw = message_from_bytes(self.sent()[-1].message().as_bytes(), policy=default)
        self.assertEqual(raw["Bcc"], None)
        self.assertEqual(raw["Subject"], "Un mot Bcc: tous@example.org")
        self.assertEqual(raw["From"].addresses[0].display_name, "Pains Bcc: tous@example.org")
        self.assertEqual(one_line("a\u2028b\x85c\td"), "a b c d")

    def test_an_address_with_a_line_end_is_refused(self):
        message = compose(
            kinds.DECISION, WORDS, to="a@example.org\r\nBcc: b@example.org", community=None, identity="<x@y>"
        )
        with self.assertRaises(BadHeaderError):
            message.message()
        message = compose(
            kinds.DECISION, WORDS, to="a@example.org", community=None, identity="<x@y>\nBcc: b@example.org"
        )
        with self.assertRaises(BadHeaderError):
            message.message()

    def test_a_letter_is_in_the_language_and_under_the_name_that_fit(self):
        self.chloe.describe(at=DAY, language="en")
        self.send(kinds.DECISION, self.chloe, community=self.bakers)
        message = self.sent()[-1]
        self.assertIn('<html lang="en">', html_of(message))
        self.assertIn("less often", message.body)
        self.assertEqual(message.from_email, "Boulange de quartier <terreau@127.0.0.1>")


class Laid(Post):
    def letter(self, *body, **more):
        words = Words(subject="s", body=list(body), why="w", **more)
        return compose(kinds.DECISION, words, to=self.bruno, community=self.bakers, identity="<x@y>")

    def test_text_and_html_say_the_same(self):
        quote = Quote("Pas <b>trop</b> & pas assez", by="Chloé", said="vous répond :", path="/c/boulange/x/")
        message = self.letter(
            "L’un d’eux", Code("123 456"), quote, button=Button("Entrer", "/c/boulange/"), after=["Fin."]
        )
        self.assertIn("> Pas <b>trop</b> & pas assez\n", message.body)
        self.assertIn("Pas &lt;b&gt;trop&lt;/b&gt; &amp; pas assez", html_of(message))
        for said in ("L’un d’eux", "123 456", "Chloé", "Entrer", "Fin.", "http://127.0.0.1:8000/c/boulange/x/"):
            self.assertIn(said, message.body)
            self.assertIn(said, html_of(message))

    def test_nothing_is_fetched_and_nobody_is_followed(self):
        html = html_of(self.letter("Bonjour", Quote("x", html=SafeRich("<p>x</p>")), button=Button("Entrer", "/c/")))
        self.assertNotRegex(html, r"<(img|link|script|style|iframe|object|video|form)\b|\bsrc=|url\(|@import")
        self.assertEqual({a.split("/")[2] for a in re.findall(r'href="([^"]+)"', html)}, {"127.0.0.1:8000"})

    def test_long_words_are_cut_and_the_letter_stays_light(self):
        long = "été " * 5000
        html = SafeRich(f"<p>{long}</p>")
        message = self.letter(Quote(long, by="Chloé", said="", html=html, path="/c/boulange/x/"))
        self.assertLess(len(html_of(message).encode()), HEAVIEST)
        self.assertIn("[…]", message.body)
        self.assertIn("Lire la suite", html_of(message))
        emoji = self.letter(Quote("🥖'&" * 5000, by="Chloé"))
        self.assertLess(len(html_of(emoji).encode()), HEAVIEST)

    def test_html_that_was_made_safe_is_kept_and_text_is_escaped(self):
        html = html_of(self.letter(Quote("x", html=SafeRich("<p><em>x</em></p>")), "<script>"))
        self.assertIn("<p><em>x</em></p>", html)
        self.assertIn("<p>&lt;script&gt;</p>", html)
