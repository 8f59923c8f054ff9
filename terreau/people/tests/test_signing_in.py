"""Coming in by a code or a link: what opens, what does not, and what nobody can find out."""

import re
from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from terreau.people.models import Person, SignedIn, SignIn
from terreau.people.models.signin import PER_ADDRESS, TRIES
from terreau.spine.models import JournalEntry, OutboxRow
from tests.cast import Cast

from .mail import OpenDoor, come_in_by_code, last_asked

BRUNO, NOBODY = "bruno@example.org", "nobody@example.org"
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "javascript:alert(1)",
    "http://localhost/",
    "/\t/evil.example",
    "/%0d/\n/evil",
    " /moi/",
    "moi/",
]


class SigningIn(Cast, TestCase):
    def setUp(self):
        cache.clear()

    def assert_leads(self, answer, path: str):
        """The answer sends the browser there."""
        self.assertIn(answer.status_code, (302, 303))
        self.assertEqual(answer.headers["Location"], path)

    def who_is_in(self, client=None) -> str | None:
        """The address of whoever this browser belongs to now."""
        answer = (client or self.client).get("/moi/")
        return answer.wsgi_request.user.email if answer.status_code == 200 else None


class CodeTest(SigningIn):
    def test_the_code_lets_in_and_goes_where_one_was_going(self):
        answer = come_in_by_code(self.client, BRUNO, suite="/moi/rythme/")
        self.assert_leads(answer, "/moi/rythme/")
        self.assertEqual(self.who_is_in(), BRUNO)

    def test_the_address_may_be_written_as_one_likes(self):
        self.client.post("/connexion/", {"email": "  BRUNO@Example.org "})
        self.client.post("/connexion/code/", {"code": last_asked(BRUNO).code()})
        self.assertEqual(self.who_is_in(), BRUNO)

    def test_digits_may_come_with_spaces(self):
        self.client.post("/connexion/", {"email": BRUNO})
        code = last_asked(BRUNO).code()
        self.client.post("/connexion/code/", {"code": f" {code[:3]}\u00a0{code[3:]} "})
        self.assertEqual(self.who_is_in(), BRUNO)

    def test_a_wrong_code_says_how_many_tries_are_left(self):
        self.client.post("/connexion/", {"email": BRUNO})
        wrong = f"{(int(last_asked(BRUNO).code()) + 1) % 1_000_000:06d}"
        for left in ("quatre essais", "trois essais", "deux essais", "un essai"):
            answer = self.client.post("/connexion/code/", {"code": wrong})
            self.assertContains(answer, f"Il reste {left}", status_code=422)
        answer = self.client.post("/connexion/code/", {"code": wrong})
        self.assertContains(answer, escape("Ce code ne sert plus."), status_code=422)
        self.client.post("/connexion/code/", {"code": last_asked(BRUNO).code()})
        self.assertIsNone(self.who_is_in())

    def test_a_code_spent_on_another_device_does_not_send_back_to_its_link(self):
        self.client.post("/connexion/", {"email": BRUNO})
        last_asked(BRUNO).use(at=self.now)
        for answer in (self.client.get("/connexion/code/"), self.client.post("/connexion/code/", {"code": "123456"})):
            self.assertContains(answer, escape("Ce code a déjà servi"), status_code=answer.status_code)
            self.assertNotContains(answer, "Essayez le lien", status_code=answer.status_code)

    def test_guesses_at_once_are_five_all_the_same(self):
        asked = SignIn.ask(BRUNO, at=self.now)
        at_once = [SignIn.objects.get(pk=asked.pk) for _ in range(TRIES + 4)]
        self.assertEqual([one.accepts("no", at=self.now) for one in at_once], [False] * (TRIES + 4))
        asked.refresh_from_db()
        self.assertEqual(asked.tries, TRIES)
        late = SignIn.objects.get(pk=asked.pk)
        late.tries = 0  # as one that was read before the others had tried
        self.assertFalse(late.accepts(asked.code(), at=self.now))

    def test_an_address_is_guessed_at_thirty_times_a_day_at_most(self):
        tried = 0
        for hour in range(20):
            at = self.now + timedelta(hours=hour)
            asked = SignIn.ask(BRUNO, at=at)
            for _ in range(TRIES):
                tried += asked.code_works(at)
                asked.accepts("no", at=at)
        self.assertEqual(tried, 30)
        self.assertTrue(asked.link_works(self.now + timedelta(hours=19)))

    def test_a_code_is_good_for_fifteen_minutes_and_once(self):
        asked = SignIn.ask(BRUNO, at=self.now)
        self.assertFalse(asked.accepts(asked.code(), at=self.now + timedelta(minutes=15)))
        self.assertTrue(asked.accepts(asked.code(), at=self.now + timedelta(minutes=14)))
        self.assertTrue(asked.use(at=self.now))
        self.assertFalse(SignIn.objects.get(pk=asked.pk).accepts(asked.code(), at=self.now))

    def test_without_asking_there_is_no_code_page(self):
        self.assert_leads(self.client.get("/connexion/code/"), "/connexion/")

    def test_neither_code_nor_token_is_in_the_database(self):
        asked = SignIn.ask(BRUNO, at=self.now)
        row = SignIn.objects.filter(pk=asked.pk).values().get()
        self.assertNotIn(asked.code(), map(str, row.values()))
        self.assertNotIn(asked.token(), map(str, row.values()))

    def test_an_import_is_claimed_by_signing_in(self):
        Person.objects.make(name="Zoé Archive", email="zoe@example.org", at=self.then)
        come_in_by_code(self.client, "zoe@example.org")
        self.assertEqual(self.who_is_in(), "zoe@example.org")
        self.assertEqual(JournalEntry.objects.filter(act="person-claimed", by__email="zoe@example.org").count(), 1)


class LinkTest(SigningIn):
    def setUp(self):
        super().setUp()
        self.asked = SignIn.ask(BRUNO, at=timezone.now(), next_url="/moi/rythme/")
        self.path = self.asked.get_absolute_url()

    def test_a_scanner_that_opens_the_link_spends_nothing(self):
        for method in (self.client.get, self.client.head, self.client.get, self.client.options):
            method(self.path)
        self.assertIsNone(self.who_is_in())
        self.asked.refresh_from_db()
        self.assertIsNone(self.asked.used_at)

    def test_the_button_lets_in_in_any_browser_and_once(self):
        self.client.post("/connexion/", {"email": BRUNO})
        elsewhere = Client()
        self.assert_leads(elsewhere.post(self.path), "/moi/rythme/")
        self.assertEqual((self.who_is_in(elsewhere), self.who_is_in()), (BRUNO, None))
        answer = Client().post(self.path)
        self.assertContains(answer, "Ce lien ne sert plus", status_code=410)
        self.assertEqual(Client().get(self.path).status_code, 410)

    def test_two_at_once_let_one_in(self):
        first, second = (SignIn.of_token(self.asked.token(), at=self.now) for _ in range(2))
        self.assertEqual([first.use(at=self.now), second.use(at=self.now)], [True, False])

    def test_the_link_still_works_when_somebody_wore_the_code_out(self):
        for _ in range(TRIES):
            self.asked.accepts("no", at=self.now)
        self.assert_leads(self.client.post(self.path), "/moi/rythme/")

    def test_old_broken_and_invented_links_look_alike(self):
        SignIn.objects.filter(pk=self.asked.pk).update(expires_at=timezone.now())
        pages = set()
        for path in (self.path, self.path[:-3] + "/", "/connexion/lien/x:y:z/"):
            answer = self.client.get(path)
            self.assertEqual(answer.status_code, 410)
            pages.add(re.sub(r"/connexion/lien/[^\"]*|suite=[^\"]*", "", answer.content.decode()))
        self.assertEqual(len(pages), 1)

    def test_a_form_from_elsewhere_is_refused(self):
        self.assertEqual(Client(enforce_csrf_checks=True).post(self.path).status_code, 403)


class NothingToFindOutTest(SigningIn):
    def told(self, email: str):
        """Everything a browser and a database are told when this address asks."""
        client = Client()
        client.get("/connexion/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            first = client.post("/connexion/", {"email": email})
            second = client.get("/connexion/code/")
        body = second.content.decode().replace(email, "ADDRESS")
        body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce-[^"\']+', "", body)
        kinds = [re.sub(r"'[^']*'|\d+", "?", query["sql"])[:60] for query in asked]
        return first.status_code, first.headers["Location"], second.status_code, body, kinds

    def test_known_unclaimed_unknown_and_gone_addresses_are_told_the_same(self):
        Person.objects.make(name="Zoé Archive", email="zoe@example.org", at=self.then)
        self.dan.depart(at=self.now, keep="nothing")
        self.told("first@example.org")  # begins the counts of this machine and of everybody
        told = [self.told(email) for email in (BRUNO, NOBODY, "zoe@example.org", "dan@example.org")]
        self.assertGreater(len(told[0][4]), 4)
        for other in told[1:]:
            self.assertEqual(other, told[0])

    def test_each_gets_a_mail_and_five_an_hour_at_most(self):
        for email in (BRUNO, NOBODY):
            OutboxRow.objects.all().delete()
            before = JournalEntry.objects.filter(act="sign-in-asked").count()
            for minute in range(10):
                SignIn.ask(email, at=self.now + timedelta(minutes=minute))
            self.assertEqual(JournalEntry.objects.filter(act="sign-in-asked").count() - before, PER_ADDRESS)

    def test_nobody_can_keep_somebody_out_by_asking_in_their_place(self):
        for minute in range(10):
            SignIn.ask(BRUNO, at=self.now + timedelta(minutes=minute))
        later = self.now + timedelta(minutes=25)
        self.assertTrue(SignIn.ask(BRUNO, at=later).code_works(later))

    def test_one_machine_asks_sixty_times_in_ten_minutes_at_most(self):
        for number in range(60):
            self.client.post("/connexion/", {"email": f"p{number}@example.org"})
        answer = self.client.post("/connexion/", {"email": BRUNO})
        self.assertEqual(answer.status_code, 429)
        self.assertContains(answer, BRUNO, status_code=429)
        elsewhere = Client(REMOTE_ADDR="203.0.113.9").post("/connexion/", {"email": BRUNO})
        self.assertEqual(elsewhere.status_code, 303)

    def test_no_address_of_a_machine_is_kept(self):
        client = Client(REMOTE_ADDR="203.0.113.77", HTTP_X_FORWARDED_FOR="198.51.100.66")
        come_in_by_code(client, BRUNO)
        kept = [str(row) for model in (SignIn, SignedIn, JournalEntry) for row in model.objects.values()]
        kept += [str(row.get_decoded()) for row in SignedIn.objects.all()]
        self.assertEqual([row for row in kept if "203.0.113.77" in row or "198.51.100.66" in row], [])


class GoingOnTest(SigningIn):
    def test_only_paths_of_this_site(self):
        for path in ELSEWHERE:
            with self.subTest(path=path):
                client = Client()
                answer = come_in_by_code(client, BRUNO, suite=path)
                self.assertEqual(answer.headers["Location"], "/")
                self.assertEqual(client.get("/connexion/", {"suite": path}).headers["Location"], "/")
                self.assertEqual(client.get("/connexion/", {"next": path}).headers["Location"], "/")
                self.assertEqual(Client().get("/langue/en/", {"suite": path}).headers["Location"], "/")

    def test_whoever_is_in_is_not_asked_again(self):
        self.client.force_login(self.bruno)
        self.assert_leads(self.client.get("/connexion/?suite=/moi/rythme/"), "/moi/rythme/")

    def test_a_wrong_address_says_what_is_wrong_and_keeps_what_was_typed(self):
        answer = self.client.post("/connexion/", {"email": "bruno@", "suite": "/moi/"})
        self.assertContains(answer, "Cette adresse est incomplète", status_code=422)
        self.assertContains(answer, 'value="bruno@"', status_code=422)
        self.assertContains(answer, 'value="/moi/"', status_code=422)

    def test_a_part_asked_by_htmx_leads_to_the_whole_sign_in_page_and_back(self):
        headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/moi/accords/"}
        answer = self.client.post("/moi/accords/contact/", headers=headers)
        self.assertEqual(answer.headers["HX-Redirect"], "/connexion/?suite=%2Fmoi%2Faccords%2F")
        away = {"HX-Request": "true", "HX-Current-URL": "https://evil.example/moi/"}
        self.assertEqual(self.client.post("/moi/accords/contact/", headers=away).headers["HX-Redirect"], "/connexion/")

    def test_an_act_without_a_session_comes_back_to_its_page(self):
        answer = self.client.post("/moi/accords/contact/", headers={"Referer": "http://testserver/moi/accords/"})
        self.assertEqual(answer.headers["Location"], "/connexion/?suite=%2Fmoi%2Faccords%2F")


class NewcomerTest(SigningIn):
    def test_where_no_door_is_open_nobody_makes_an_account(self):
        answer = come_in_by_code(self.client, NOBODY)
        self.assert_leads(answer, "/connexion/inconnue/")
        self.assertFalse(Person.objects.filter(email=NOBODY).exists())
        self.assert_leads(self.client.get("/connexion/nom/"), "/connexion/")

    def test_a_newcomer_says_one_thing_their_name(self):
        with OpenDoor():
            answer = come_in_by_code(self.client, NOBODY, suite="/moi/rythme/")
            self.assert_leads(answer, "/connexion/nom/")
            self.assertContains(self.client.post("/connexion/nom/", {"name": " "}), "le nom", status_code=422)
            answer = self.client.post("/connexion/nom/", {"name": "  Noé\u202e  Vu "})
        self.assert_leads(answer, "/moi/rythme/")
        self.assertEqual(Person.objects.get(email=NOBODY).name, "Noé Vu")
        self.assertEqual(self.who_is_in(), NOBODY)

    def test_a_proof_waits_half_an_hour_and_serves_once(self):
        with OpenDoor():
            come_in_by_code(self.client, NOBODY)
        session = self.client.session
        session["proved"] = {**session["proved"], "at": (timezone.now() - timedelta(minutes=31)).isoformat()}
        session.save()
        self.assert_leads(self.client.post("/connexion/nom/", {"name": "Noé"}), "/connexion/")
        self.assertFalse(Person.objects.filter(email=NOBODY).exists())

    def test_the_same_newcomer_in_two_browsers_is_one_person(self):
        one, other = Client(), Client()
        with OpenDoor():
            come_in_by_code(one, NOBODY)
            come_in_by_code(other, NOBODY)
        one.post("/connexion/nom/", {"name": "Noé"})
        other.post("/connexion/nom/", {"name": "Noée"})
        self.assertEqual(list(Person.objects.filter(email=NOBODY).values_list("name", flat=True)), ["Noé"])
        self.assertEqual((self.who_is_in(one), self.who_is_in(other)), (NOBODY, NOBODY))
