"""Gatherings are found by what they are for and by what came out, by those who may read them and by nobody else."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from terreau.community.viewer import Viewer
from terreau.files.door import store_upload
from terreau.gathering.models import Gathering, Memory, MemoryFile, Series
from terreau.memory.search import finding

from .shelves import Indexed


class GatheringsFoundTest(Indexed, TestCase):
    def setUp(self):
        super().setUp()
        self.was = timezone.now() - timedelta(days=2)
        first = self.was.astimezone(self.bakers.zone).replace(tzinfo=None) - timedelta(days=70)
        shared = {"by": self.bruno, "at": self.now}
        self.open = Gathering.call(
            self.bakers, starts_at=self.was, title="Visite du moulin", intention="Voir le tamis.", **shared
        )
        self.secret = Gathering.call(self.bakers, starts_at=self.was, title="Entre fours", circle=self.ovens, **shared)
        self.cafe = Gathering.call(self.bakers, starts_at=self.was, title="Café du quai", kind="cafe", **shared)
        words = {"rule": "FREQ=WEEKLY", "first_local": first, "title": "La fournée du mardi", "intention": "Pétrir."}
        self.series = Series.call(self.bakers, **words, **shared)

    def remember(self, gathering, **parts) -> Memory:
        made = Memory.publish(gathering, by=self.bruno, at=timezone.now(), texts={"fr": parts})
        self.told()
        return made

    def test_by_its_words_and_by_what_came_out(self):
        self.remember(self.open, learnings="Le xylophone sonne juste.", to_try="Tamiser deux fois.")
        for words, title in (("moulin", "Visite du moulin"), ("tamis", "Visite du moulin"),
                             ("xylophone", "Visite du moulin"), ("fournée", "La fournée du mardi")):  # fmt: skip
            with self.subTest(words=words):
                self.assertEqual(self.found(self.chloe, words), [title])
        self.assertEqual(self.found(self.chloe, "xylophone genre:rencontres"), ["Visite du moulin"])
        self.assertEqual(self.found(self.chloe, "xylophone genre:personnes"), [])

    def test_a_date_of_a_series_is_found_once_it_is_remembered(self):
        moment = self.series.moments(timezone.now() - timedelta(days=15), timezone.now(), 1)[0]
        date = Gathering.untouched(self.series, moment.astimezone(self.series.tz).date(), moment)
        self.remember(date, decisions="On garde le xylophone.")
        (hit,) = finding.look(Viewer(self.chloe), "xylophone", community=self.bakers).hits
        self.assertEqual(hit.found.address, date.get_absolute_url())
        self.series.describe(by=self.amina, at=timezone.now(), title="Le pétrin du mardi")
        self.told()
        self.assertEqual(set(self.found(self.chloe, "pétrin")), {"Le pétrin du mardi"})

    def test_a_cafe_leaves_no_trace(self):
        self.told()
        self.assertEqual(self.found(self.bruno, "café quai"), [])

    def test_two_worlds(self):
        """For who may not read it nothing is found, counted, mended or suggested; and it changes no other answer."""
        self.remember(self.open, learnings="Le four à bois.")
        before = self._seen_by(self.chloe)
        kept = self.remember(self.secret, learnings="Le canarifour du four à bois, le canarifour.")
        file = store_upload(
            SimpleUploadedFile("canarifour.txt", b"canarifour", "text/plain"), community=self.bakers, by=self.bruno,
            at=timezone.now(),
        )  # fmt: skip
        MemoryFile.keep(kept, file, by=self.bruno, at=self.now)
        Memory.publish(self.secret, by=self.bruno, at=timezone.now(), texts={"fr": {"to_try": "canarifour"}})
        self.told()
        self.assertEqual(self._seen_by(self.chloe), before)
        self.assertEqual(self._seen_by(self.dan), [[], [], [], 404])
        self.assertEqual(set(self.found(self.bruno, "canarifour")), {"Entre fours", "canarifour.txt"})

    def _seen_by(self, someone) -> list:
        asked = ("canarifour", "four bois", "canarifours fours")
        answers = [finding.look(Viewer(someone), words, community=self.bakers) for words in asked]
        said = [[(hit.found.title, hit.found.address, hit.found.text) for hit in one.hits] for one in answers]
        self.client.force_login(someone)
        page = self.client.get(reverse("search:here", args=[self.bakers.slug]), {"q": "canarifour"})
        return [*said, page.status_code if page.status_code == 404 else page.content.count(b"canarifour")]
