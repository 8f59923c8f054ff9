"""The second step applies to code and link alike; administrators cannot do without; keys and codes are managed safely."""

import time
from unittest.mock import patch

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client, TestCase, TransactionTestCase
from django.urls import include, path, reverse

from terreau.people.administrators import administrator_required
from terreau.people.models import SignIn
from terreau.spine.models import JournalEntry
from terreau.ui.answers import see_other
from tests.access.routes import every_route
from tests.cast import Cast

from .mail import come_in_by_code

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def digits(secret: str = SECRET, *, later: int = 0) -> str:
    """What an application shows now, or that many half-minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


class SecondStep(Cast):
    def setUp(self):
        super().setUp()
        cache.clear()

    def is_in(self, client=None) -> bool:
        return (client or self.client).get("/moi/").status_code == 200


class StepTest(SecondStep, TestCase):
    def setUp(self):
        super().setUp()
        TOTP.activate(self.bruno, SECRET)
        RecoveryCodes.activate(self.bruno)

    def test_the_code_of_a_mail_is_not_enough_then(self):
        answer = come_in_by_code(self.client, "bruno@example.org", suite="/moi/rythme/")
        self.assertEqual(answer.headers["Location"], "/connexion/verification/")
        self.assertFalse(self.is_in())
        self.assertContains(self.client.get("/connexion/verification/"), "application")
        answer = self.client.post("/connexion/verification/", {"code": digits()})
        self.assertEqual(answer.headers["Location"], "/moi/rythme/")
        self.assertTrue(self.is_in())

    def test_nor_is_the_link(self):
        asked = SignIn.ask("bruno@example.org", at=self.now)
        answer = self.client.post(asked.get_absolute_url())
        self.assertEqual(answer.headers["Location"], "/connexion/verification/")
        self.assertFalse(self.is_in())

    def test_a_recovery_code_serves_once(self):
        code = RecoveryCodes.activate(self.bruno).get_unused_codes()[0]
        for expected in (True, False):
            client = Client()
            come_in_by_code(client, "bruno@example.org")
            client.post("/connexion/verification/", {"code": f"{code[:4]} {code[4:]}"})
            self.assertEqual(self.is_in(client), expected)

    def test_the_same_digits_do_not_serve_twice(self):
        code = digits(later=1)
        for expected in (True, False):
            client = Client()
            come_in_by_code(client, "bruno@example.org")
            client.post("/connexion/verification/", {"code": code})
            self.assertEqual(self.is_in(client), expected)

    def test_five_wrong_codes_and_one_waits(self):
        come_in_by_code(self.client, "bruno@example.org")
        for number in range(5):
            answer = self.client.post("/connexion/verification/", {"code": f"00000{number}"})
            self.assertContains(answer, "Ce n’est pas ce code")
        answer = self.client.post("/connexion/verification/", {"code": digits()})
        self.assertContains(answer, "Trop d’essais")
        self.assertFalse(self.is_in())

    def test_thirty_wrong_codes_in_a_day_and_one_waits_for_the_next(self):
        began = time.time()
        for turn in range(7):
            with patch("time.time", return_value=began + 301 * turn):
                client = Client()
                come_in_by_code(client, "bruno@example.org")
                said = [client.post("/connexion/verification/", {"code": f"00000{number}"}) for number in range(5)]
                for answer in said:
                    self.assertContains(answer, "Ce n’est pas ce code" if turn < 6 else "le lendemain")

    def test_nobody_reaches_the_step_without_the_address(self):
        answer = Client().get("/connexion/verification/")
        self.assertEqual(answer.headers["Location"], "/connexion/")

    def test_secrets_are_sealed_in_the_database(self):
        kept = str(list(Authenticator.objects.filter(user=self.bruno).values_list("data", flat=True)))
        self.assertNotIn(SECRET, kept)
        self.assertEqual(Authenticator.objects.get(user=self.bruno, type="totp").wrap().validate_code(digits()), True)

    def test_a_secret_sealed_elsewhere_opens_nothing(self):
        with self.settings(SECRET_KEY="another installation, with a key of its own"), self.assertLogs("terreau.people"):
            self.assertFalse(Authenticator.objects.get(user=self.bruno, type="totp").wrap().validate_code(digits()))


class Committing(SecondStep, TransactionTestCase):
    """With real commits: what a change of keys calls afterwards belongs to the same answer."""

    def setUp(self):
        super().setUp()
        self.setUpTestData()

    def activate(self) -> str:
        """Put an application in place, as one does on the page; its secret."""
        self.client.get(reverse("mfa_activate_totp"))
        secret = self.client.session["mfa.totp.secret"]
        self.answer = self.client.post(reverse("mfa_activate_totp"), {"code": digits(secret)})
        return secret


class ManagingTest(Committing):
    def setUp(self):
        super().setUp()
        self.client.force_login(self.bruno)

    def test_setting_up_shows_recovery_codes_at_once(self):
        self.activate()
        self.assertEqual(self.answer.headers["Location"], reverse("mfa_view_recovery_codes"))
        page = self.client.get(self.answer.headers["Location"])
        for code in Authenticator.objects.get(user=self.bruno, type="recovery_codes").wrap().get_unused_codes():
            self.assertContains(page, f"<code>{code}</code>")
        acts = JournalEntry.objects.filter(act="second-factor-changed", by=self.bruno)
        self.assertEqual(acts.filter(detail={"what": "added", "kind": "totp"}).count(), 1)

    def test_in_another_browser_a_change_asks_for_proof(self):
        secret = self.activate()
        other = Client()
        other.force_login(self.bruno)
        for name in ("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
            answer = other.get(reverse(name))
            self.assertEqual(answer.headers["Location"].split("?")[0], reverse("mfa_reauthenticate"))
        going = {"next": reverse("mfa_deactivate_totp")}
        answer = other.post(reverse("mfa_reauthenticate"), {"code": digits(secret, later=1), **going})
        self.assertEqual(answer.headers["Location"], going["next"])
        self.assertEqual(other.get(going["next"]).status_code, 200)
        other.post(going["next"])
        self.assertFalse(Authenticator.objects.filter(user=self.bruno).exists())

    def test_new_codes_replace_the_old(self):
        self.activate()
        before = Authenticator.objects.get(user=self.bruno, type="recovery_codes").wrap().get_unused_codes()
        self.client.post(reverse("mfa_generate_recovery_codes"))
        after = Authenticator.objects.get(user=self.bruno, type="recovery_codes").wrap().get_unused_codes()
        self.assertEqual(set(before) & set(after), set())

    def test_a_wrong_first_code_sets_nothing_up(self):
        self.client.get(reverse("mfa_activate_totp"))
        answer = self.client.post(reverse("mfa_activate_totp"), {"code": "000000"})
        self.assertContains(answer, "Ce n’est pas ce code")
        self.assertFalse(Authenticator.objects.filter(user=self.bruno).exists())

    def test_somebody_elses_key_does_not_exist(self):
        key = Authenticator.objects.create(user=self.chloe, type="webauthn", data={"name": "clé", "credential": {}})
        for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
            self.assertEqual(self.client.get(reverse(name, args=[key.pk])).status_code, 404)
            self.assertEqual(self.client.post(reverse(name, args=[key.pk])).status_code, 404)

    def test_an_invented_key_is_refused_in_words(self):
        self.client.get(reverse("mfa_add_webauthn"))
        for credential in ("{}", "[]", "null", "no json", '{"id": "x", "response": {}}'):
            answer = self.client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": credential})
            self.assertEqual(answer.status_code, 200)
        self.assertFalse(Authenticator.objects.exists())


class PasskeyTest(SecondStep, TestCase):
    def test_the_challenge_is_for_scripts_and_says_nothing_of_people(self):
        answer = self.client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
        options = answer.json()["request_options"]["publicKey"]
        self.assertEqual(options["userVerification"], "required")
        self.assertEqual(options["allowCredentials"], [])
        self.assertEqual(self.client.get(reverse("mfa_login_webauthn")).headers["Location"], "/connexion/")

    def test_an_invented_key_opens_nothing(self):
        self.client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
        handle = '{"id": "x", "rawId": "eA", "type": "public-key", "response": {"userHandle": "MQ"}}'
        for credential in ("{}", "null", "[1]", '"x"', "no json", handle, "[" * 50_000, "9" * 5_000):
            with self.subTest(credential=credential[:60]):
                answer = self.client.post(reverse("mfa_login_webauthn"), {"credential": credential})
                self.assertEqual(answer.headers["Location"], "/connexion/")
                self.assertFalse(self.is_in())

    def test_too_many_tries_are_said_in_words(self):
        for _try in range(30):
            answer = self.client.post(reverse("mfa_login_webauthn"), {"credential": "{}"})
        self.assertContains(answer, "Un instant", status_code=429)
        self.assertContains(answer, '<html lang="fr"', status_code=429)

    def test_whoever_stopped_at_the_second_step_may_still_use_a_key(self):
        TOTP.activate(self.bruno, SECRET)
        come_in_by_code(self.client, "bruno@example.org")
        answer = self.client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
        self.assertIn("request_options", answer.json())


class OnlyTheseDoorsTest(TestCase):
    def test_of_allauth_only_what_we_mounted_can_be_reached(self):
        allauths = {name: way for name, way in every_route().items() if name.startswith(("account_", "mfa_", "social"))}
        self.assertEqual(len(allauths), 14)
        self.assertEqual([way for way in allauths.values() if not way.startswith(("connexion/", "moi/securite/"))], [])

    def test_passwords_and_sign_up_have_no_address(self):
        for path_ in ("accounts/login/", "accounts/signup/", "accounts/password/reset/", "accounts/email/", "admin/"):
            self.assertEqual(self.client.get(f"/{path_}").status_code, 404)


@administrator_required
def keeping(request):
    """A page for administrators, for these tests."""
    return see_other("/kept/")


urlpatterns = [path("admin/x/", keeping), path("etat/", keeping), path("elsewhere/", keeping)]


class AdministratorTest(Committing):
    def setUp(self):
        super().setUp()

        class Urls:
            urlpatterns = [*globals()["urlpatterns"], path("", include("terreau.config.urls"))]
            handler403 = "terreau.ui.errors.permission_denied"
            handler404 = "terreau.ui.errors.not_found"

        self.enterContext(self.settings(ROOT_URLCONF=Urls))

    def test_nobody_else_comes_in(self):
        for place in ("/admin/x/", "/etat/", "/elsewhere/"):
            self.assertEqual(Client().get(place).status_code, 302)
            for person in (self.dan, self.bruno, self.amina):
                client = Client()
                client.force_login(person)
                with self.subTest(place=place, person=person):
                    self.assertEqual(client.get(place).status_code, 403)

    def test_without_a_second_factor_one_is_led_to_set_it_up(self):
        self.client.force_login(self.admin)
        for place in ("/admin/x/", "/etat/", "/elsewhere/"):
            answer = self.client.get(place)
            self.assertEqual((answer.status_code, answer.headers["Location"]), (302, "/moi/securite/"))

    def test_setting_it_up_opens_the_administration(self):
        self.client.force_login(self.admin)
        self.activate()
        self.assertEqual(self.client.get("/etat/").headers["Location"], "/kept/")

    def test_what_one_was_about_to_do_is_found_again_once_the_proof_is_there(self):
        self.client.force_login(self.admin)
        self.client.get("/etat/")
        self.assertNotContains(self.client.get("/moi/securite/"), 'href="/etat/"')
        self.activate()
        for page in (reverse("mfa_view_recovery_codes"), "/moi/securite/"):
            self.assertContains(self.client.get(page), 'href="/etat/"')
        self.client.get("/etat/")
        self.assertNotContains(self.client.get("/moi/securite/"), 'href="/etat/"')

    def test_with_one_a_session_shows_it_first(self):
        TOTP.activate(self.admin, SECRET)
        self.client.force_login(self.admin)
        answer = self.client.get("/etat/")
        self.assertEqual(answer.headers["Location"], "/moi/securite/confirmer/?next=%2Fetat%2F")
        answer = self.client.post("/moi/securite/confirmer/", {"code": digits(), "next": "/etat/"})
        self.assertEqual(answer.headers["Location"], "/etat/")
        self.assertEqual(self.client.get("/etat/").headers["Location"], "/kept/")

    def test_their_key_is_asked_after_the_mail_and_a_members_is_not(self):
        for person, leads in ((self.admin, "/connexion/verification/"), (self.bruno, "/")):
            Authenticator.objects.create(user=person, type="webauthn", data={"name": "clé", "credential": {}})
            answer = come_in_by_code(Client(), person.email)
            self.assertEqual(answer.headers["Location"], leads)

    def test_the_last_factor_stays(self):
        self.client.force_login(self.admin)
        self.activate()
        answer = self.client.post(reverse("mfa_deactivate_totp"))
        self.assertContains(answer, "L’administration demande une seconde preuve")
        self.assertTrue(Authenticator.objects.filter(user=self.admin, type="totp").exists())
