"""Letters around the door of a community: each with who gets it, who does not, and what no longer holds."""

from datetime import timedelta

from django.test import TestCase

from terreau.community.models import Handover, Hat, Invitation, Membership
from terreau.community.viewer import Viewer
from terreau.gathering.models import Gathering

from .mailing import DAY, HOUR, Mailing, html_of

DAYS = timedelta(days=1)


class Invited(Mailing, TestCase):
    def write(self, email="lea@example.org", **fields) -> Invitation:
        return Invitation.write(self.bakers, by=self.amina, at=DAY, email=email, **fields)

    def test_it_says_who_why_what_for_and_has_one_button(self):
        invitation = self.write(word="Tu fais le pain dont je parle.\nViens voir.")
        message = self.one()
        self.assertEqual(message.to, ["lea@example.org"])
        self.assertEqual(message.subject, "Amina Benali vous invite\u00a0: Boulange de quartier")
        for part in (message.body, html_of(message)):
            for said in (
                "Amina Benali",
                "Tu fais le pain dont je parle.",
                "Mieux pétrir, ensemble.",
                invitation.token(),
            ):
                self.assertIn(said, part)
        self.assertEqual(html_of(message).count("text-decoration:none"), 1)
        self.assertNotIn("amina@example.org", message.message().as_string())

    def test_a_link_to_pass_on_is_mailed_to_nobody(self):
        self.write(email="", uses=5)
        self.assertEqual(self.work(), [])

    def test_taken_back_or_past_it_does_not_leave(self):
        self.write().revoke(by=self.amina, at=DAY)
        self.write("autre@example.org", life=HOUR)
        self.assertEqual(self.work(DAY + 2 * HOUR), [])

    def test_it_does_not_leave_when_its_writer_may_not_invite_any_more(self):
        self.write()
        self.give_hat(self.bruno, Hat.Kind.COORDINATION)
        self.membership_of(self.amina).remove(by=self.bruno, at=DAY, reason="x")
        self.assertEqual([m.to for m in self.work() if m.to == ["lea@example.org"]], [])

    def test_a_guest_reads_which_circle_and_until_when(self):
        self.write(circle=self.ovens, guest_until=DAY + 10 * DAYS)
        self.assertIn(
            "« Fours », comme personne invitée, jusqu’au 12 décembre 2026", self.one().body.replace("\u00a0", " ")
        )

    def test_it_says_when_they_meet_next_and_not_what_about(self):
        for days, more in ((2, {"circle": self.ovens}), (9, {}), (4, {})):
            words = {"title": "canari-rencontre", "minutes": 60, **more}
            Gathering.call(self.bakers, by=self.amina, at=DAY, starts_at=DAY + days * DAYS, **words)
        self.write()
        said = self.one().body.replace("\u00a0", " ")
        self.assertIn("La prochaine rencontre : dimanche 6 décembre, 10 h à 11 h (heure : Montréal).", said)
        self.assertNotIn("canari", said)

    def test_however_many_dates_the_circles_have_before(self):
        for days in range(1, 13):
            Gathering.call(
                self.bakers, by=self.amina, at=DAY, starts_at=DAY + days * DAYS, title="x", circle=self.ovens
            )
        Gathering.call(self.bakers, by=self.amina, at=DAY, starts_at=DAY + 20 * DAYS, title="x")
        self.write()
        self.assertIn("mardi 22 décembre", self.one().body)

    def test_a_guest_reads_when_their_circle_meets_and_nobody_when_there_is_no_date(self):
        self.write(circle=self.ovens, guest_until=DAY + 10 * DAYS)
        self.assertNotIn("prochaine rencontre", self.one().body)
        Gathering.call(self.bakers, by=self.amina, at=DAY, starts_at=DAY + 2 * DAYS, title="x")
        Gathering.call(self.bakers, by=self.amina, at=DAY, starts_at=DAY + 3 * DAYS, title="x", circle=self.ovens)
        self.write("autre@example.org", circle=self.ovens, guest_until=DAY + 10 * DAYS)
        (message,) = [one for one in self.work() if one.to == ["autre@example.org"]]
        self.assertIn("samedi 5 décembre", message.body)

    def test_a_known_person_reads_it_in_their_language(self):
        self.dan.describe(at=DAY, language="en")
        self.write(self.dan.email)
        self.assertIn("Amina Benali invites you", self.one().subject)


class Decided(Mailing, TestCase):
    def ask(self) -> Membership:
        return Membership.ask(self.bakers, self.dan, at=DAY, brought_by="J’ouvre un fournil")

    def told(self, person) -> list[str]:
        return [m.subject for m in self.work() if m.to == [person.email]]

    def test_let_in(self):
        self.ask().admit(by=self.amina, at=DAY)
        self.assertEqual(self.told(self.dan), ["Vous êtes membre de Boulange de quartier"])

    def test_who_is_added_without_having_asked_is_not_written_to(self):
        Membership.enter(self.bakers, self.dan, by=self.amina, at=DAY)
        self.assertEqual(self.told(self.dan), [])

    def test_not_let_in_with_the_reason(self):
        self.ask().refuse(by=self.amina, at=DAY, reason="Le groupe est complet.")
        (message,) = [m for m in self.work() if m.to == [self.dan.email]]
        self.assertIn("> Le groupe est complet.", message.body)
        self.assertNotIn("Amina", message.body)

    def test_taken_out_with_the_reason(self):
        self.membership_of(self.bruno).remove(by=self.amina, at=DAY, reason="Trois rappels.")
        message = self.one()
        self.assertEqual((message.to, "> Trois rappels." in message.body), (["bruno@example.org"], True))

    def test_who_walked_in_or_left_alone_is_told_nothing(self):
        Membership.enter(self.bakers, self.dan, by=self.dan, at=DAY)
        self.membership_of(self.bruno).leave(at=DAY)
        self.assertEqual(self.work(), [])

    def test_let_in_then_out_before_the_letter_left(self):
        membership = self.ask()
        membership.admit(by=self.amina, at=DAY)
        membership.leave(at=DAY)
        self.assertEqual(self.told(self.dan), [])


class HatOffered(Mailing, TestCase):
    def offer(self, kind=Hat.Kind.DOCUMENTALIST) -> Hat:
        return Hat.offer(self.membership_of(self.bruno), kind, by=self.membership_of(self.amina), at=DAY)

    def test_it_says_who_what_and_that_no_is_an_answer(self):
        self.offer()
        message = self.one()
        self.assertEqual(message.to, ["bruno@example.org"])
        for said in (
            "Amina Benali",
            "Documentaliste",
            "faire entrer des archives",
            "dire non",
            "/communaute/chapeaux/",
        ):
            self.assertIn(said, message.body)

    def test_taken_or_laid_down_already_it_does_not_leave(self):
        self.offer().accept(at=DAY)
        self.assertEqual(self.work(), [])

    def test_a_coordination_handed_over_is_one_letter_with_its_page(self):
        giver, taker = self.membership_of(self.amina), self.membership_of(self.bruno)
        handover = Handover.offer(giver, taker, at=DAY)
        self.assertIn(handover.get_absolute_url(), self.one().body)

    def test_who_left_meanwhile_gets_nothing(self):
        self.offer()
        self.membership_of(self.bruno).leave(at=DAY)
        self.assertEqual(self.work(), [])


class AccessEnds(Mailing, TestCase):
    """Whatever waits for somebody who lost their place meanwhile does not leave."""

    def test_each_way_of_losing_it(self):
        for change in ("leave", "remove", "pause"):
            with self.subTest(change=change):
                Membership.enter(self.bakers, self.chloe, by=self.chloe, at=DAY)
                self.work()
                hat = Hat.offer(
                    self.membership_of(self.chloe), Hat.Kind.CORE, by=self.membership_of(self.amina), at=DAY
                )
                membership = Viewer(self.chloe).membership_in(self.bakers)
                extra = {"by": self.amina, "reason": "x"} if change == "remove" else {}
                getattr(membership, change)(at=DAY, **extra)
                subjects = [m.subject for m in self.work() if "chapeau" in m.subject]
                self.assertEqual(subjects, [])
                Hat.objects.filter(pk=hat.pk).delete()
