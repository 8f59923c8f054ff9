"""A guest, from the invitation to their page; and what helps them to come, read by those who prepare without a name."""

from datetime import timedelta

from django.utils import timezone

from terreau.gathering.clock import clear_traces
from terreau.gathering.models import Guest, Needs

from .test_pages import Pages

SAID = {"needs": "1", "access": "Une rampe", "takes_meal": "1"}


class GuestsPage(Pages):
    def setUp(self):
        self.guest = Guest.invite(self.visit, name="Paul Dehors", by=self.chloe, at=timezone.now())

    def test_no_answer_looks_chosen_before_one_is(self):
        page = self.client.get(self.guest.address).content.decode()
        self.assertEqual((page.count('aria-pressed="true"'), page.count('aria-pressed="false"')), (0, 2))
        self.client.post(self.guest.address, {"answer": "here"})
        page = self.client.get(self.guest.address).content.decode()
        self.assertEqual((page.count('aria-pressed="true"'), page.count('aria-pressed="false"')), (1, 1))
        self.assertNotIn("C’est noté", page)  # « Votre place est gardée » says it once
        self.assertIn("de la communauté «\u00a0Boulange de quartier\u00a0»", page)

    def test_inviting_says_what_happens_next(self):
        page, client = self.url("guest-inviting", self.visit.key), self.as_(self.chloe)
        asked = (
            ({"name": "Marc Roy"}, "Marc Roy a son lien"),
            ({"name": "Lise Roy", "email": "lise@exemple.org"}, "Lise Roy recevra votre invitation par courriel."),
        )
        for said, words in asked:
            self.assertContains(client.post(page, said, follow=True), words, 1)
        self.assertContains(client.get(page), "Son lien, aussi parti par courriel", 1)

    def test_in_the_community_s_language_until_they_choose(self):
        self.client.logout()
        self.assertContains(
            self.client.get(self.guest.address, headers={"accept-language": "en"}), "Bonjour Paul Dehors"
        )
        self.client.get("/langue/en/", {"suite": self.guest.address})
        self.assertContains(self.client.get(self.guest.address), "Hello Paul Dehors")


class GuestsNeeds(Pages):
    def setUp(self):
        self.guest = Guest.invite(self.visit, name="Paul Dehors", by=self.chloe, at=timezone.now())

    def say(self, **more):
        return self.client.post(self.guest.address, {**SAID, **more})

    def test_said_once_one_comes_and_read_without_a_name(self):
        self.assertNotContains(self.client.get(self.guest.address), 'name="access"')
        self.say()
        self.assertEqual(Needs.objects.count(), 0)  # not before « Je viens »
        self.client.post(self.guest.address, {"answer": "here"})
        self.assertContains(self.client.get(self.guest.address), 'name="access"')
        for _again in range(2):
            self.assertRedirects(self.say(), self.guest.address, status_code=303)
        self.assertEqual(Needs.objects.get().access, "Une rampe")
        self.assertEqual(self.bakers.journal.filter(act="needs-said").count(), 1)
        self.assertContains(self.as_(self.bruno).get(self.visit.get_absolute_url()), "Une rampe")
        self.assertNotContains(self.as_(self.ines).get(self.visit.get_absolute_url()), "Une rampe")

    def test_gone_with_the_end_of_the_link(self):
        self.client.post(self.guest.address, {"answer": "here"})
        self.say()
        for days, kept in ((13, 1), (15, 0)):
            clear_traces(self.visit.starts_at + timedelta(days=days))
            self.assertEqual(Needs.objects.count(), kept)

    def test_too_long_or_too_late_changes_nothing(self):
        self.client.post(self.guest.address, {"answer": "here"})
        self.say(access="x" * 400)
        self.visit.cancel(by=self.bruno, at=timezone.now())
        self.say()
        self.assertEqual(Needs.objects.count(), 0)
