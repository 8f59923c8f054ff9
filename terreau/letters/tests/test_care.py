"""Letters of those who take care: what waits, whom nobody greeted, what was decided."""

from datetime import timedelta

from django.test import TestCase

from terreau.community.models import Membership, Report, Welcome
from terreau.conversation.models import Message, Thread
from tests.cast import person

from .mailing import DAY, HOUR, Mailing

DAYS = timedelta(days=1)


class SomebodyWaits(Mailing, TestCase):
    def ask(self, someone, at=DAY, **said) -> Membership:
        self.at.move_to(at, tick=False)
        return Membership.ask(self.bakers, someone, at=at, **said)

    def test_who_admits_is_told_by_whom_and_why(self):
        self.ask(self.dan, brought_by="J’ouvre un fournil")
        letters = self.work()
        self.assertEqual(sorted(m.to[0] for m in letters), ["amina@example.org", "farid@example.org"])
        for said in ("Dan Étranger demande à entrer", "> J’ouvre un fournil", "/c/boulange/animer/demandes/"):
            self.assertIn(said, letters[0].body)

    def test_once_a_day_at_most_all_of_it_in_one_letter(self):
        self.ask(self.dan)
        self.assertEqual(len(self.work()), 2)
        later = [person(f"Attente {n}", email=f"attente{n}@example.org") for n in range(3)]
        for someone in later:
            self.ask(someone, at=DAY + HOUR)
        self.assertEqual(self.work(DAY + 2 * HOUR), [])
        letters = self.work(DAY + DAYS)
        self.assertEqual(sorted(m.to[0] for m in letters), ["amina@example.org", "farid@example.org"])
        self.assertEqual([letters[0].body.count("demande à entrer")], [4])
        self.assertEqual(self.work(DAY + 5 * DAYS), [])

    def test_answered_meanwhile_nothing_leaves(self):
        self.ask(self.dan).refuse(by=self.amina, at=DAY, reason="x")
        self.assertEqual([m.to for m in self.work() if m.to != [self.dan.email]], [])

    def test_night_waits_and_rhythm_nothing_is_kept(self):
        self.set_rhythm(self.farid, "rien")
        night = DAY + 10 * HOUR
        self.ask(self.dan, at=night)
        self.assertEqual(self.work(night), [])
        self.assertEqual([m.to for m in self.work(DAY + DAYS)], [["amina@example.org"]])

    def test_a_report_is_counted_and_never_quoted(self):
        Report.make(
            self.bakers,
            by=self.bruno,
            kind="people.person",
            about=self.chloe,
            concerning=self.chloe,
            reason="SECRET",
            at=DAY,
        )
        letters = self.work()
        self.assertEqual(sorted(m.to[0] for m in letters), ["amina@example.org", "farid@example.org"])
        for message in letters:
            self.assertIn("1 signalement attend une réponse.", message.body)
            for hidden in ("SECRET", "Chloé", "Bruno"):
                self.assertNotIn(hidden, message.message().as_string())

    def test_whom_it_concerns_is_not_told_by_this_letter(self):
        Report.make(
            self.bakers,
            by=self.bruno,
            kind="people.person",
            about=self.farid,
            concerning=self.farid,
            reason="x",
            at=DAY,
        )
        self.assertEqual([m.to for m in self.work()], [["amina@example.org"]])


class NobodySaidHello(Mailing, TestCase):
    def setUp(self):
        super().setUp()
        self.newcomer = Membership.enter(self.bakers, self.dan, by=self.dan, at=DAY)

    def told(self, at=DAY + 6 * DAYS) -> list[str]:
        return [m.to[0] for m in self.work(at)]

    def test_three_days_later_who_coordinates_is_told_and_the_newcomer_is_not(self):
        self.assertEqual(self.work(DAY + 2 * DAYS), [])
        message = self.one(DAY + 5 * DAYS)
        self.assertEqual(message.to, ["amina@example.org"])
        self.assertEqual(message.subject, "Dan Étranger n’a pas encore eu de bonjour")
        self.assertEqual(self.work(DAY + 9 * DAYS), [])

    def test_whoever_welcomes_is_told_rather(self):
        Welcome.take(self.newcomer, self.membership_of(self.chloe), at=DAY)
        self.assertEqual(self.told(), ["chloe@example.org"])

    def test_a_word_a_name_called_or_an_answer_is_a_hello(self):
        for way in ("word", "mention", "answer"):
            with self.subTest(way=way):
                newcomer = person(f"Nouvelle {way.title()}", email=f"{way}@example.org")
                membership = Membership.enter(self.bakers, newcomer, by=newcomer, at=DAY + HOUR)
                if way == "word":
                    Welcome.take(membership, self.membership_of(self.chloe), at=DAY, word="Bienvenue")
                elif way == "mention":
                    Thread.start(self.bakers, by=self.bruno, at=DAY, text=f"Bonjour @{newcomer.name} ici")
                else:
                    Thread.start(self.bakers, by=newcomer, at=DAY, text="Me voici").reply(
                        by=self.bruno, at=DAY, text="Salut"
                    )
        subjects = [m.subject for m in self.work(DAY + 6 * DAYS) if "bonjour" in m.subject]
        self.assertEqual(subjects, ["Dan Étranger n’a pas encore eu de bonjour"])

    def test_gone_meanwhile_nobody_is_told(self):
        self.membership_of(self.dan).leave(at=DAY)
        self.assertEqual(self.told(), [])

    def test_it_counts_and_stops_at_the_budget(self):
        for number in range(4):
            someone = person(f"Arrivée {number}", email=f"arrivee{number}@example.org")
            Membership.enter(self.bakers, someone, by=someone, at=DAY)
        self.assertEqual(self.told(), ["amina@example.org"] * 2)


class Decided(Mailing, TestCase):
    def setUp(self):
        super().setUp()
        self.thread = Thread.start(self.bakers, by=self.chloe, at=DAY, text="Des mots durs")
        self.message = Message.objects.get(thread=self.thread)

    def report(self) -> Report:
        report = Report.make(
            self.bakers, by=self.bruno, kind="conversation.message", about=self.message,
            concerning=self.chloe, reason="SECRET", at=DAY,
        )  # fmt: skip
        self.work()
        return report

    def letters(self, outcome: str) -> dict[str, list[str]]:
        self.report().decide(outcome, answer="Les mots blessent.", by=self.amina, at=DAY)
        letters = self.work()
        for message in letters:
            self.assertIn("> Les mots blessent.", message.body)
            self.assertNotIn("SECRET", message.body)
        return {to: sorted(m.subject for m in letters if m.to == [to]) for to in sorted({m.to[0] for m in letters})}

    ANSWER, ABOUT = "Une réponse à votre signalement", "Une décision à propos de ce que vous avez écrit"

    def test_nothing_changes_only_who_reported_is_told(self):
        self.assertEqual(self.letters("kept"), {"bruno@example.org": [self.ANSWER]})

    def test_talked_about_both_are_told(self):
        self.assertEqual(
            self.letters("talked"), {"bruno@example.org": [self.ANSWER], "chloe@example.org": [self.ABOUT]}
        )

    def test_set_aside_is_one_letter_each(self):
        self.assertEqual(
            self.letters("set-aside"), {"bruno@example.org": [self.ANSWER], "chloe@example.org": [self.ABOUT]}
        )

    def test_removed_is_told_once_by_the_letter_of_the_removal(self):
        found = self.letters("removed")
        self.assertEqual(
            found, {"bruno@example.org": [self.ANSWER], "chloe@example.org": ["Votre place dans Boulange de quartier"]}
        )

    def test_the_author_does_not_learn_who_reported(self):
        self.report().decide("talked", answer="x", by=self.amina, at=DAY)
        (message,) = [m for m in self.work() if m.to == ["chloe@example.org"]]
        self.assertNotIn("Bruno", message.message().as_string())

    def test_words_taken_out_without_a_report_are_said_with_the_reason(self):
        self.message.hide(by=self.farid, at=DAY, reason="Hors sujet.")
        message = self.one()
        self.assertEqual((message.to, "> Hors sujet." in message.body), (["chloe@example.org"], True))
        self.assertNotIn("Des mots durs", message.body)

    def test_put_back_meanwhile_nothing_leaves(self):
        self.thread.hide(by=self.farid, at=DAY, reason="x")
        self.thread.show(by=self.farid, at=DAY)
        self.assertEqual(self.work(), [])

    def test_a_whole_thread_taken_out(self):
        self.thread.hide(by=self.farid, at=DAY, reason="Trop vif.")
        self.assertIn("> Trop vif.", self.one().body)
