"""Opening a community: by an administrator in the browser, or from a shell; and what a person leaves behind."""

from datetime import timedelta
from io import StringIO
from unittest import mock

from django.core.management import CommandError, call_command

from terreau.community.footprint import last_coordinator
from terreau.community.models import (
    Community,
    CultureSection,
    CultureVersion,
    Hat,
    Invitation,
    Membership,
    Report,
    Welcome,
)
from terreau.community.viewer import Viewer
from terreau.people import footprint
from terreau.people.models import Person

from .pages import Pages

SAID = {
    "name": "Tissage lent",
    "slug": "Tissage",
    "purpose": "Filer, ensemble.",
    "coordinator_name": "",
    "coordinator_email": "",
}


class FoundingTest(Pages):
    def found(self, **said):
        return self.in_charge().post("/communautes/nouvelle/", {**SAID, **said})

    def in_charge(self):
        """The administrator's browser, where a second proof was shown."""
        client = self.as_(self.admin)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 1}]
        session["account_authentication_methods_user"] = str(self.admin.pk)
        session.save()
        return client

    def test_a_second_proof_is_asked_of_an_administrator_first(self):
        for method in ("get", "post"):
            answer = getattr(self.as_(self.admin), method)("/communautes/nouvelle/", SAID)
            self.assertEqual((answer.status_code, answer.url), (302, "/moi/securite/"))
        self.assertIsNone(Community.at("tissage"))
        self.assertEqual(self.in_charge().get("/communautes/nouvelle/").status_code, 200)

    def test_who_is_alone_there_reads_where_to_begin_and_no_longer_once_somebody_came(self):
        self.found()
        browser, there = self.in_charge(), Community.at("tissage")
        for words in ("Pour commencer", "/c/tissage/arrivees/", "/c/tissage/communaute/inviter/"):
            self.says(browser.get("/c/tissage/"), words)
        self.is_silent_on(self.get(self.amina, "home"), "Pour commencer")
        Membership.enter(there, self.dan, by=self.admin, at=self.now)
        self.is_silent_on(browser.get("/c/tissage/"), "Pour commencer")

    def test_who_is_there_already_by_a_list_ends_where_to_begin_whenever_they_joined(self):
        self.found()
        browser, there = self.in_charge(), Community.at("tissage")
        long_ago = self.now - timedelta(days=900)
        Membership.objects.create(community=there, person=self.dan, status="active", since=self.now, joined_at=long_ago)
        self.is_silent_on(browser.get("/c/tissage/"), "Pour commencer")

    def test_who_opens_a_community_welcomes_and_is_not_welcomed(self):
        self.found()
        browser = self.in_charge()
        self.says(browser.get("/c/tissage/communaute/accueil/"), '<h1 id="newest">Nouvelles têtes</h1>')
        self.is_silent_on(browser.get("/c/tissage/communaute/accueil/"), "viendra vous dire bonjour")
        self.is_silent_on(browser.get("/c/tissage/animer/"), "marraine")

    def test_a_name_is_enough_and_makes_the_address(self):
        for name, slug in (
            ("L’été à Québec", "l-ete-a-quebec"),
            ("a" * 120, "a" * 50),
            ("Abc déf " * 9, "abc-def-" * 5 + "abc-def"),
        ):
            self.assertEqual(self.found(name=name, slug="").url, f"/c/{slug}/")
        for name, words in (("L’été à Québec", "déjà celle d’une autre"), ("Ψυχή", "Lettres minuscules")):
            answer = self.found(name=name, slug="")
            self.assertEqual(answer.status_code, 422)
            self.says(answer, words)

    def test_administrators_open_communities_and_nobody_else(self):
        for someone, status in ((self.amina, 403), (self.dan, 403), (None, 302)):
            self.assertEqual(self.as_(someone).post("/communautes/nouvelle/", SAID).status_code, status)
            self.assertEqual(self.as_(someone).get("/communautes/nouvelle/").status_code, status)
        self.assertEqual(self.found().url, "/c/tissage/")
        self.assertTrue(Viewer(self.admin).membership_in(Community.at("tissage")).may("settle"))

    def test_it_is_closed_to_begin_with(self):
        self.found()
        community = Community.at("tissage")
        self.assertEqual((community.entry, community.public_page, community.public_talk), ("invitation", False, False))
        self.assertEqual(self.as_(self.dan).get("/c/tissage/").status_code, 404)

    def test_for_somebody_else_who_then_coordinates_alone(self):
        self.assertEqual(self.found(coordinator_name="Zoé", coordinator_email="Zoe@Example.org").url, "/")
        community, zoe = Community.at("tissage"), Person.objects.at_address("zoe@example.org")
        self.assertTrue(Viewer(zoe).membership_in(community).may("settle"))
        self.assertIsNone(Membership.of(community, self.admin))
        self.assertIsNone(zoe.claimed_at)

    def test_what_is_wrong_is_said_where_it_is(self):
        for said, words in (
            ({"name": ""}, "Donnez un nom"),
            ({"slug": "boulange"}, "déjà celle d’une autre communauté"),
            ({"slug": "pas bien"}, "Lettres minuscules, chiffres et traits d’union."),
            ({"slug": "-x"}, "Lettres minuscules, chiffres et traits d’union."),
            ({"coordinator_name": "Zoé"}, "Il faut son courriel"),
            ({"coordinator_email": "zoe"}, "Cette adresse est incomplète"),
        ):
            answer = self.found(**said)
            self.assertEqual(answer.status_code, 422, said)
            self.says(answer, words)
        self.assertEqual(Community.objects.count(), 1)

    def test_the_second_click_says_that_it_is_there(self):
        self.found()
        self.assertEqual(self.found().status_code, 422)
        self.assertEqual(Community.objects.filter(slug="tissage").count(), 1)


class CommandTest(Pages):
    def call(self, *words) -> str:
        out = StringIO()
        call_command("community", *words, stdout=out)
        return out.getvalue()

    def test_create_with_a_coordinator(self):
        said = self.call(
            "create",
            "Tissage",
            "--name",
            "Tissage lent",
            "--coordinator",
            "zoe@example.org",
            "--coordinator-name",
            "Zoé",
        )
        self.assertEqual(said, "/c/tissage/ · Tissage lent · Zoé\n")
        zoe = Person.objects.at_address("zoe@example.org")
        self.assertTrue(Viewer(zoe).membership_in(Community.at("tissage")).may("settle"))

    def test_create_with_nothing_else_goes_to_the_first_administrator(self):
        self.assertEqual(self.call("create", "tissage-lent"), "/c/tissage-lent/ · Tissage lent · Odile Technique\n")

    def test_create_where_nobody_administers_says_how_to_entrust_it(self):
        Person.objects.update(administrator_since=None)
        said = self.call("create", "tissage")
        self.assertIn("terreau community coordinate tissage EMAIL", said)
        self.call("coordinate", "tissage", "zoe@example.org", "--name", "Zoé")
        self.call("coordinate", "tissage", "zoe@example.org")
        hats = Hat.objects.worn().filter(community=Community.at("tissage"))
        self.assertEqual([hat.kind for hat in hats], ["coordination"])

    def test_a_wrong_value_is_one_clear_line(self):
        for words, line in (
            (("create", "boulange"), "boulange\u00a0: "),
            (("create", "pas bien"), "pas bien\u00a0: "),
            (("create", "x", "--coordinator", "zoe"), "Ce n’est pas une adresse\u00a0: zoe"),
            (("create", "x", "--coordinator", "zoe@"), "Ce n’est pas une adresse\u00a0: zoe@"),
            (("coordinate", "nulle-part", "z@example.org"), "Il n’y a pas de communauté /c/nulle-part/."),
            (("coordinate", "boulange", ""), "Il manque l’adresse de la personne."),
        ):
            with self.subTest(words=words), self.assertRaises(CommandError) as refused:
                self.call(*words)
            self.assertTrue(str(refused.exception).startswith(line), refused.exception)
            self.assertNotIn("\n", str(refused.exception))

    def test_a_refusal_speaks_the_language_of_the_shell(self):
        for language, words in (("fr_CA.UTF-8", "Lettres minuscules"), ("en_CA.UTF-8", "Lower-case letters")):
            with mock.patch.dict("os.environ", LC_ALL=language), self.assertRaisesMessage(CommandError, words):
                call_command("community", "create", "A b")


class FootprintTest(Pages):
    def told(self, someone) -> dict:
        return dict(footprint.told_of(someone))

    def test_everything_here_that_points_to_people_is_told_or_said_to_be_technical(self):
        from django.apps import apps

        pointing = {
            model._meta.label_lower
            for model in apps.get_app_config("community").get_models()
            if any(f.related_model in (Person, Membership) for f in model._meta.fields if f.is_relation)
        }
        self.assertEqual(pointing - footprint.covered(), set())

    def test_the_archive_says_what_is_mine_and_not_who_reported_me(self):
        Welcome.take(self.membership_of(self.ines), self.membership_of(self.bruno), at=self.now, word="Viens.")
        Invitation.write(self.bakers, by=self.bruno, at=self.now, email="l@example.org", name="Lise", word="Toi.")
        report = Report.make(
            self.bakers,
            by=self.chloe,
            kind="people.person",
            about=self.bruno,
            concerning=self.bruno,
            reason="Pub.",
            at=self.now,
        )
        report.decide("talked", answer="Parlé.", by=self.amina, at=self.now)
        told = self.told(self.bruno)
        self.assertEqual(told["communautés"][0]["community"], "Boulange de quartier")
        self.assertEqual([row["circle"] for row in told["cercles"]], ["Fours"])
        self.assertEqual(told["accueil"][0]["word"], "Viens.")
        self.assertEqual(told["signalements"][0]["reason"], "")
        self.assertNotIn("Chloé", str(told["signalements"]))

    def test_the_last_coordinator_first_hands_over(self):
        self.assertEqual(len(list(last_coordinator(self.amina))), 1)
        self.assertEqual(list(last_coordinator(self.bruno)), [])

    def test_leaving_for_good_ends_everything_here(self):
        Welcome.take(self.membership_of(self.ines), self.membership_of(self.bruno), at=self.now, word="Viens.")
        letter = Invitation.write(
            self.bakers, by=self.bruno, at=self.now, email="l@example.org", name="Lise", word="Toi."
        )
        footprint_of_community(self.bruno, self.now, keep_words=False)
        row = Membership.of(self.bakers, self.bruno)
        self.assertEqual(row.status, "left")
        self.assertFalse(self.ovens.seats.filter(person=self.bruno, left_at=None).exists())
        self.assertEqual(Welcome.objects.get().word, "")
        letter.refresh_from_db()
        self.assertEqual((letter.email, letter.word, letter.is_open(self.now)), ("", "", False))

    def test_words_in_the_culture_page_go_back_to_what_others_wrote(self):
        CultureSection.write(self.bakers, "mots", "D’Amina.", by=self.amina, at=self.now)
        CultureSection.write(self.bakers, "mots", "De Bruno.", by=self.bruno, at=self.now, version=1)
        CultureSection.write(self.bakers, "rituels", "De Bruno seul.", by=self.bruno, at=self.now)
        footprint_of_community(self.bruno, self.now, keep_words=False)
        self.assertEqual(CultureSection.of(self.bakers, "mots").source, "D’Amina.")
        self.assertEqual(CultureSection.of(self.bakers, "rituels").source, "")
        self.assertEqual(CultureVersion.objects.filter(written_by=self.bruno).count(), 0)


def footprint_of_community(someone, at, *, keep_words: bool) -> None:
    """This room's part of leaving for good."""
    from terreau.community.footprint import forget

    forget(someone, at, keep_words)
