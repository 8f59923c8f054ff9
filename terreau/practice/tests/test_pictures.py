"""A picture is shown in the words of a note where its name is written, and nowhere it should not be."""

import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from PIL import Image

from terreau.files.door import store_upload
from terreau.practice.models import Note, NoteFile
from terreau.practice.picturing import names_asked, unknown_names, without_pictures
from terreau.practice.words import Words, gist_of

from .notes import Practice, typed


def picture(name: str, color: str = "orange") -> SimpleUploadedFile:
    """A real PNG, as a browser sends it."""
    held = io.BytesIO()
    Image.new("RGB", (900, 600), color).save(held, "PNG")
    return SimpleUploadedFile(name, held.getvalue(), "image/png")


WORDS = Words("Plier", "", "", "Avant\n\n[image : la_pâte.png]\n\nAprès [Image: la_pâte.png] et [image : absente.png].")


class Pictures(Practice, TestCase):
    def write(self, body: str, *uploads, **more):
        words = typed(Words("Plier", "", "", body), form_key="abc", upload=list(uploads), **more)
        return self.signed_in(self.chloe).post(self.address("writing"), words)

    def described(self, body: str, *uploads):
        """Written in two steps, as without a script: refused until each picture is said in words."""
        first = self.write(body, *uploads)
        self.assertEqual(first.status_code, 422)
        keys = re.findall(r'name="file" value="(\w+)"', first.content.decode())
        said = {f"alt_{key}": f"La pâte {rank}" for rank, key in enumerate(keys, start=1)}
        done = self.write(body, file=keys, **said)
        self.assertEqual(done.status_code, 303)
        return self.said(self.client.get(done["Location"]))

    def test_each_picture_stands_where_its_name_is_and_not_below(self):
        body = "Avant\n\n[image : la_pâte.png]\n\nAprès [Image: LA_PÂTE.png]"
        page = self.described(body, picture("la_pâte.png"), picture("la_pâte.png", "brown"), picture("autre.png"))
        words = page.split('class="note__words"')[1].split("</section>")[0]
        self.assertEqual([words.count(f'alt="La pâte {n}"') for n in (1, 2, 3)], [1, 1, 0])
        self.assertLess(words.index("La pâte 1"), words.index("Après"))
        self.assertNotIn("[image", words.lower())
        below = page.split('class="attachments"')[1]
        self.assertIn('alt="La pâte 3"', below)
        self.assertNotIn('alt="La pâte 1"', below)

    def test_what_is_not_said_in_words_is_asked_where_it_is_said(self):
        page = self.said(self.write("Avant", picture("une.png"), picture("deux.png", "brown")))
        self.assertEqual((page.count("Quelques mots suffisent."), page.count('aria-invalid="true"')), (2, 2))
        self.assertEqual(page.split("autofocus")[0].count('name="alt_'), 1)  # the first of them is where one goes on

    def test_a_name_nobody_gave_is_refused_where_it_was_typed(self):
        answer = self.write("[image : absente.png]")
        self.assertEqual(answer.status_code, 422)
        page = self.said(answer)
        self.assertIn("Aucune image jointe ne s’appelle « absente.png »", page)
        self.assertIn("[image : absente.png]", page)
        self.assertFalse(self.every(Note).filter(title="Plier").exists())

    def test_a_newer_version_takes_its_place_and_a_picture_taken_off_is_asked_about(self):
        self.described("[image : pate.png]", picture("pate.png"))
        note = self.every(Note).get(title="Plier")
        row = self.every(NoteFile).get(note=note)
        url = self.address("file", note.key, row.file.key)
        self.assertEqual(self.client.post(url, {"upload": picture("plus-nette.png", "red")}).status_code, 303)
        page = self.said(self.client.get(note.get_absolute_url()))
        fresh = self.every(NoteFile).get(note=note, replaced_by=None)
        self.assertIn(f"/fichiers/{fresh.file.key}/", page.split('class="note__words"')[1].split("</section>")[0])
        kept = {"base": 1, **typed(Words("Plier", "", "", "[image : pate.png] là"))}
        url = self.address("editing", note.key)
        self.assertEqual(self.client.post(url, kept).status_code, 422)
        kept |= {"file": [fresh.file.key], f"alt_{fresh.file.key}": "La pâte"}
        self.assertEqual(self.client.post(url, kept).status_code, 303)

    def test_the_other_language_shows_the_same_pictures(self):
        self.described("[image : pate.png]", picture("pate.png"))
        note = self.every(Note).get(title="Plier")
        url = self.address("translating", note.key)
        self.assertIn("[image : pate.png]", self.said(self.client.get(url)))
        self.assertEqual(self.client.post(url, typed(Words("Fold", "", "", "[image: non.png]"))).status_code, 422)
        self.assertEqual(self.client.post(url, typed(Words("Fold", "", "", "[image: pate.png]"))).status_code, 303)
        page = self.said(self.client.get(f"{note.get_absolute_url()}?langue=en"))
        self.assertIn('alt="La pâte 1"', page.split('class="note__words"')[1].split("</section>")[0])

    def test_a_name_is_looked_for_in_words_and_never_in_a_tag(self):
        body = 'Ici [image : "><script>.png] [image : <b>.png] [lien](https://exemple.org/[image:pate.png]) [image : pate.png]'
        note = Note.write(self.bakers, by=self.bruno, at=self.then, kind="methode", words=Words("Ruse", "", "", body))
        file = store_upload(picture("pate.png"), community=self.bakers, by=self.bruno, at=self.then, counted=False)
        NoteFile.hang(note, [(file, 'Une "pâte" <b>')], by=self.bruno, at=self.then)
        page = self.signed_in(self.bruno).get(note.get_absolute_url()).content.decode()
        words = page.split('class="note__words"')[1].split("</section>")[0]
        self.assertEqual(words.count("<img "), 1)
        self.assertIn('alt="Une &#34;pâte&#34; &lt;b&gt;"', words)
        self.assertNotIn("<script", words)
        self.assertNotIn("<b>", words)


class Names(Practice, TestCase):
    def test_names_are_found_and_taken_out_of_the_line_under_the_title(self):
        self.assertEqual(names_asked(WORDS.body), ["la_pâte.png", "la_pâte.png", "absente.png"])
        self.assertEqual(unknown_names(WORDS.body, ["La pâte.PNG"]), ["absente.png"])
        self.assertNotIn("image", gist_of(WORDS))
        self.assertEqual(without_pictures("[image]"), "[image]")
