"""A story told in a circle is forgotten, or let out with or without a name, as its author says."""

from django.test import TestCase
from django.urls import reverse

from terreau.protocol.models import Capture
from terreau.spine.models import JournalEntry

from .room import ALL, InTheRoom


class StoriesTest(InTheRoom, TestCase):
    def setUp(self):
        self.circle = self.room("cercle-de-recits")
        self.drive("begin", *["next"] * 5, run=self.circle)
        self.offered = self.page(self.chloe, self.circle)
        self.say(self.chloe, "zqrécit", run=self.circle)
        self.drive("end", run=self.circle)
        self.story = Capture.objects.visible_to(ALL).get(text="zqrécit")

    def share(self, **more):
        self.client.force_login(self.chloe)
        self.client.post(reverse("protocol:sharing", args=["boulange", self.story.key]), more)
        self.story.refresh_from_db()

    def read(self, person, *address) -> str:
        self.client.force_login(person)
        return self.client.get(*address).content.decode()

    def test_it_is_ones_own_until_one_lets_it_out(self):
        self.assertIn("Mon récit", self.offered)
        self.assertIn("le partager sans votre nom, ou avec", self.offered)
        self.assertEqual((self.story.note, self.story.sees), ("story", "me"))
        self.assertNotIn("zqrécit", self.page(self.bruno, self.circle, "run"))
        mine = self.read(self.chloe, reverse("protocol:mine", args=["boulange"]))
        self.assertIn("Partager avec mon nom", mine)
        self.assertIn("Partager sans mon nom", mine)

    def test_with_a_name_it_is_read_with_it(self):
        self.share()
        self.assertIsNotNone(self.story.shared_at)
        page = self.page(self.amina, self.circle, "run")
        self.assertIn("zqrécit", page)
        self.assertIn(self.chloe.name, page)

    def test_without_a_name_it_is_read_nowhere_with_one(self):
        self.share(name="none")
        page = self.page(self.amina, self.circle, "run")
        self.assertIn("zqrécit", page)
        self.assertNotIn(self.chloe.name, page)
        self.assertEqual(self.page(self.bruno, self.circle, "run").count("zqrécit"), 1)
        self.assertNotIn(self.chloe.name, self.page(self.bruno, self.circle, "run"))
        source = {"de": f"protocol.capture:{self.story.key}"}
        written = self.read(self.amina, reverse("practice:writing", args=["boulange"]), source)
        self.assertIn("zqrécit", written)
        self.assertNotIn(self.chloe.name, written)
        entry = JournalEntry.objects.get(act="learning-shared-unsigned")
        journal = self.read(self.amina, reverse("community:journal", args=["boulange"]))
        self.assertEqual(entry.by, self.chloe)
        self.assertIn("a partagé un apprentissage, sans son nom", journal)
        self.assertNotIn(f"{self.chloe.name} a partagé", journal)
        self.assertIn("sans votre nom", self.read(self.chloe, reverse("protocol:mine", args=["boulange"])))

    def test_it_is_let_out_once(self):
        self.share(name="none")
        self.share()
        self.assertEqual(self.story.sees, "unsigned")
        self.assertEqual(JournalEntry.objects.filter(act__startswith="learning-shared").count(), 1)
