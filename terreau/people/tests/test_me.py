"""My page: my words go to whom I say; settings, rhythm and agreements are mine to change."""

from datetime import UTC, datetime, timedelta

from django.core import signing
from django.test import Client, TestCase

from terreau.people.models import Consent, Person, SignIn
from terreau.people.reading import words_for
from terreau.people.rhythm import SALT, address_for, token_for
from terreau.spine.models import JournalEntry
from tests.cast import Cast

WORDS = {
    "name": "Bruno Côté",
    "agreement": "m",
    "place": "Boulanger à Lévis",
    "brings": "Le levain",
    "seeks": "Les fours",
    "practice": "Vingt ans de nuit",
    "place_for": "membres",
    "brings_for": "membres",
    "seeks_for": "animation",
    "practice_for": "moi",
    "email_for": "moi",
}


class ProfileTest(Cast, TestCase):
    def setUp(self):
        self.client.force_login(self.bruno)

    def test_each_text_goes_to_whom_one_says(self):
        self.assertEqual(self.client.post("/moi/", WORDS).headers["Location"], "/moi/")
        bruno = Person.objects.get(pk=self.bruno.pk)
        self.assertEqual(list(words_for(bruno, "membres")), ["place", "brings"])
        self.assertEqual(list(words_for(bruno, "animation")), ["place", "brings", "seeks"])
        self.assertEqual(list(words_for(bruno, "moi")), ["place", "brings", "seeks", "practice", "email"])
        self.assertEqual(words_for(bruno, "passants"), {})
        self.assertEqual(words_for(bruno, "membres")["place"], "Boulanger à Lévis")

    def test_who_sees_what_is_said_in_words(self):
        self.client.post("/moi/", WORDS)
        page = self.client.get("/moi/").content.decode()
        table = page[page.index("Qui voit quoi") :]
        for field, audience in (
            ("Votre pratique", "vous, et personne d’autre"),
            ("Ce que vous cherchez", "les personnes qui animent vos communautés"),
        ):
            row = table[table.index(f">{field}<") :]
            self.assertIn(audience, row[: row.index("</tr>")])

    def test_the_address_is_for_its_owner_unless_they_say_otherwise(self):
        self.assertEqual(self.bruno.audience_of("email"), "moi")
        self.assertNotIn("email", words_for(self.bruno, "animation"))

    def test_saving_twice_is_one_line_in_the_journal(self):
        for _ in range(2):
            self.client.post("/moi/", WORDS)
        lines = JournalEntry.objects.filter(act="person-described", by=self.bruno)
        self.assertEqual(lines.count(), 1)
        self.assertNotIn("Lévis", str(lines.values().get()))

    def test_what_is_wrong_is_said_and_what_was_typed_stays(self):
        answer = self.client.post("/moi/", {**WORDS, "name": "", "brings": "x" * 1001, "seeks_for": "tous"})
        self.assertContains(answer, "x" * 1001, status_code=422)
        self.assertContains(answer, "Boulanger à Lévis", status_code=422)
        self.assertEqual(answer.content.decode().count('class="field__error"'), 3)
        self.bruno.refresh_from_db()
        self.assertEqual((self.bruno.name, self.bruno.place), ("Bruno Côté", ""))

    def test_nothing_else_of_a_person_can_be_set_from_the_form(self):
        self.client.post("/moi/", {**WORDS, "administrator_since": "2026-01-01", "email": "x@example.org", "key": "x"})
        after = Person.objects.get(pk=self.bruno.pk)
        self.assertEqual((after.administrator_since, after.email), (None, "bruno@example.org"))

    def test_somebody_without_a_name_in_the_database_left(self):
        Person.objects.filter(pk=self.dan.pk).update(name="")
        self.assertEqual(Person.objects.get(pk=self.dan.pk).name, "une personne partie")


class SettingsTest(Cast, TestCase):
    def setUp(self):
        self.client.force_login(self.bruno)

    def test_settings_hold_from_the_next_page_on(self):
        self.client.post(
            "/moi/reglages/", {"language": "en", "time_zone": "Europe/Paris", "theme": "nuit", "sober": "on"}
        )
        page = self.client.get("/moi/reglages/")
        self.assertContains(page, '<html lang="en" data-theme="nuit" data-sober>')
        bruno = Person.objects.get(pk=self.bruno.pk)
        self.assertEqual((bruno.time_zone, bruno.sober), ("Europe/Paris", True))

    def test_an_unknown_choice_is_refused(self):
        answer = self.client.post("/moi/reglages/", {"language": "xx", "time_zone": "Mars", "theme": "rose"})
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(Person.objects.get(pk=self.bruno.pk).language, "fr")

    def test_a_zone_that_is_not_listed_stays_until_changed(self):
        self.bruno.describe(at=self.now, time_zone="Asia/Tokyo")
        self.assertContains(self.client.get("/moi/reglages/"), '<option value="Asia/Tokyo" selected>')

    def test_visitors_choose_by_cookie_and_members_in_their_settings(self):
        visitor = Client()
        answer = visitor.get("/langue/en/?suite=/connexion/")
        self.assertEqual((answer.headers["Location"], visitor.cookies["langue"].value), ("/connexion/", "en"))
        self.assertEqual(visitor.get("/connexion/").headers["Content-Language"], "en")
        visitor.get("/apparence/nuit/")
        self.assertContains(visitor.get("/connexion/"), 'data-theme="nuit"')
        for path in ("/langue/xx/", "/apparence/rose/"):
            self.assertEqual(visitor.get(path).status_code, 404)
        self.assertEqual(self.client.get("/langue/en/").headers["Location"], "/moi/reglages/")
        self.assertEqual(Person.objects.get(pk=self.bruno.pk).language, "fr")


class RhythmTest(Cast, TestCase):
    def rhythm(self):
        return Person.objects.values_list("mail_rhythm", "mail_paused_until").get(pk=self.bruno.pk)

    def test_choose_pause_and_come_back(self):
        self.client.force_login(self.bruno)
        self.client.post("/moi/rythme/", {"rhythm": "jour"})
        self.assertEqual(self.rhythm(), ("jour", None))
        self.client.post("/moi/rythme/", {"rhythm": "pause"})
        chosen, until = self.rhythm()
        self.assertEqual(chosen, "jour")
        self.assertIn((until - datetime.now(UTC).date()).days, (29, 30))
        self.client.post("/moi/rythme/", {"rhythm": "bulletin"})
        self.assertEqual(self.rhythm(), ("bulletin", None))
        self.assertEqual(self.client.post("/moi/rythme/", {"rhythm": "toujours"}).status_code, 422)

    def test_from_a_mail_without_signing_in(self):
        path = f"/rythme/{token_for(self.bruno)}/"
        page = self.client.get(path + "?choix=rien")
        self.assertContains(page, "<button", count=1)
        self.assertEqual(self.rhythm(), ("bulletin", None))
        self.assertContains(self.client.post(path, {"rhythm": "rien"}), "C’est noté")
        self.assertEqual(self.rhythm(), ("rien", None))
        self.assertEqual(self.client.get("/moi/").status_code, 302)

    def test_one_click_of_a_mail_program_means_nothing_any_more(self):
        mail_program = Client(enforce_csrf_checks=True)
        for _ in range(2):
            answer = mail_program.post(f"/rythme/{token_for(self.bruno)}/", {"List-Unsubscribe": "One-Click"})
            self.assertEqual(answer.status_code, 204)
        self.assertEqual(self.rhythm(), ("rien", None))
        self.assertEqual(JournalEntry.objects.filter(act="rhythm-chosen", by=self.bruno).count(), 1)

    def test_a_token_of_another_kind_opens_nothing(self):
        other = signing.dumps(self.bruno.key, salt="terreau.people.sign-in", compress=False)
        for token in (other, token_for(self.bruno)[:-1], "x"):
            self.assertEqual(self.client.get(f"/rythme/{token}/").status_code, 410)
            self.assertEqual(self.client.post(f"/rythme/{token}/", {"rhythm": "rien"}).status_code, 410)
        self.assertEqual(self.rhythm(), ("bulletin", None))
        self.assertIsNotNone(SALT)

    def test_whole_addresses_for_mails(self):
        self.assertTrue(address_for(self.bruno).startswith("http://"))
        self.assertTrue(address_for(self.bruno, "pause").endswith("/?choix=pause"))


class ConsentsTest(Cast, TestCase):
    def setUp(self):
        self.client.force_login(self.bruno)

    def test_yes_then_no_are_two_lines_and_saying_it_again_is_none(self):
        for answer in ("oui", "oui", "non", "non"):
            self.client.post("/moi/accords/contact/", {"reponse": answer})
        said = list(Consent.objects.filter(person=self.bruno).values_list("purpose", "given"))
        self.assertEqual(said, [("contact", True), ("contact", False)])
        page = self.client.get("/moi/accords/")
        self.assertContains(page, "Recevoir une demande d’aide quand quelqu’un cherche ce que je sais faire", count=3)

    def test_what_holds_while_nothing_was_said(self):
        self.assertEqual([Consent.holds(self.bruno, one) for one in ("directory", "presence", "contact")], [1, 1, 0])
        Consent.say(self.bruno, "directory", given=False, at=self.now)
        self.assertFalse(Consent.holds(self.bruno, "directory"))
        said = dict(Person.objects.annotate(word=Consent.last_word("directory", "pk")).values_list("pk", "word"))
        self.assertEqual((said[self.bruno.pk], said[self.chloe.pk]), (False, None))

    def test_an_unknown_purpose_or_answer_is_not_there(self):
        self.assertEqual(self.client.post("/moi/accords/spying/", {"reponse": "oui"}).status_code, 404)
        self.assertEqual(self.client.post("/moi/accords/contact/", {"reponse": "peut-être"}).status_code, 404)
        self.assertEqual(self.client.get("/moi/accords/contact/").status_code, 405)


class AddressTest(Cast, TestCase):
    NEW = "bruno.cote@example.org"

    def setUp(self):
        self.client.force_login(self.bruno)

    def ask(self, email: str) -> SignIn:
        self.client.post("/moi/adresse/", {"email": email})
        return SignIn.objects.latest("id")

    def address(self):
        return Person.objects.get(pk=self.bruno.pk).email

    def test_a_new_address_is_proved_by_code(self):
        asked = self.ask(self.NEW)
        self.client.post("/moi/adresse/code/", {"code": "no"})
        self.assertEqual(self.address(), "bruno@example.org")
        self.client.post("/moi/adresse/code/", {"code": asked.code()})
        self.assertEqual(self.address(), self.NEW)
        self.assertEqual(self.client.get("/moi/adresse/code/").headers["Location"], "/moi/adresse/")

    def test_or_by_the_link_from_another_browser_which_signs_nobody_in(self):
        asked, elsewhere = self.ask(self.NEW), Client()
        self.assertEqual(elsewhere.get(asked.get_absolute_url()).status_code, 200)
        self.assertEqual(self.address(), "bruno@example.org")
        elsewhere.post(asked.get_absolute_url())
        self.assertEqual((self.address(), elsewhere.get("/moi/").status_code), (self.NEW, 302))
        self.assertEqual(elsewhere.post(asked.get_absolute_url()).status_code, 410)

    def test_an_address_somebody_has_is_not_taken(self):
        asked = self.ask("chloe@example.org")
        self.client.post("/moi/adresse/code/", {"code": asked.code()})
        self.assertEqual(self.address(), "bruno@example.org")

    def test_somebody_elses_request_is_not_mine(self):
        asked = SignIn.ask_to_move(self.chloe, self.NEW, at=self.now)
        session = self.client.session
        session["moving"] = asked.key
        session.save()
        self.assertEqual(self.client.get("/moi/adresse/code/").headers["Location"], "/moi/adresse/")

    def test_its_code_does_not_sign_in(self):
        asked = SignIn.ask_to_move(self.bruno, self.NEW, at=self.now - timedelta(minutes=1))
        visitor = Client()
        visitor.post("/connexion/", {"email": self.NEW})
        visitor.post("/connexion/code/", {"code": asked.code()})
        self.assertEqual(visitor.get("/moi/").status_code, 302)
