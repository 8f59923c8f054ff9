"""Sessions: one query opens a page, a new key at sign-in, a list one can end, and cookies that say little."""

import os
import subprocess
import sys
from datetime import timedelta

from django.conf import settings
from django.test import Client, TestCase
from django.utils import timezone

from terreau.config.asgi import signed_in
from terreau.people.clock import tidy
from terreau.people.models import SignedIn, SignIn
from terreau.people.sessions import SessionStore, device_in_words
from tests.cast import Cast

from .mail import come_in_by_code

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1"


class SessionsTest(Cast, TestCase):
    def setUp(self):
        self.here, self.phone = Client(HTTP_USER_AGENT=FIREFOX), Client(HTTP_USER_AGENT=SAFARI)
        for client in (self.here, self.phone):
            come_in_by_code(client, "bruno@example.org")

    def row_of(self, client) -> SignedIn:
        return SignedIn.objects.get(session_key=client.session.session_key)

    def test_one_query_brings_session_and_person(self):
        with self.assertNumQueries(1):
            self.here.get("/moi/")

    def test_a_key_that_cannot_be_one_opens_nothing(self):
        for key in ("x" * 40, "a\x00bcdefghij", "' or 1=1 --", "é" * 32):
            with self.subTest(key=key):
                session = SessionStore(key)
                self.assertIsNone(session.get("anything"))
                self.assertIsNone(session.session_key)

    def test_only_a_session_of_somebody_sends_long_bodies(self):
        asking = Client()
        asking.post("/connexion/", {"email": "bruno@example.org"})
        ended = self.phone.session.session_key
        self.here.post("/moi/sessions/autres/fin/")
        keys = {self.here.session.session_key: True, asking.session.session_key: False, ended: False, "x" * 32: False}
        for key, expected in [*keys.items(), ("", False)]:
            with self.subTest(key=key):
                self.assertEqual(signed_in([(b"cookie", f"{settings.SESSION_COOKIE_NAME}={key}".encode())]), expected)
        self.assertFalse(signed_in([(b"cookie", b"another=1")]))

    def test_each_is_recognised_by_its_device_and_this_one_is_named(self):
        page = self.here.get("/moi/sessions/").content.decode()
        self.assertLess(page.index("Firefox, Windows"), page.index("Safari, iPhone"))
        self.assertEqual(page.count("ici</span>"), 1)
        self.assertNotIn(self.phone.session.session_key, page)

    def test_ending_one_has_effect_at_once(self):
        self.here.post(f"/moi/sessions/{self.row_of(self.phone).handle}/fin/")
        self.assertEqual(self.phone.get("/moi/").status_code, 302)
        self.assertEqual(self.here.get("/moi/").status_code, 200)

    def test_ending_this_one_signs_out(self):
        answer = self.here.post(f"/moi/sessions/{self.row_of(self.here).handle}/fin/")
        self.assertEqual(answer.headers["Location"], "/connexion/")
        self.assertEqual(self.here.get("/moi/").status_code, 302)

    def test_ending_all_others_leaves_this_one_and_other_people(self):
        other = Client()
        other.force_login(self.chloe)
        self.here.post("/moi/sessions/autres/fin/")
        self.assertEqual(
            [client.get("/moi/").status_code for client in (self.here, self.phone, other)], [200, 302, 200]
        )

    def test_nobody_ends_a_session_of_somebody_else(self):
        other = Client()
        other.force_login(self.chloe)
        handle = self.row_of(self.here).handle
        for named in (handle, handle, "a%00b"):
            self.assertEqual(other.post(f"/moi/sessions/{named}/fin/").status_code, 404)
        self.assertEqual(self.here.get("/moi/").status_code, 200)

    def test_signing_out_asks_for_a_post(self):
        self.assertEqual(self.here.get("/deconnexion/").status_code, 405)
        self.here.post("/deconnexion/")
        self.assertEqual(self.here.get("/moi/").status_code, 302)

    def test_a_session_planted_before_does_not_come_along(self):
        client = Client()
        client.post("/connexion/", {"email": "chloe@example.org"})
        before = client.session.session_key
        client.post("/connexion/code/", {"code": SignIn.objects.latest("id").code()})
        self.assertNotEqual(client.session.session_key, before)
        self.assertFalse(SignedIn.objects.filter(session_key=before).exists())

    def test_a_session_in_use_lasts_and_one_left_alone_ends(self):
        key = self.here.session.session_key
        rows = SignedIn.objects.filter(session_key=key)
        soon = timezone.now() + timedelta(days=3)
        rows.update(last_day=timezone.now().date() - timedelta(days=1), expire_date=soon)
        self.here.get("/moi/")
        self.assertGreater(rows.get().expire_date, timezone.now() + timedelta(days=80))
        with self.assertNumQueries(1):
            self.here.get("/moi/")
        tidy(timezone.now() + timedelta(days=100))
        self.assertFalse(rows.exists())

    def test_before_sign_in_a_session_lasts_an_hour_and_then_ninety_days(self):
        client = Client()
        client.post("/connexion/", {"email": "chloe@example.org"})
        self.assertEqual(client.cookies[settings.SESSION_COOKIE_NAME]["max-age"], 3600)
        client.post("/connexion/code/", {"code": SignIn.objects.latest("id").code()})
        self.assertEqual(client.cookies[settings.SESSION_COOKIE_NAME]["max-age"], 90 * 24 * 3600)

    def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(self):
        client = Client()
        client.get("/langue/en/")
        client.get("/apparence/nuit/")
        come_in_by_code(client, "chloe@example.org")
        client.get("/moi/")
        self.assertEqual(set(client.cookies) - {"messages"}, {"session", "csrf", "langue", "theme"})
        for name, cookie in client.cookies.items():
            with self.subTest(cookie=name):
                self.assertEqual((bool(cookie["httponly"]), cookie["samesite"], cookie["domain"]), (True, "Lax", ""))

    def test_over_https_cookies_are_for_https_and_this_host_alone(self):
        names = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_NAME CSRF_COOKIE_NAME SECURE_HSTS_SECONDS"
        code = f"from terreau.config import settings as s; print([getattr(s, n) for n in '{names}'.split()])"
        said = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "TERREAU_URL": "https://terreau.example.org"},
            capture_output=True,
            text=True,
            check=True,
        )
        self.assertEqual(said.stdout.strip(), "[True, True, '__Host-session', '__Host-csrf', 31536000]")

    def test_devices_in_words(self):
        self.assertEqual(device_in_words(FIREFOX), "Firefox, Windows")
        self.assertEqual(device_in_words(SAFARI), "Safari, iPhone")
        self.assertEqual(device_in_words("curl/8"), "")

    def test_pages_are_kept_nowhere(self):
        for path in ("/moi/", "/connexion/"):
            self.assertIn("no-store", self.here.get(path).headers.get("Cache-Control", "no-store"))
        self.assertEqual(self.here.get("/moi/").headers["Cache-Control"], "private, no-store")
