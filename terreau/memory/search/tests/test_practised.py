"""What the practice knows is found, by whoever may read it, in either language, the moment their rights say so."""

from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.utils.translation import override

from terreau.community.models import Circle, Hat
from terreau.community.viewer import Viewer
from terreau.files import inside
from terreau.files.door import store_upload
from terreau.memory.search import finding
from terreau.memory.search.engines import engine
from terreau.memory.search.models import SearchEntry
from terreau.memory.search.tests.shelves import Opened
from terreau.practice.kinds import Kind
from terreau.practice.models import Book, Note, NoteFile, NoteText, Questioning, Tag, Tagged, Variant
from terreau.practice.tests.notes import Practice
from terreau.practice.words import Words
from terreau.spine.worker import follow_all


class Searched(Opened, Practice, TestCase):
    def found(self, someone, text: str, **more) -> list[str]:
        follow_all()
        answer = finding.look(Viewer(someone), text, community=self.bakers, **more)
        return [hit.found.title for hit in answer.hits]

    def shown(self, someone, text: str) -> list[str]:
        """Before the index has followed."""
        return [hit.found.title for hit in finding.look(Viewer(someone), text, community=self.bakers).hits]

    def write(self, title: str, body: str = "", **more) -> Note:
        at = more.pop("at", self.now)
        return Note.write(self.bakers, by=self.bruno, at=at, kind=Kind.METHOD, words=Words(title, "", "", body), **more)


class NotesTest(Searched):
    def test_by_every_part_by_its_tags_their_synonyms_and_its_variants(self):
        note = self.write("Le levain chef", "Nourrir deux fois.")
        Tagged.put(note, ["fermentation"], by=self.bruno, at=self.now)
        Variant.add(note, by=self.chloe, at=self.now, name="En montagne", words="Une heure de plus au xylophone.")
        for text in ("levain chef", "nourrir", "fermentations", "xylophone", "montagnes"):
            self.assertEqual(self.found(self.farid, text), ["Le levain chef"], text)
        other = Tag.known(self.bakers, ["pousse lente"])[0]
        other.tie(Tag.known(self.bakers, ["fermentation"])[0], by=self.chloe, at=self.now)
        self.assertEqual(self.found(self.farid, "pousse lente"), ["Le levain chef"])
        other.untie(by=self.chloe, at=self.now)
        self.assertEqual(self.found(self.farid, "pousse lente"), [])
        self.assertEqual(self.found(self.farid, "fermentation"), ["Le levain chef"])

    def test_what_is_quoted_is_plain_words_without_tags(self):
        note = self.write(
            "Le levain", "| Qui nourrit | Quand |\n|---|---|\n| **Léa** | le soir |\n\n1. Peser\n2. Mêler"
        )
        Tagged.put(note, ["fermentation"], by=self.bruno, at=self.now)
        follow_all()
        for text in ("levain", "fermentation"):
            [hit] = finding.look(Viewer(self.farid), text, community=self.bakers).hits
            said = "".join(piece.text for piece in hit.pieces)
            self.assertEqual(said, "Qui nourrit · Quand · Léa · le soir · 1. Peser · 2. Mêler", text)

    def test_in_either_language_and_once(self):
        note = self.write("Façonner un bâtard", "Replier le pâton.")
        NoteText.translate(
            note, "en", Words("Shaping a batard", "", "", "Fold the dough towards you."), by=self.chloe, at=self.now
        )
        with override("fr"):
            self.assertEqual(self.found(self.farid, "fold the dough"), ["Façonner un bâtard"])
            self.assertEqual(self.found(self.farid, "bâtard"), ["Façonner un bâtard"])
        with override("en"):
            self.assertEqual(self.found(self.farid, "bâtard"), ["Shaping a batard"])

    def test_filters_by_kind_place_person_and_date(self):
        self.write("La brioche", at=self.now)
        self.write("La brioche du four", circle=self.ovens)
        found = self.found
        self.assertCountEqual(found(self.bruno, "brioche genre:fiches"), ["La brioche", "La brioche du four"])
        self.assertEqual(found(self.bruno, "brioche genre:personnes"), [])
        self.assertEqual(found(self.bruno, "brioche cercle:fours"), ["La brioche du four"])
        self.assertEqual(found(self.bruno, "brioche de:chloé genre:fiches"), [])
        self.assertEqual(found(self.bruno, "brioche avant:2001"), [])

    def test_each_finds_what_is_theirs_and_a_change_counts_before_the_index_follows(self):
        can = {
            p.name: self.found(p, "canari-four genre:fiches") for p in (self.bruno, self.gaston, self.chloe, self.dan)
        }
        mine = ["Le four qui fume"]
        self.assertEqual(can, {self.bruno.name: mine, self.gaston.name: mine, self.chloe.name: [], self.dan.name: []})
        note = self.write("Le xylophone")
        self.assertEqual(self.found(self.chloe, "xylophone"), ["Le xylophone"])
        note.hide(by=self.amina, at=self.now, reason="Publicité.")
        self.assertEqual(self.shown(self.chloe, "xylophone"), [])
        self.assertEqual(self.found(self.chloe, "xylophone"), [])
        self.assertEqual(self.found(self.amina, "xylophone"), ["Le xylophone"])
        note.show(by=self.amina, at=self.now)
        self.assertEqual(self.found(self.chloe, "xylophone"), ["Le xylophone"])

    def test_a_circle_that_closes_takes_its_notes_along_at_once(self):
        circle = Circle.open(self.bakers, by=self.amina, at=self.now, name="Tartes", purpose="Cuire.")
        self.write("Le xylophone des tartes", circle=circle)
        self.assertEqual(self.found(self.chloe, "xylophone"), ["Le xylophone des tartes"])
        circle.describe(by=self.amina, at=self.now, is_private=True)
        self.assertEqual(self.shown(self.chloe, "xylophone"), [])
        self.assertEqual(self.found(self.chloe, "xylophone"), [])

    def test_whoever_leaves_with_their_words_leaves_no_note_in_the_index(self):
        self.write("Le xylophone de Bruno", "La cymbale.")
        self.found(self.chloe, "xylophone")
        with self.captureOnCommitCallbacks(execute=True):
            self.bruno.depart(at=self.now, keep="nothing")
        self.assertEqual(self.shown(self.chloe, "xylophone"), [])
        self.assertEqual(self.found(self.chloe, "xylophone"), [])
        ids = list(SearchEntry.objects.values_list("id", flat=True))
        held = " ".join(" ".join(row[1:4]) for row in engine().take(0, ids))
        self.assertNotIn("xylophon", held)
        self.assertNotIn("cymbal", held)


class FilesTest(Searched):
    def give(self, data: bytes, name: str):
        return store_upload(SimpleUploadedFile(name, data), community=self.bakers, by=self.bruno, at=self.now)

    def test_by_name_by_picture_words_and_by_what_is_inside(self):
        given = self.give(b"%PDF-1.4 nothing that anybody reads", "cahier-des-cuissons.pdf")
        self.write("Le cahier", files=[(given, "une page tachée")])
        self.assertEqual(self.found(self.chloe, "cuissons genre:fichiers"), ["cahier-des-cuissons.pdf"])
        self.assertEqual(self.found(self.chloe, "tachée"), ["cahier-des-cuissons.pdf"])
        self.assertEqual(self.found(self.chloe, "xylophone"), [])
        inside.FileText.objects.filter(file=given).delete()
        with mock.patch.object(inside, "_behind_the_fence", return_value={"text": "Un xylophone.", "pages": []}):
            inside.look(given, self.now)
        self.assertEqual(self.found(self.chloe, "xylophone"), ["cahier-des-cuissons.pdf"])
        self.assertEqual(self.found(self.dan, "xylophone"), [])

    def test_only_the_version_the_note_shows(self):
        first, second = self.give(b"Un xylophone.", "avant.txt"), self.give(b"Une cymbale.", "apres.txt")
        note = self.write("Le cahier", files=[(first, "")])
        self.assertEqual(self.found(self.chloe, "xylophone"), ["avant.txt"])
        row = NoteFile.objects.of(self.bakers.pk, note.pk).select_related("note__community").get()
        row.replace(second, by=self.bruno, at=self.now)
        self.assertEqual(self.shown(self.chloe, "xylophone"), [])
        self.assertEqual((self.found(self.chloe, "xylophone"), self.found(self.chloe, "cymbale")), ([], ["apres.txt"]))


class QuestionsTest(Searched):
    def test_who_sponsors_neither_finds_nor_is_told_near_words_until_it_is_opened(self):
        self.give_hat(self.farid, Hat.Kind.SPONSOR)
        asked = Questioning.ask(
            self.bakers, by=self.bruno, at=self.now, practice="Nous pesons au xylophone", question="Pourquoi ?"
        )
        self.assertEqual(self.found(self.chloe, "xylophone"), ["Nous pesons au xylophone"])
        self.assertEqual(self.found(self.chloe, "xylophone genre:questions"), ["Nous pesons au xylophone"])
        follow_all()
        answer = finding.look(Viewer(self.farid), "xylofone", community=self.bakers)
        self.assertEqual((answer.hits, answer.near, answer.mended), ([], [], []))
        asked.show_to_sponsors(True, by=self.bruno, at=self.now)
        self.assertEqual(self.found(self.farid, "xylophone"), ["Nous pesons au xylophone"])

    def test_what_there_is_to_read_is_found_by_what_members_say_of_it(self):
        book = Book.add(self.bakers, by=self.bruno, at=self.now, title="Le pain", author="A. Boulanger")
        book.say("Il parle du xylophone.", by=self.chloe, at=self.now)
        self.assertEqual(self.found(self.farid, "xylophone"), ["Le pain"])
        book.say("", by=self.chloe, at=self.now)
        self.assertEqual(self.found(self.farid, "xylophone"), [])
        book.take_off(by=self.bruno, at=self.now)
        self.assertEqual(self.found(self.farid, "boulanger"), [])
