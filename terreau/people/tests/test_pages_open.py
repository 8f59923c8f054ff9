"""Every page of this room opens, in both languages, with and without something in it."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import TestCase
from django.urls import reverse

from terreau.people.models import Consent, Export
from tests.cast import Cast

MINE = [
    "people:me",
    "people:settings",
    "people:rhythm",
    "people:consents",
    "people:sessions",
    "people:security",
    "people:export",
    "people:leaving",
    "people:address",
    "mfa_add_webauthn",
    "mfa_activate_totp",
]


class PagesTest(Cast, TestCase):
    def test_my_pages_open_in_both_languages(self):
        for language in ("fr", "en"):
            self.bruno.describe(at=self.now, language=language)
            self.client.force_login(self.bruno)
            for name in MINE:
                with self.subTest(page=name, language=language):
                    answer = self.client.get(reverse(name))
                    self.assertEqual(answer.status_code, 200)
                    self.assertEqual(answer.headers["Content-Language"], language)

    def test_my_pages_open_when_there_is_something_to_show(self):
        Consent.say(self.bruno, "contact", given=True, at=self.now)
        Export.ask(self.bruno, at=self.now).done(at=self.now, size=12_345)
        TOTP.activate(self.bruno, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        RecoveryCodes.activate(self.bruno)
        self.bruno.choose_rhythm("jour", at=self.now, paused_until=self.now.date())
        self.client.force_login(self.bruno)
        for name in ("people:consents", "people:export", "people:security", "people:rhythm"):
            with self.subTest(page=name):
                self.assertEqual(self.client.get(reverse(name)).status_code, 200)

    def test_pages_for_visitors_open(self):
        for name in ("people:sign-in", "people:closed", "people:left"):
            with self.subTest(page=name):
                self.assertEqual(self.client.get(reverse(name)).status_code, 200)

    def test_a_page_of_mine_asks_a_visitor_to_sign_in_and_to_come_back(self):
        for name in MINE:
            with self.subTest(page=name):
                path = reverse(name)
                sign_in = f"{reverse('people:sign-in')}?suite={path.replace('/', '%2F')}"
                self.assertRedirects(self.client.get(path), sign_in, fetch_redirect_response=False)

    def test_pages_of_keys_open(self):
        TOTP.activate(self.bruno, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        key = Authenticator.objects.create(user=self.bruno, type="recovery_codes", data={"seed": "x", "used_mask": 0})
        self.assertIsNotNone(key.pk)
        self.client.force_login(self.bruno)
        answer = self.client.get(reverse("mfa_reauthenticate"))
        self.assertEqual(answer.status_code, 200)
