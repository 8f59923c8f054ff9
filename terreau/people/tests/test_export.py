"""My data out: whole, mine alone, made once, and gone after a week."""

import csv
import html
import io
import json
import zipfile
from datetime import timedelta
from unittest import mock

from django.core.files.base import ContentFile
from django.test import Client, TestCase
from django.utils import timezone

from terreau.conversation.models import Thread
from terreau.files.door import store_upload
from terreau.people import exporting, footprint
from terreau.people.clock import tidy
from terreau.people.models import Export, Person
from terreau.spine import worker
from tests.cast import Cast


class ExportTest(Cast, TestCase):
    def setUp(self):
        self.client.force_login(self.bruno)

    def make(self) -> Export:
        self.client.post("/moi/export/")
        worker.follow_all()
        return Export.objects.get(person=self.bruno)

    def archive(self) -> zipfile.ZipFile:
        answer = self.client.get(self.make().get_absolute_url())
        self.assertEqual(answer.headers["Content-Type"], "application/zip")
        self.assertTrue(answer.headers["Content-Disposition"].startswith("attachment"))
        return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))

    def test_it_holds_my_words_and_nobody_elses(self):
        self.bruno.describe(at=self.now, brings="=LEVAIN(1)", audiences={"brings": "moi"})
        self.chloe.describe(at=self.now, brings="Le secret de Chloé")
        given = ContentFile(b"ma recette", name="recette.txt")
        file = store_upload(given, community=self.bakers, by=self.bruno, at=self.now)
        thread = Thread.start(self.bakers, by=self.chloe, at=self.now, text="Question de Chloé")
        thread.reply(by=self.bruno, at=self.now, text="Réponse de Bruno", files=[file])
        archive = self.archive()
        everything = archive.read("terreau.json").decode()
        said = json.loads(everything)["sections"]
        self.assertEqual(said["moi"][0]["brings"], "=LEVAIN(1)")
        self.assertEqual([row["text"] for row in said["messages"]], ["Réponse de Bruno"])
        for word in ("Le secret de Chloé", "chloe@example.org", "password", self.bruno.password):
            self.assertNotIn(word, everything)
        self.assertEqual(archive.read("fichiers/0001-recette.txt"), b"ma recette")
        table = archive.read("tables/moi.csv").decode("utf-8-sig")
        row = next(csv.DictReader(io.StringIO(table), delimiter=";"))
        self.assertEqual((row["brings"], row["email"]), ("'=LEVAIN(1)", "bruno@example.org"))
        self.assertIn("LISEZ-MOI.txt", archive.namelist())

    def test_every_section_is_in_it(self):
        said = json.loads(self.archive().read("terreau.json"))["sections"]
        self.assertEqual(set(said), set(footprint.sections))
        self.assertGreaterEqual(len(said), 12)

    def test_the_page_and_the_note_inside_name_what_every_room_holds(self):
        """A room that comes later is named too: the words are its own, beside what it tells."""
        page = html.unescape(self.client.get("/moi/export/").content.decode()).lower()
        note = self.archive().read("LISEZ-MOI.txt").decode().replace("\u00a0", " ")
        for name, section in footprint.sections.items():
            with self.subTest(section=name):
                self.assertIn(str(section.says), page)
                self.assertIn(f"- {name} : {section.says} (".replace("\u00a0", " "), note)
        self.assertIn("vos fiches, leurs versions", page)

    def test_every_word_of_my_row_is_in_it(self):
        said = json.loads(self.archive().read("terreau.json"))["sections"]["moi"][0]
        fields = {field.name for field in Person._meta.fields}
        self.assertEqual(fields - set(said), {"id", "password"})

    def test_it_is_being_made_then_it_is_ready(self):
        self.client.post("/moi/export/")
        waiting = Export.objects.get(person=self.bruno)
        self.assertContains(self.client.get("/moi/export/"), "se prépare")
        self.assertEqual(self.client.get(waiting.get_absolute_url()).status_code, 404)
        part = self.client.get("/moi/export/", headers={"HX-Request": "true"})
        self.assertNotContains(part, "<html")
        worker.follow_all()
        self.assertContains(self.client.get("/moi/export/"), waiting.get_absolute_url())

    def test_asking_twice_makes_one(self):
        self.client.post("/moi/export/")
        self.client.post("/moi/export/")
        self.assertEqual(Export.objects.filter(person=self.bruno).count(), 1)
        worker.follow_all()
        first = Export.objects.get(person=self.bruno)
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post("/moi/export/")
        worker.follow_all()
        second = Export.objects.get(person=self.bruno)
        self.assertEqual((first.pk == second.pk, first.path.exists(), second.path.exists()), (False, False, True))

    def test_it_is_mine_alone(self):
        address = self.make().get_absolute_url()
        self.assertEqual(Client().get(address).status_code, 302)
        for person in (self.chloe, self.amina, self.admin):
            client = Client()
            client.force_login(person)
            self.assertEqual(client.get(address).status_code, 404)

    def test_after_a_week_it_is_gone(self):
        made = self.make()
        Export.objects.update(asked_at=timezone.now() - timedelta(days=7))
        self.assertEqual(self.client.get(made.get_absolute_url()).status_code, 404)
        self.assertContains(self.client.get("/moi/export/"), "Préparer mon archive")
        with self.captureOnCommitCallbacks(execute=True):
            tidy(timezone.now())
        self.assertFalse(Export.objects.exists())
        self.assertFalse(made.path.exists())

    def test_whoever_left_meanwhile_gets_no_archive(self):
        self.client.post("/moi/export/")
        asked = Export.objects.get(person=self.bruno)
        self.bruno.depart(at=self.now, keep="words")
        worker.follow_all()
        self.assertFalse(asked.path.exists())

    def test_one_that_cannot_be_made_leaves_nothing_and_is_asked_for_anew(self):
        """The disk was full for longer than the worker tries: nobody waits a week for their own data."""
        self.client.post("/moi/export/")
        asked = Export.objects.get(person=self.bruno)
        with mock.patch.object(exporting, "_about", side_effect=OSError(28, "No space left on device")):
            worker.follow_all()
        self.assertFalse(asked.path.with_suffix(".part").exists())
        Export.objects.update(asked_at=timezone.now() - timedelta(hours=2))
        self.assertContains(self.client.get("/moi/export/"), "Demandez-la de nouveau.")
        made = self.make()
        self.assertEqual((made.pk == asked.pk, made.path.exists()), (False, True))

    def test_killed_on_the_way_it_is_made_again_whole(self):
        self.client.post("/moi/export/")
        asked = Export.objects.get(person=self.bruno)
        asked.path.parent.mkdir(exist_ok=True)
        asked.path.with_suffix(".part").write_bytes(b"half")
        worker.follow_all()
        self.assertTrue(zipfile.is_zipfile(asked.path))
        self.assertFalse(asked.path.with_suffix(".part").exists())
