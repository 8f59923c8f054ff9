"""The pages of search: whole without a script, in parts with one, quiet beside a box, and never a 500."""

import time
from datetime import timedelta

from django.test import TestCase
from django.urls import reverse

from terreau.conversation.models import Thread
from terreau.people.models import Consent

from .shelves import Indexed

HX = {"HX-Request": "true"}


class PagesTest(Indexed, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.url = reverse("search:here", args=[cls.bakers.slug])
        Thread.start(cls.bakers, by=cls.bruno, at=cls.now, text="Le levain <b>liquide</b> du lundi.", title="Levains")

    def setUp(self):
        super().setUp()
        self.told()
        self.client.force_login(self.chloe)

    def page(self, query="", headers=None, url=None):
        answer = self.client.get(f"{url or self.url}{query}", headers=headers or {})
        self.assertEqual(answer.status_code, 200)
        return answer.content.decode()

    def test_the_whole_page_marks_what_was_found_and_escapes_the_rest(self):
        page = self.page("?q=levain")
        self.assertIn("<html", page)
        self.assertIn("<mark>Levains</mark>", page)
        self.assertIn("Le <mark>levain</mark> &lt;b&gt;liquide&lt;/b&gt; du lundi.", page)
        self.assertIn('value="levain"', page)

    def test_as_one_types_only_the_results_come(self):
        part = self.page("?q=leva", HX)
        self.assertNotIn("<html", part)
        self.assertIn("Levain", part)

    def test_nothing_found_says_so_with_near_words(self):
        page = self.page("?q=zzzzzz+yyyyyy")
        self.assertIn("Rien trouvé.", page)
        self.assertIn("/appel/?question=zzzzzz%20yyyyyy", page)  # the words go on to the call
        self.assertIn("Ces mots sont trop courants", self.page("?q=de+la"))
        self.assertIn("Il manque un mot", self.page("?genre=fils"))
        self.assertIn("Ce filtre ne désigne personne", self.page("?q=levain&personne=zoé"))
        self.assertIn("Cette date ne se lit pas", self.page("?q=levain&du=hier"))

    def test_all_my_communities_and_the_place_of_each_hit(self):
        page = self.page("?q=levain", url=reverse("search:everywhere"))
        self.assertIn("Levains", page)
        self.assertIn(self.bakers.called, page)

    def test_the_box_is_in_the_bar_of_every_page_but_its_own(self):
        self.assertIn('class="seek"', self.page(url=f"/c/{self.bakers.slug}/"))
        self.assertNotIn('class="seek"', self.page())
        self.assertIn(f'href="{self.url}"', self.page(url=f"/c/{self.bakers.slug}/"))

    def test_one_result_or_ten_cost_the_same_queries(self):
        self.client.get(f"{self.url}?q=brioche")
        counts = []
        for number in range(10):
            Thread.start(self.bakers, by=self.bruno, at=self.now - timedelta(hours=number), text=f"Brioche {number}")
            if number in (0, 9):
                self.told()
                with self.settings(), self.assertNumQueriesAtMost(8) as seen:
                    self.client.get(f"{self.url}?q=brioche")
                counts.append(len(seen))
        self.assertLessEqual(counts[1], counts[0])

    def assertNumQueriesAtMost(self, most):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        test = self

        class AtMost(CaptureQueriesContext):
            def __exit__(self, *error):
                super().__exit__(*error)
                said = "\n".join(one["sql"][:200] for one in self.captured_queries)
                test.assertLessEqual(len(self), most, said)

        return AtMost(connection)

    def test_already_done_is_quiet_until_something_looks_alike(self):
        url = reverse("search:already", args=[self.bakers.slug])
        self.assertIn("Déjà fait", self.page("?text=Mon+levain+liquide+coule+le+lundi", url=url))
        self.assertEqual(self.page("?text=Bonjour", url=url).strip(), "")
        self.assertEqual(self.page("?text=Les+vacances+du+facteur", url=url).strip(), "")
        self.assertEqual(self.page(url=url).strip(), "")
        self.assertIn("data-already", self.page(url=reverse("conversation:start", args=[self.bakers.slug])))
        self.assertIn("data-already", self.page(url=reverse("conversation:call", args=[self.bakers.slug])))

    def test_just_enough_gives_three_things_and_two_people_who_agreed(self):
        for someone in (self.bruno, self.farid, self.amina):
            someone.describe(at=self.now, brings="Je connais le levain.")
        for someone in (self.bruno, self.amina):
            Consent.say(someone, "contact", given=True, at=self.now)
        for number in range(5):
            Thread.start(self.bakers, by=self.bruno, at=self.now, text=f"Encore un levain, le {number}.")
        self.told()
        page = self.page("?q=Je+commence+mon+premier+levain", url=reverse("search:enough", args=[self.bakers.slug]))
        self.assertEqual(page.count('class="hits__title"'), 3)
        self.assertEqual(page.count('class="people__name"'), 2)
        self.assertIn("Bruno Côté", page)
        self.assertNotIn("Farid Haddad", page)
        self.assertIn("le dit dans ses propres mots", page)
        self.assertIn("Il y est question de", page)

    def test_bad_input_is_answered_at_once(self):
        texts = [
            "\0", "\0levain\0", "...", "«»", '"', '""""', '"levain', "' OR 1=1 --", "levain*", "^levain", "NEAR(a b)",
            "levain AND", "NOT", "-levain", "(levain", "{title} : levain", "levain:*", "a\\b", "%", "_", "🍞", "漢字",
            "mot " * 1_000, "x" * 5_000, "é" * 100_000, "genre:", "de:", "avant:", "de:\"", "genre:zzz levain",
            "\u202elevain", "a" + "\u0301" * 3_000, "' & | ! <-> :*", "=t1", "t1 m1", '"a" "b" "c" "d" "e"',
        ]  # fmt: skip
        for text in texts:
            for url in (self.url, reverse("search:enough", args=[self.bakers.slug])):
                began = time.process_time()
                answer = self.client.get(url, {"q": text, "suite": text[:9], "genre": text[:9], "du": text[:20]})
                self.assertEqual(answer.status_code, 200, text[:40])
                self.assertLess(time.process_time() - began, 0.25, text[:40])
            answer = self.client.get(reverse("search:already", args=[self.bakers.slug]), {"text": text})
            self.assertEqual(answer.status_code, 200, text[:40])
        self.assertEqual(self.client.get(self.url, {"q": "levain", "cercle": "\0'", "personne": "\0"}).status_code, 200)

    def test_ten_megabytes_are_answered_at_once(self):
        from terreau.community.viewer import Viewer
        from terreau.memory.search import finding

        for text in ("levain " * 1_500_000, '"' * 10_000_000, "x" * 10_000_000, "a:b " * 2_500_000):
            began = time.process_time()
            finding.look(Viewer(self.chloe), text, community=self.bakers)
            self.assertLess(time.process_time() - began, 0.25)

    def test_who_may_knock(self):
        for someone, status in ((self.dan, 404), (self.gaston, 200), (self.chloe, 200)):
            self.client.force_login(someone)
            self.assertEqual(self.client.get(self.url).status_code, status, someone)
        for someone, status in ((self.dan, 404), (self.gaston, 404), (self.chloe, 200)):
            self.client.force_login(someone)
            enough = reverse("search:enough", args=[self.bakers.slug])
            self.assertEqual(self.client.get(enough).status_code, status, someone)
        self.client.logout()
        self.assertEqual(self.client.get(self.url).status_code, 302)
        self.assertEqual(self.client.post(self.url).status_code, 405)


class SuggestingTest(Indexed, TestCase):
    def test_whoever_calls_is_told_who_might_know_and_is_free_to_be_asked(self):
        for someone in (self.bruno, self.farid, self.amina):
            someone.describe(at=self.now, brings="Je répare les pétrins.")
        for someone in (self.bruno, self.farid):
            Consent.say(someone, "contact", given=True, at=self.now)
        until = (self.now + timedelta(days=5)).date()
        call = Thread.start(self.bakers, by=self.chloe, at=self.now, text="Qui a réparé un pétrin ?", call_until=until)
        self.told()
        self.client.force_login(self.chloe)
        url = reverse("conversation:ask", args=[self.bakers.slug, call.key])
        page = self.client.get(url).content.decode()
        self.assertEqual(page.count('class="people__name"'), 2)
        self.bruno.be_asked(1, at=self.now)
        self.client.post(url, {"personne": self.membership_of(self.bruno).key})
        page = self.client.get(url).content.decode()
        self.assertEqual(page.count('class="people__name"'), 1)
        self.assertIn("Déjà demandé à Bruno Côté.", page)
        self.assertIn("Farid Haddad le dit dans ses propres mots. «\u00a0Je répare les pétrins.\u00a0»", page)
