"""The stewards' pages: the table, the list taken away with its purpose, settings, the journal."""

import csv
import io
from datetime import timedelta

from terreau.community import acts
from terreau.community.models import Community, Hat, Membership
from terreau.spine.models import JournalEntry
from tests.cast import person

from .pages import Pages

PURPOSE = "Préparer les étiquettes de la rencontre de mai."


class TableTest(Pages):
    def test_who_admits_reads_it(self):
        self.refuses("members", method="get", to={self.chloe: 403, self.gaston: 404, self.dan: 404})
        answer = self.get(self.farid, "members")
        for words in ("Chloé Dion", "3 mars 2026", "Animation"):
            self.says(answer, words)

    def test_circles_are_those_this_steward_may_know_of(self):
        self.says(self.get(self.amina, "members"), "Fours")
        self.is_silent_on(self.get(self.farid, "members"), "Fours")

    def test_by_status(self):
        Membership.ask(self.bakers, self.dan, at=self.now, brought_by="Pain.")
        self.is_silent_on(self.get(self.farid, "members"), "Dan Étranger")
        self.says(self.get(self.farid, "members", etat="requested"), "Dan Étranger")
        self.is_silent_on(self.get(self.farid, "members", etat="requested"), "Chloé Dion")
        self.says(self.get(self.farid, "members", q="chloe", nouvelles="1"), "Personne ne répond")


class ExportTest(Pages):
    def rows(self, answer) -> list[dict]:
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))

    def take(self, by, purpose=PURPOSE, query=""):
        return self.as_(by).post(self.address("members-exporting") + query, {"purpose": purpose})

    def test_a_purpose_is_asked(self):
        for purpose in ("", "mailing", "  x  "):
            answer = self.take(self.amina, purpose)
            self.assertEqual(answer.status_code, 422, purpose)
        self.refuses("members-exporting", to={self.chloe: 403, self.gaston: 404, self.dan: 404}, purpose=PURPOSE)

    def test_members_read_who_took_it_and_what_for(self):
        self.take(self.amina)
        for someone in (self.chloe, self.bruno):
            answer = self.get(someone, "register")
            self.says(answer, PURPOSE)
            self.says(answer, "Amina Benali")
        self.says(self.get(self.amina, "journal", genre="listes"), PURPOSE)

    def test_what_people_keep_to_themselves_stays_home(self):
        self.chloe.describe(at=self.now, audiences={"email": "animation"})
        rows = {row["nom"]: row for row in self.rows(self.take(self.amina))}
        self.assertEqual(rows["Chloé Dion"]["courriel"], "chloe@example.org")
        self.assertEqual(rows["Bruno Côté"]["courriel"], "")
        self.assertEqual(rows["Farid Haddad"]["chapeaux"], "Animation")

    def test_the_filters_hold_and_no_cell_is_a_formula(self):
        other = person("=HYPERLINK(1)", email="evil@example.org")
        Membership.enter(self.bakers, other, by=other, at=self.now)
        rows = self.rows(self.take(self.amina, query="?nouvelles=1"))
        self.assertEqual([row["nom"] for row in rows], ["'=HYPERLINK(1)", "Inès Lopez"])


class RemovingTest(Pages):
    def remove(self, by, someone, reason="Publicité répétée."):
        return self.post(by, "removing", self.membership_of(someone).key, reason=reason)

    def test_access_ends_at_once_and_the_reason_is_read_by_the_person_and_the_journal(self):
        self.assertEqual(self.remove(self.farid, self.bruno).status_code, 303)
        self.assertEqual(self.get(self.bruno, "people").status_code, 404)
        self.says(self.as_(self.bruno).get("/"), "Publicité répétée.")
        self.says(self.get(self.amina, "journal", genre="moderation"), "Publicité répétée.")
        self.is_silent_on(self.get(self.chloe, "people"), "Bruno")

    def test_who_may(self):
        chloe = self.membership_of(self.chloe).key
        self.refuses("removing", chloe, to={self.bruno: 403, self.gaston: 404, self.dan: 404}, reason="Non.")
        self.refuses("removing", self.membership_of(self.amina).key, to={self.farid: 403}, reason="Non.")
        self.refuses("removing", self.membership_of(self.farid).key, to={self.farid: 403}, reason="Non.")

    def test_a_coordinator_who_rests_is_no_easier_to_take_out(self):
        hat = Hat.offer(self.membership_of(self.chloe), "coordination", by=self.membership_of(self.amina), at=self.now)
        hat.accept(at=self.now)
        self.membership_of(self.chloe).pause(at=self.now)
        chloe = Membership.of(self.bakers, self.chloe)
        self.refuses("removing", chloe.key, to={self.farid: 403}, reason="Non.")
        self.assertEqual(self.post(self.amina, "removing", chloe.key, reason="Non.").status_code, 303)

    def test_a_reason_is_asked(self):
        self.assertEqual(self.remove(self.amina, self.bruno, "").status_code, 422)
        self.assertTrue(Membership.of(self.bakers, self.bruno).is_active)

    def test_the_second_click_changes_nothing(self):
        key = self.membership_of(self.bruno).key
        for _click in range(2):
            self.post(self.amina, "removing", key, reason="Publicité.")
        self.assertEqual(self.acts().count("membership-removed"), 1)


class SettingsTest(Pages):
    SAID = {
        "name": "Boulange de quartier", "acronym": "BDQ", "nickname": "les Mitrons", "purpose": "Mieux pétrir.",
        "question": "Que faire du pain rassis ?", "language": "fr", "time_zone": "America/Toronto",
        "entry": "invitation",
    }  # fmt: skip

    def settle(self, by=None, **said):
        return self.post(by or self.amina, "settings", **{**self.SAID, **said})

    def community(self):
        return Community.objects.get(slug="boulange")

    def test_who_settles(self):
        to = {self.farid: 403, self.chloe: 403, self.gaston: 404, self.dan: 404}
        self.refuses("settings", to=to, **self.SAID)
        self.refuses("settings", to=to, method="get")

    def test_what_changed_is_kept_and_nothing_else_is_recorded(self):
        for _click in range(2):
            self.assertEqual(self.settle().status_code, 303)
        self.assertEqual(self.acts().count("community-described"), 1)
        community = self.community()
        self.assertEqual((community.called, community.question_since), ("les Mitrons", community.day(self.now)))
        detail = JournalEntry.objects.get(act="community-described").detail
        self.assertEqual(detail["fields"], ["acronym", "nickname", "purpose", "question", "question_since"])

    def test_what_is_public_begins_on_a_public_page(self):
        self.says(self.settle(public_talk="on"), "demandent une page publique")
        for entry in ("open", "request"):
            self.says(self.settle(entry=entry), "il faut une page où le lire")
        self.assertEqual(self.settle(entry="open", public_page="on", public_talk="on").status_code, 303)

    def test_bad_values_are_refused_where_they_are(self):
        for said in (
            {"name": ""},
            {"name": "x" * 121},
            {"language": "xx"},
            {"time_zone": "Mars/Olympus"},
            {"entry": "window"},
        ):
            self.assertEqual(self.settle(**said).status_code, 422, said)
        self.assertEqual(self.community().name, "Boulange de quartier")

    def test_it_says_who_will_see_it(self):
        answer = self.get(self.amina, "settings")
        for words in ("tout le monde, s’il y a une page publique", "aussitôt, pour tout le monde"):
            self.says(answer, words)


class JournalTest(Pages):
    def test_the_coordination_reads_it(self):
        self.refuses("journal", method="get", to={self.farid: 403, self.chloe: 403, self.gaston: 404, self.dan: 404})
        self.says(self.get(self.amina, "journal"), "Amina Benali a ouvert la communauté")

    def test_every_act_of_this_room_has_its_sentence(self):
        import pathlib
        import re

        sources = pathlib.Path(acts.__file__).parent.rglob("*.py")
        said = {
            act
            for path in sources
            if "/tests/" not in str(path)
            for act in re.findall(r'record\(\s*"([a-z-]+)"', path.read_text())
        }
        said |= {"guest-seated", "circle-joined"}
        self.assertEqual(said - acts.known(), set())

    def test_what_happens_in_a_private_circle_has_no_name_outside_it(self):
        self.membership_of(self.amina)
        self.ovens.seats.filter(person=self.amina).update(left_at=self.now)
        answer = self.get(self.amina, "journal", genre="cercles")
        self.is_silent_on(answer, "Fours")
        self.is_silent_on(answer, "(Bruno")
        self.says(answer, "Quelqu’un")

    def test_filters_and_pages(self):
        for n in range(60):
            self.bakers.describe(by=self.amina, at=self.now, purpose=f"Pétrir {n}.")
        first = self.get(self.amina, "journal")
        self.assertEqual(first.content.decode().count("a changé les réglages"), 50)
        self.says(first, 'rel="next"')
        self.is_silent_on(self.get(self.amina, "journal", genre="chapeaux"), "a changé les réglages")
        for strange in ({"genre": "x"}, {"avant": "x"}, {"avant": "9" * 30}, {"avant": "-1"}):
            self.assertEqual(self.get(self.amina, "journal", **strange).status_code, 200, strange)

    def test_it_names_nobody_who_reports(self):
        self.post(self.chloe, "report", "people.person", self.bruno.key, reason="Publicité dans le fil.")
        answer = self.get(self.amina, "journal", genre="moderation")
        self.says(answer, "Quelqu’un a signalé quelque chose")
        self.is_silent_on(answer, "Chloé")


class StewardingTest(Pages):
    def test_what_waits_behind_each_door(self):
        Membership.ask(self.bakers, self.dan, at=self.now, brought_by="Pain.")
        answer = self.get(self.farid, "stewarding")
        for words in ("Une personne demande à entrer", "Une nouvelle personne n’a pas encore"):
            self.says(answer, words)
        self.refuses("stewarding", method="get", to={self.chloe: 403, self.gaston: 404, self.dan: 404})

    def test_rien_ne_presse(self):
        self.membership_of(self.ines).leave(at=self.now + timedelta(minutes=1))
        self.says(self.get(self.farid, "stewarding"), "Rien ne presse.")
