"""Answers gather through the day and leave together in the morning, as their recipient may read them then."""

from datetime import UTC, datetime, timedelta

from django.test import TestCase

from terreau.conversation.models import HelpOffer, LastSeen, Message, Solicitation, Thread
from terreau.letters.models import Bundle, Line
from terreau.spine.models import OutboxRow

from .mailing import DAY, HOUR, Mailing, html_of

MORNING = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)  # Thursday, 7:30 in Toronto
DAYS = timedelta(days=1)


class Answers(Mailing, TestCase):
    def setUp(self):
        super().setUp()
        self.thread = Thread.start(self.bakers, by=self.bruno, at=DAY, text="Qui connaît le levain dur ?")

    def answer(self, by=None, text="Moi, *souvent*.", at=DAY) -> Message:
        return self.thread.reply(by=by or self.chloe, at=at, text=text)

    def to(self, someone, at=MORNING) -> list:
        self.work(DAY)
        return [m for m in self.work(at) if m.to == [someone.email]]

    def test_whole_answers_leave_together_at_half_past_seven(self):
        self.answer()
        self.answer(by=self.farid, text="Moi aussi\n\n> cité\n\n- liste")
        self.assertEqual(self.work(DAY), [])
        self.assertEqual(self.work(MORNING - timedelta(minutes=1)), [])
        message = self.one(MORNING)
        self.assertEqual((message.to, message.subject), (["bruno@example.org"], "2 réponses pour vous"))
        self.assertIn("Chloé Dion vous répond dans «\u00a0Qui connaît le levain dur ?\u00a0»", message.body)
        self.assertIn("> Moi, *souvent*.", message.body)
        self.assertIn("<p>Moi, <em>souvent</em>.</p>", html_of(message))
        self.assertIn("<li>liste</li>", html_of(message))
        self.assertEqual(self.work(MORNING + DAYS), [])

    def test_one_answer_says_who(self):
        self.answer()
        self.assertEqual(self.to(self.bruno)[0].subject, "Chloé Dion vous répond")

    def test_a_name_called_is_told_to_that_person(self):
        self.answer(text="Demandez à @Farid Haddad, il sait.")
        self.work(DAY)
        letters = {m.to[0]: m for m in self.work(MORNING)}
        self.assertEqual(set(letters), {"bruno@example.org", "farid@example.org"})
        self.assertIn("Chloé Dion vous appelle dans", letters["farid@example.org"].body)

    def test_whoever_is_asked_by_name_is_told_once_and_not_when_they_have_answered(self):
        until = (DAY + 9 * DAYS).date()
        for text in ("Qui a déjà… un ?", "Qui a déjà… deux ?"):
            call = Thread.start(self.bakers, by=self.bruno, at=DAY, text=text, call_until=until)
            Solicitation.send(call, self.chloe, by=self.bruno, at=DAY)
        call.offer_help("curious", by=self.chloe, at=DAY)
        (letter,) = self.to(self.chloe)
        self.assertEqual(letter.subject, "Bruno Côté vous demande")
        self.assertIn("Qui a déjà… un ?", letter.body)
        self.assertNotIn("deux", letter.body)

    def test_what_one_says_oneself_is_not_mailed(self):
        self.answer(by=self.bruno, text="Je me réponds, moi @Bruno Côté")
        self.assertEqual(self.to(self.bruno), [])

    def test_edited_twice_it_is_told_once(self):
        message = self.answer()
        for text in ("Mieux, @Farid Haddad", "Encore mieux, @Farid Haddad"):
            message.edit(by=self.chloe, at=DAY, text=text)
        self.work(DAY)
        self.assertEqual(Line.objects.filter(person=self.farid).count(), 1)
        (letter,) = [m for m in self.work(MORNING) if m.to == ["farid@example.org"]]
        self.assertIn("Encore mieux", letter.body)
        self.assertNotIn("> Mieux", letter.body)

    def test_each_persons_morning_is_their_own(self):
        self.bruno.describe(at=DAY, time_zone="Europe/Paris")
        self.answer(text="@Farid Haddad aussi")
        self.work(DAY)
        self.assertEqual([m.to for m in self.work(MORNING - 6 * HOUR)], [["bruno@example.org"]])
        self.assertEqual([m.to for m in self.work(MORNING)], [["farid@example.org"]])

    def test_friday_waits_for_monday(self):
        friday = DAY + 2 * DAYS
        self.at.move_to(friday, tick=False)
        self.answer(at=friday)
        self.work(friday)
        self.assertEqual(self.work(friday + 2 * DAYS), [])
        self.assertEqual(len(self.work(MORNING + 4 * DAYS)), 1)

    def test_read_on_the_page_meanwhile_it_is_not_mailed(self):
        message = self.answer()
        LastSeen.saw(self.bruno, self.thread, message.position)
        self.assertEqual(self.to(self.bruno), [])

    def test_taken_out_or_back_meanwhile_it_is_not_mailed(self):
        self.answer().hide(by=self.farid, at=DAY, reason="x")
        self.answer(by=self.farid).withdraw(by=self.farid, at=DAY)
        self.assertEqual(self.to(self.bruno), [])

    def test_who_lost_access_meanwhile_gets_nothing(self):
        self.answer()
        self.work(DAY)
        self.membership_of(self.bruno).leave(at=DAY)
        self.assertEqual(self.work(MORNING), [])

    def test_nor_when_the_community_talks_in_public(self):
        self.answer()
        self.work(DAY)
        self.bakers.describe(by=self.amina, at=DAY, public_page=True, public_talk=True)
        self.membership_of(self.bruno).leave(at=DAY)
        self.assertEqual(self.work(MORNING), [])

    def test_nor_who_is_no_longer_in_the_circle(self):
        self.thread = Thread.start(self.bakers, by=self.gaston, at=DAY, text="Nos fours", circle=self.ovens)
        self.answer(by=self.bruno, text="SECRET")
        self.work(DAY)
        seat = self.ovens.seats.get(person=self.gaston)
        seat.leave(by=self.gaston, at=DAY)
        self.assertEqual(self.work(MORNING), [])

    def test_a_guest_still_seated_reads_the_answer(self):
        self.thread = Thread.start(self.bakers, by=self.gaston, at=DAY, text="Nos fours", circle=self.ovens)
        self.answer(by=self.bruno, text="À sole")
        self.assertIn("> À sole", self.to(self.gaston)[0].body)

    def test_rhythm_nothing_and_pause_are_kept(self):
        self.set_rhythm(self.bruno, "rien")
        self.answer()
        self.assertEqual(self.to(self.bruno), [])
        self.assertEqual(Bundle.objects.filter(person=self.bruno).count(), 0)

    def test_an_answer_to_a_call_for_help(self):
        call = Thread.start(
            self.bakers, by=self.bruno, at=DAY, text="Qui a déjà réglé une sole ?", call_until=(DAY + 9 * DAYS).date()
        )
        call.offer_help(HelpOffer.Kind.HELPS, by=self.chloe, at=DAY, word="Oui, jeudi")
        (message,) = self.to(self.bruno)
        self.assertIn("Chloé Dion répond à votre appel", message.body)
        self.assertIn("> Oui, jeudi", message.body)

    def test_many_answers_stay_one_light_letter(self):
        for number in range(12):
            self.answer(text=f"Réponse {number}. " + "pain " * 400)
        (message,) = self.to(self.bruno)
        self.assertEqual(message.subject, "12 réponses pour vous")
        self.assertLess(len(html_of(message).encode()), 25_000)
        self.assertRegex(message.body, r"Et \d+ autres, sur les pages\.")

    def test_followed_twice_it_leaves_once(self):
        self.answer()
        self.work(DAY)
        self.work(MORNING)
        OutboxRow.objects.update(done_at=None, leased_until=None, due_at=DAY)
        self.assertEqual(self.work(MORNING + HOUR), [])
