"""Reporting, and answering with a reason that everybody concerned reads."""

from terreau.community import reporting
from terreau.community.models import Circle, Membership, Report

from .pages import Pages

WHY = "Il vend ses machines dans chaque réponse."
ANSWER = "Nous en avons parlé ensemble, cela s’arrête."


class Reports(Pages):
    def report(self, by=None, about=None, kind="people.person", reason=WHY):
        return self.post(by or self.chloe, "report", kind, (about or self.bruno).key, reason=reason)

    def found(self) -> Report:
        return Report.objects.get()

    def decide(self, by, outcome="talked", answer=ANSWER):
        return self.post(by, "deciding", self.found().key, outcome=outcome, answer=answer)


class ReportingTest(Reports):
    def test_who_will_read_it_is_said_before(self):
        answer = self.get(self.chloe, "report", "people.person", self.bruno.key)
        self.says(answer, "Amina Benali, Farid Haddad")

    def test_it_reaches_those_who_moderate_and_the_second_click_changes_nothing(self):
        for _click in range(2):
            self.assertEqual(self.report().url, self.address("report-made", self.found().key))
        self.assertEqual(self.acts().count("report-made"), 1)
        self.says(self.get(self.farid, "moderation"), "Une personne")
        self.says(self.get(self.farid, "deciding", self.found().key), WHY)

    def test_one_reports_only_what_one_may_read(self):
        self.refuses(
            "report",
            "community.circle",
            self.ovens.key,
            to={self.chloe: 404, self.dan: 404, self.gaston: 404},
            reason=WHY,
        )
        self.refuses("report", "people.person", self.dan.key, to={self.chloe: 404}, reason=WHY)
        self.refuses("report", "people.signin", "x", to={self.chloe: 404}, reason=WHY)
        self.refuses("report", "nothing", "x", to={self.chloe: 404}, reason=WHY)
        self.refuses("report", "people.person", self.bruno.key, to={self.dan: 404, self.gaston: 404}, reason=WHY)
        self.assertEqual(self.report(by=self.bruno, about=self.ovens, kind="community.circle").status_code, 303)

    def test_not_oneself_and_not_without_a_reason(self):
        self.refuses("report", "people.person", self.bruno.key, to={self.bruno: 403}, reason=WHY)
        self.assertEqual(self.report(reason=" ").status_code, 422)

    def test_when_only_the_person_concerned_could_answer_it_is_said(self):
        self.membership_of(self.farid).leave(at=self.now)
        answer = self.get(self.chloe, "report", "people.person", self.amina.key)
        self.says(answer, "La seule personne qui pourrait répondre")
        self.report(about=self.amina)
        self.assertEqual(Report.objects.count(), 0)


class AnsweringTest(Reports):
    def setUp(self):
        self.report()

    def test_who_answers(self):
        key = self.found().key
        self.refuses("moderation", method="get", to={self.chloe: 403, self.bruno: 403, self.gaston: 404, self.dan: 404})
        to = {self.chloe: 403, self.bruno: 403, self.gaston: 404, self.dan: 404}
        self.refuses("deciding", key, to=to, outcome="kept", answer="x")

    def test_nobody_answers_what_is_about_them(self):
        self.report(by=self.bruno, about=self.farid)
        other = Report.objects.get(concerning=self.farid)
        self.refuses("deciding", other.key, to={self.farid: 404}, outcome="kept", answer="Rien.")
        self.is_silent_on(self.get(self.farid, "moderation"), other.key)
        self.assertEqual(self.get(self.amina, "deciding", other.key).status_code, 200)

    def test_the_reporter_the_person_concerned_and_the_journal_read_the_reason(self):
        self.assertEqual(self.decide(self.farid).status_code, 303)
        key = self.found().key
        for someone in (self.chloe, self.bruno):
            self.says(self.get(someone, "report-made", key), ANSWER)
        self.says(self.get(self.amina, "journal"), ANSWER)
        self.refuses("report-made", key, method="get", to={self.ines: 404, self.gaston: 404, self.dan: 404})
        self.says(self.get(self.bruno, "place"), "Une décision qui vous concerne")

    def test_the_person_concerned_learns_neither_who_nor_what_was_said(self):
        key = self.found().key
        self.assertEqual(self.get(self.bruno, "report-made", key).status_code, 404)
        self.decide(self.farid)
        answer = self.get(self.bruno, "report-made", key)
        self.is_silent_on(answer, "Chloé")
        self.is_silent_on(answer, WHY)

    def test_a_decision_gives_its_reason_once(self):
        self.assertEqual(self.decide(self.farid, answer=" ").status_code, 422)
        self.decide(self.farid)
        self.decide(self.amina, outcome="kept", answer="Autre chose.")
        found = self.found()
        self.assertEqual((found.outcome, found.answer, found.decided_by), ("talked", ANSWER, self.farid))
        self.assertEqual(self.acts().count("report-decided"), 1)

    def test_reading_it_is_written_once_for_each_reader(self):
        for _look in range(2):
            self.get(self.farid, "deciding", self.found().key)
        self.get(self.amina, "deciding", self.found().key)
        self.assertEqual(self.acts().count("report-read"), 2)
        self.says(self.get(self.amina, "journal", genre="listes"), "Farid Haddad a lu un signalement")

    def test_removing_is_carried_out_with_the_reason(self):
        self.decide(self.farid, outcome="removed")
        row = Membership.of(self.bakers, self.bruno)
        self.assertEqual((row.status, row.reason), ("removed", ANSWER))

    def test_a_facilitator_does_not_remove_a_coordinator_this_way(self):
        self.report(about=self.amina)
        other = Report.objects.get(concerning=self.amina)
        answer = self.post(self.farid, "deciding", other.key, outcome="removed", answer="Non.")
        self.assertEqual(answer.status_code, 422)
        self.assertTrue(Membership.of(self.bakers, self.amina).is_active)

    def test_what_no_room_can_put_aside_is_not_offered(self):
        self.assertEqual(self.decide(self.farid, outcome="set-aside").status_code, 422)

    def test_a_room_puts_its_own_things_aside(self):
        aside = []
        kept = reporting.of_kind("community.circle")
        self.addCleanup(
            reporting.register, "community.circle", noun=kept.noun, author=kept.author, excerpt=kept.excerpt
        )
        reporting.register(
            "community.circle", noun="Un cercle", author=lambda c: None, excerpt=str,
            set_aside=lambda circle, *, by, at, reason: aside.append((circle.pk, by, reason)),
        )  # fmt: skip
        leaven = Circle.open(self.bakers, by=self.bruno, at=self.now, name="Levains", purpose="Nourrir.")
        self.report(about=leaven, kind="community.circle")
        made = Report.objects.get(about_kind="community.circle")
        self.post(self.farid, "deciding", made.key, outcome="set-aside", answer="Hors sujet.")
        self.assertEqual(aside, [(leaven.pk, self.farid, "Hors sujet.")])
