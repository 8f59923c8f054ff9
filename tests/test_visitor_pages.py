"""The visitors' cache around the real pages: shared among visitors, and with nobody else."""

import io

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, TestCase
from django.urls import reverse

from terreau.config import body, gateway
from terreau.config.tests.asking import scope_of
from terreau.config.visitor_cache import VisitorCache
from terreau.conversation.models import Thread

from .cast import Cast


class VisitorPages(Cast, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.thread = Thread.start(cls.bakers, by=cls.bruno, at=cls.now, text="Le levain du jeudi", title="Levain")
        cls.pages = [
            reverse("community:home", args=["boulange"]),
            reverse("conversation:threads", args=["boulange"]),
            cls.thread.get_absolute_url(),
        ]

    def setUp(self):
        self.clock, self.made = 1000.0, 0
        self.cache, self.django = VisitorCache(clock=lambda: self.clock), WSGIHandler()
        for signal in (request_started, request_finished):  # as Django's own test client does
            signal.disconnect(close_old_connections)
            self.addCleanup(signal.connect, close_old_connections)

    def open(self, public):
        self.bakers.describe(by=self.amina, at=self.then, public_page=public, public_talk=public)

    def get(self, path, **headers):
        async def make():
            self.made += 1
            return gateway.call(self.django, gateway.environ(scope, body.Body(io.BytesIO(), 0, False)))

        scope = scope_of(path, headers=headers)
        try:
            self.cache.answer(scope, make).send(None)  # without a loop: the connection stays that of the test
        except StopIteration as done:
            return done.value
        raise AssertionError("nobody else was making this page")

    def as_(self, person):
        client = Client()
        client.force_login(person)
        return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

    def test_each_public_page_is_made_once_for_all_visitors(self):
        self.open(True)
        for path in self.pages:
            with self.subTest(path=path):
                self.made = 0
                answers = [self.get(path) for _ in range(3)]
                self.assertEqual([answer.status for answer in answers], [200, 200, 200])
                self.assertEqual(len({answer.body for answer in answers}), 1)
                self.assertEqual(self.made, 1)

    def test_members_get_their_own_page_and_leave_nothing_behind(self):
        self.open(True)
        for path in self.pages:
            with self.subTest(path=path):
                own = self.get(path, cookie=self.as_(self.bruno)).body
                visitors = self.get(path).body
                again = self.get(path, cookie=self.as_(self.chloe)).body
                self.assertNotEqual(own, visitors)
                self.assertNotIn(b"csrfmiddlewaretoken", visitors)
                self.assertEqual(self.get(path).body, visitors)
                self.assertNotEqual(again, visitors)

    def test_what_is_no_longer_public_is_gone_in_three_seconds(self):
        self.open(True)
        for path in self.pages:
            self.get(path)
        self.open(False)
        self.clock += 3.1
        for path in self.pages:
            with self.subTest(path=path):
                self.assertEqual(self.get(path).status, 302)

    def test_each_language_and_appearance_has_its_page(self):
        self.open(True)
        path = self.pages[0]
        french, english = self.get(path).body.decode(), self.get(path, cookie="langue=en").body.decode()
        self.assertIn('lang="fr"', french)
        self.assertIn('lang="en"', english)
        self.assertIn('data-theme="nuit"', self.get(path, cookie="theme=nuit").body.decode())
        self.assertEqual(self.get(path).body.decode(), french)

    def test_no_header_changes_the_page_of_the_next_visitor(self):
        self.open(True)
        clean = {path: self.get(path).body for path in self.pages}
        self.clock += 3.1
        evil = {
            "x-forwarded-host": "evil.example",
            "x-forwarded-proto": "gopher",
            "x-forwarded-prefix": "/evil",
            "x-original-url": "/evil",
            "forwarded": "host=evil.example",
            "referer": "https://evil.example/",
            "user-agent": "<script>evil</script>",
        }
        for path in self.pages:
            with self.subTest(path=path):
                self.get(path, **evil)
                self.assertEqual(self.get(path).body, clean[path])

    def test_a_host_that_is_not_ours_is_refused_and_not_kept(self):
        self.open(True)
        self.assertEqual(self.get(self.pages[0], host="evil.example").status, 400)
        self.assertEqual(self.get(self.pages[0]).status, 200)
