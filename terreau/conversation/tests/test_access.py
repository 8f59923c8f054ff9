"""Every page and act of the room: what each person of the cast is answered."""

from django.test import TestCase

from .pages import Talk

PEOPLE = ("amina", "farid", "bruno", "chloe", "ines", "gaston", "dan", "visitor")


class Access(Talk, TestCase):
    def check(self, method, address, expected: str, data=None):
        """`expected`: a status for each of PEOPLE; 302 sends a visitor to sign in."""
        for name, status in zip(PEOPLE, expected.split(), strict=True):
            with self.subTest(address=address, name=name):
                browser = self.signed_in(getattr(self, name, None))
                answer = getattr(browser, method)(address, data or {})
                self.assertEqual(answer.status_code, int(status))

    def test_pages_of_the_whole_community(self):
        flour, answer = self.flour.key, self.answer.key
        for expected, name, *args in (
            ("200 200 200 200 200 200 404 302", "threads"),
            ("200 200 200 200 200 200 404 302", "start"),
            ("200 200 200 200 200 403 404 302", "call"),
            ("200 200 200 200 200 404 404 302", "thread", flour),
            ("302 302 302 302 302 404 404 302", "message", answer),
            ("200 200 200 200 200 404 404 302", "versions", answer),
            ("403 403 403 200 403 404 404 302", "edit", answer),
            ("403 403 403 200 403 404 404 302", "withdraw", answer),
            ("200 200 403 403 403 404 404 302", "hide-message", answer),
            ("200 200 403 403 403 404 404 302", "aside", answer),
            ("200 200 200 403 403 404 404 302", "tend", flour),
            ("200 200 403 403 403 404 404 302", "hide-thread", flour),
            ("200 200 403 403 200 404 404 302", "close-call", self.call.key),
            ("200 200 200 200 200 404 404 302", "people"),
        ):
            self.check("get", self.address(name, *args), expected)

    def test_pages_of_a_private_circle(self):
        secret, whisper = self.secret.key, self.whisper.key
        for expected, name, *args in (
            ("200 404 200 404 404 200 404 302", "thread", secret),
            ("302 404 302 404 404 302 404 302", "message", whisper),
            ("200 404 200 404 404 200 404 302", "versions", whisper),
            ("403 404 200 404 404 403 404 302", "edit", whisper),
            ("200 404 403 404 404 403 404 302", "hide-message", whisper),
            ("200 404 200 404 404 403 404 302", "tend", secret),
        ):
            self.check("get", self.address(name, *args), expected)
        self.check("get", self.address("threads") + f"?cercle={self.ovens.key}", "200 404 200 404 404 200 404 302")
        self.check("get", self.address("people") + f"?fil={secret}", "200 404 200 404 404 200 404 302")
        self.check("get", self.address("people") + f"?cercle={self.ovens.key}", "200 404 200 404 404 200 404 302")

    def test_acts_of_the_whole_community(self):
        flour, answer, say = self.flour.key, self.answer.key, {"text": "Oui"}
        for expected, data, name, *args in (
            ("303 303 303 303 303 404 404 302", say, "reply", flour),
            ("204 204 204 204 204 404 404 302", say, "draft", flour),
            ("204 204 204 204 204 204 404 302", say, "draft", "nouveau"),
            ("303 303 303 403 303 404 404 302", {}, "thank", answer),
            ("303 303 403 403 403 404 404 302", {}, "show-message", answer),
            ("303 303 303 403 403 404 404 302", {"title": "T"}, "tend", flour),
            ("303 303 303 403 403 404 404 302", {"clos": "non"}, "close", flour),
            ("303 303 303 303 403 404 404 302", {"kind": "helps"}, "offer", self.call.key),
            ("303 303 403 403 403 404 404 302", {}, "show-thread", flour),
        ):
            self.check("post", self.address(name, *args), expected, data)

    def test_acts_in_a_private_circle(self):
        secret, whisper = self.secret.key, self.whisper.key
        for expected, data, name, *args in (
            ("303 404 303 404 404 303 404 302", {"text": "Oui"}, "reply", secret),
            ("204 404 204 404 404 204 404 302", {"text": "Oui"}, "draft", secret),
            ("303 404 403 404 404 303 404 302", {}, "thank", whisper),
            ("403 404 303 404 404 403 404 302", {"text": "mieux"}, "edit", whisper),
            ("303 404 403 404 404 403 404 302", {"reason": "Non"}, "hide-message", whisper),
        ):
            self.check("post", self.address(name, *args), expected, data)

    def test_acts_are_posted(self):
        browser = self.signed_in(self.amina)
        for name, key in (
            ("reply", self.flour.key),
            ("thank", self.answer.key),
            ("show-message", self.answer.key),
            ("close", self.flour.key),
            ("move", self.flour.key),
            ("show-thread", self.flour.key),
            ("offer", self.call.key),
        ):
            with self.subTest(name=name):
                self.assertEqual(browser.get(self.address(name, key)).status_code, 405)

    def test_an_address_of_another_community_leads_nowhere(self):
        from terreau.community.models import Community

        Community.found(slug="meuniers", name="Meuniers", by=self.bruno, at=self.then)
        browser = self.signed_in(self.bruno)
        for path in (f"{self.flour.key}/", f"message/{self.answer.key}/", f"message/{self.answer.key}/versions/"):
            with self.subTest(path=path):
                self.assertEqual(browser.get(f"/c/meuniers/echanges/{path}").status_code, 404)

    def test_who_left_reads_and_writes_no_more(self):
        self.membership_of(self.chloe).leave(at=self.now)
        browser = self.signed_in(self.chloe)
        for name, args in (("threads", ()), ("thread", (self.flour.key,)), ("edit", (self.answer.key,))):
            self.assertEqual(browser.get(self.address(name, *args)).status_code, 404)
        self.assertEqual(browser.post(self.address("reply", self.flour.key), {"text": "Oui"}).status_code, 404)
        self.assertEqual(browser.post(self.address("withdraw", self.answer.key)).status_code, 404)

    def test_what_is_taken_out_is_for_moderators(self):
        self.flour.hide(by=self.farid, at=self.now, reason="Non")
        self.check("get", self.flour.get_absolute_url(), "200 200 404 404 404 404 404 302")
        self.check("get", self.address("message", self.answer.key), "302 302 404 404 404 404 404 302")


class PublicTalk(Talk, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        type(cls.bakers).objects.filter(pk=cls.bakers.pk).update(public_page=True, public_talk=True)

    def test_anybody_reads_and_only_members_write(self):
        browser = self.signed_in(None)
        answer = browser.get(self.address("thread", self.flour.key))
        self.assertEqual((answer.status_code, answer["X-Cache-For-Visitors"]), (200, "3"))
        said = self.said(answer)
        self.assertIn("La T80.", said)
        self.assertNotIn("<textarea", said)
        self.assertNotIn("csrfmiddlewaretoken", said)
        self.assertEqual(browser.get(self.address("threads"))["X-Cache-For-Visitors"], "3")
        self.assertEqual(browser.post(self.address("reply", self.flour.key), {"text": "Oui"}).status_code, 302)
        self.assertEqual(
            self.signed_in(self.dan).post(self.address("reply", self.flour.key), {"text": "Oui"}).status_code, 403
        )
        self.assertEqual(self.client.post(self.address("thank", self.answer.key)).status_code, 403)
        self.assertEqual(self.client.get(self.address("start")).status_code, 403)

    def test_a_member_gets_no_shared_page(self):
        answer = self.signed_in(self.chloe).get(self.address("thread", self.flour.key))
        self.assertNotIn("X-Cache-For-Visitors", answer)

    def test_the_public_does_not_see_who_thanks_or_helps(self):
        self.answer.thank(by=self.amina, at=self.now)
        self.call.offer_help("helps", by=self.amina, at=self.now)
        for key in (self.flour.key, self.call.key):
            for someone in (None, self.dan):
                self.assertNotIn("Amina", self.said(self.signed_in(someone).get(self.address("thread", key))))
            self.assertIn("Amina", self.said(self.signed_in(self.bruno).get(self.address("thread", key))))

    def test_who_is_no_longer_here_reads_what_they_began_and_tends_it_no_more(self):
        self.call.offer_help("helps", by=self.amina, at=self.now)
        self.membership_of(self.bruno).remove(by=self.amina, at=self.now, reason="Non")
        self.membership_of(self.ines).pause(at=self.now)
        for someone, thread in ((self.bruno, self.flour), (self.ines, self.call)):
            browser = self.signed_in(someone)
            self.assertEqual(browser.get(thread.get_absolute_url()).status_code, 200)
            for name in ("tend", "close", "move", "close-call"):
                with self.subTest(someone=someone, name=name):
                    answer = browser.post(self.address(name, thread.key), {"title": "Abîmé", "where": ""})
                    self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.client.get(self.address("close-call", self.call.key)).status_code, 403)

    def test_a_circle_stays_its_own(self):
        for someone in (None, self.dan, self.chloe):
            browser = self.signed_in(someone)
            self.assertNotIn("canari-four", self.said(browser.get(self.address("threads"))))
            self.assertIn(browser.get(self.secret.get_absolute_url()).status_code, (302, 404))


class Canaries(Talk, TestCase):
    def test_a_private_circle_is_named_nowhere_else(self):
        """Whoever does not sit there meets neither its words nor its name; whoever does, meets both."""
        pages = [self.address("threads"), self.address("start"), self.flour.get_absolute_url(), "/c/boulange/"]
        for someone, meets in ((self.chloe, False), (self.farid, False), (self.ines, False), (self.bruno, True)):
            with self.subTest(someone=someone):
                browser = self.signed_in(someone)
                said = " ".join(self.said(browser.get(page)) for page in pages)
                self.assertEqual(("canari-four" in said, "Fours" in said), (meets, meets))

    def test_refusals_say_nothing_of_it(self):
        for someone in (self.chloe, self.dan):
            answer = self.signed_in(someone).get(self.secret.get_absolute_url())
            absent = self.client.get(self.address("thread", "a" * 12))
            self.assertEqual((answer.status_code, absent.status_code), (404, 404))
            self.assertNotIn("canari-four", self.said(answer))
            self.assertEqual(len(self.said(answer)), len(self.said(absent)))

    def test_words_taken_out_are_on_no_page(self):
        self.whisper.hide(by=self.amina, at=self.now, reason="Trop")
        for someone in (self.bruno, self.gaston):
            browser = self.signed_in(someone)
            for page in (
                self.secret.get_absolute_url(),
                self.address("versions", self.whisper.key),
                self.address("threads"),
            ):
                said = self.said(browser.get(page))
                self.assertNotIn("canari-four", said)
            self.assertIn(
                "Raison : Trop".replace(" :", "\u00a0:"), self.said(browser.get(self.secret.get_absolute_url()))
            )
        aside = self.signed_in(self.amina).get(self.address("aside", self.whisper.key))
        self.assertIn("canari-four", self.said(aside))
