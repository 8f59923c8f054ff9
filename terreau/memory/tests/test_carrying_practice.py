"""Links and documents: looked at first, then a note each, then taken out again unless somebody made them theirs."""

import io
import struct
import time
import zipfile

from django.test import SimpleTestCase, TestCase
from django.utils import timezone

from terreau.memory.arrivals.folder_zip import look_through
from terreau.memory.arrivals.links_csv import read_links
from terreau.memory.models.arrival import WHY
from terreau.practice.models import Note, NoteFile, Tagged, Use

from .bringing import Bringing

LINKS = (
    "Titre;Lien;Mots;Description\n"
    "Guide du levain;https://exemple.org/levain;levain, patience;À lire la nuit\n"
    "Sans adresse;bientôt;;\n"
    "Encore lui;https://exemple.org/levain;;\n"
    ";https://exemple.org/farine;;\n"
    "Piège;javascript:alert(1);;\n"
)


def zipped(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


class LinksTest(Bringing, TestCase):
    def titles(self) -> list[str]:
        return list(Note.objects.visible_to(WHY).filter(community=self.bakers).values_list("title", flat=True))

    def test_looking_changes_nothing_and_says_what_is_wrong(self):
        arrival = self.bring("links", liens__csv=LINKS)
        self.assertEqual((arrival.state, arrival.total), ("looked", 2))
        expected = [("links-not-an-address", 3), ("links-twice", 4), ("links-not-an-address", 6)]
        self.assertEqual(self.problems(arrival), expected)
        self.assertEqual(self.titles(), [])

    def test_each_link_is_a_note_filed_when_words_came_with_it(self):
        self.assertEqual(self.let_in(self.bring("links", liens__csv=LINKS)), {"notes": 2})
        notes = {note.title: note for note in Note.objects.visible_to(WHY).filter(community=self.bakers)}
        self.assertEqual(sorted(notes), ["Guide du levain", "exemple.org"])
        self.assertIsNotNone(notes["Guide du levain"].filed_at)
        self.assertIsNone(notes["exemple.org"].filed_at)
        tags = Tagged.objects.visible_to(WHY).filter(note=notes["Guide du levain"])
        self.assertEqual(sorted(tags.values_list("tag__name", flat=True)), ["levain", "patience"])

    def test_the_same_list_again_brings_nothing_twice(self):
        self.let_in(self.bring("links", liens__csv=LINKS))
        again = self.bring("links", liens__csv=LINKS)
        self.assertEqual((again.total, again.is_blocked), (0, True))
        self.assertEqual(len(self.titles()), 2)

    def test_undone_but_for_what_somebody_made_theirs(self):
        arrival = self.bring("links", liens__csv=LINKS)
        self.let_in(arrival)
        used = Note.objects.visible_to(WHY).select_related("community").get(title="exemple.org")
        Use.say(used, by=self.bruno, at=timezone.now())
        self.assertEqual(self.take_out(arrival), {"notes_out": 1, "notes_kept": 1})
        self.assertEqual(self.titles(), ["exemple.org"])


class FolderTest(Bringing, TestCase):
    def test_each_document_is_a_note_found_under_its_folder(self):
        data = zipped(
            ("Procédures/plan_de-nettoyage.txt", b"Frotter."),
            ("../../etc/passwd.txt", b"root"),
            ("__MACOSX/._x", b"x"),
            ("vide.txt", b""),
            ("faux.png", b"<svg onload=alert(1)>"),
        )
        arrival = self.bring("folder", dossier__zip=data)
        self.assertEqual((arrival.total, self.problems(arrival)), (3, [("zip-file-empty", 4)]))
        self.assertEqual(self.let_in(arrival), {"notes": 2})
        titles = Note.objects.visible_to(WHY).filter(community=self.bakers).values_list("title", flat=True)
        self.assertEqual(sorted(titles), ["Passwd", "Plan de nettoyage"])
        names = NoteFile.objects.visible_to(WHY).values_list("file__name", flat=True)
        self.assertEqual(sorted(names), ["passwd.txt", "plan_de-nettoyage.txt"])
        self.assertIn(("zip-file-refused", 5), self.problems(arrival))
        self.assertEqual(self.take_out(arrival), {"notes_out": 2})


class HostileTest(SimpleTestCase):
    def kinds(self, data: bytes) -> list[str]:
        seconds = []
        for _time in range(3):  # of processor, the least of three: a collector may pass, or other work of the machine
            began = time.process_time()
            found = look_through(io.BytesIO(data))
            seconds.append(time.process_time() - began)
        self.assertLess(min(seconds), 0.25)
        return [one.kind for one in found.problems]

    def test_what_would_never_end_is_not_opened(self):
        bomb = zipped(("a.txt", b"\0" * 60_000_000))
        self.assertEqual(self.kinds(bomb), ["zip-bomb"])
        self.assertEqual(self.kinds(b"PK\x03\x04 rien"), ["zip-not-one"])
        self.assertEqual(self.kinds(b""), ["zip-not-one"])
        self.assertEqual(self.kinds(zipped(*((f"{n}.txt", b"x") for n in range(501)))), ["zip-too-many"])

    def test_a_list_without_end_is_not_even_read(self):
        """Ten times its size in memory, before anything could be counted: the machine once ended there."""
        one = struct.pack("<I6H3I5H2I", 0x02014B50, *[0] * 9, 1, *[0] * 6) + b"a"
        size = len(one) * 400_000
        end = struct.pack("<I4H2IH", 0x06054B50, 0, 0, 400_000 & 0xFFFF, 400_000 & 0xFFFF, size, 0, 0)
        self.assertEqual(self.kinds(one * 400_000 + end), ["zip-too-many"])

    def test_an_entry_longer_than_it_says_is_cut(self):
        from terreau.memory.arrivals.folder_zip import Entry, unpack

        data = zipped(("a.txt", b"x" * 5_000))
        lying = [Entry(0, "a.txt", "", 10)]
        self.assertEqual([found for _entry, found in unpack(io.BytesIO(data), lying)], [None])

    def test_lists_that_are_not_lists(self):
        for data, kind in (
            (b"", "links-empty"),
            (b"%PDF-1.7 x", "links-not-text"),
            (b"nom;courriel\nA;a@example.org\n", "links-no-column"),
            (b"x" * 5_000_001, "links-too-big"),
        ):
            with self.subTest(kind=kind):
                self.assertEqual([one.kind for one in read_links(data).problems], [kind])

    def test_a_list_without_titles_is_understood(self):
        found = read_links(b"https://exemple.org/a,Premier\nhttps://exemple.org/b,Second\n")
        self.assertEqual([(row.link, row.title) for row in found.rows], [
            ("https://exemple.org/a", "Premier"), ("https://exemple.org/b", "Second"),
        ])  # fmt: skip
