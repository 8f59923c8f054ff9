"""Filing: the inbox by keyboard, shelves and brassées, words and synonyms, readings."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase

from terreau.practice.models import Book, BookWord, Note, Shelf, Shelved, Tag, Tagged
from terreau.practice.words import Words

from .notes import Practice


class Inbox(Practice, TestCase):
    def capture(self, text, someone=None):
        return self.signed_in(someone or self.ines).post(self.address("keeping"), {"text": text})

    def test_a_link_is_kept_in_one_gesture(self):
        answer = self.capture("https://exemple.org/levain un vieux guide")
        self.assertEqual(answer.status_code, 303)
        note = self.every(Note).get(filed_at=None)
        self.assertEqual(note.title, "exemple.org/levain un vieux guide")
        self.capture("https://exemple.org/levain un vieux guide")
        self.assertEqual(self.every(Note).filter(filed_at=None).count(), 1)
        self.capture("")
        self.assertEqual(self.every(Note).filter(filed_at=None).count(), 1)

    def test_keeping_is_acknowledged_and_what_is_refused_stays_in_the_box(self):
        browser = self.signed_in(self.ines)
        kept = browser.post(self.address("keeping"), {"text": "Un vieux guide"}, follow=True)
        self.assertIn("C’est gardé.", self.said(kept))
        given = SimpleUploadedFile("vide.png", b"", "image/png")
        refused = browser.post(self.address("keeping"), {"text": "Une page <b>vue</b>", "upload": given})
        self.assertEqual(refused.status_code, 422)
        self.assertContains(refused, 'value="Une page &lt;b&gt;vue&lt;/b&gt;"', status_code=422)
        self.assertContains(refused, 'id="keep-why"', status_code=422)

    def test_a_line_says_what_the_note_is_about(self):
        words = Words("Guide belge", "Vu passer chez une amie.")
        Note.write(self.bakers, by=self.ines, at=self.now, kind="document", words=words, filed=False)
        self.assertIn("Vu passer chez une amie.", self.said(self.signed_in(self.chloe).get(self.address("filing"))))

    def test_only_who_keeps_the_shelves_files(self):
        people = (self.dan, self.gaston, self.ines, self.chloe, self.amina)
        answers = self.statuses(lambda browser: browser.get(self.address("filing")), people)
        expected = {"Dan Étranger": 404, "Gaston Invité": 404, "Inès Lopez": 403, "Chloé Dion": 200}
        self.assertEqual(answers, expected | {"Amina Benali": 200})

    def test_ten_at_once_and_a_line_left_empty_waits(self):
        shelf = Shelf.put_up(self.bakers, kind="intention", name="Pétrir", by=self.chloe, at=self.now)
        made = [
            Note.write(self.bakers, by=self.ines, at=self.now, kind="document", words=Words(f"Lien {n}"), filed=False)
            for n in range(12)
        ]
        browser = self.signed_in(self.chloe)
        page = self.said(browser.get(self.address("filing")))
        for label in ("Sorte", "Mots", "Étagère"):
            self.assertEqual(page.count(f'<td role="cell" data-label="{label}">'), 10)
        self.assertEqual(page.count('-kind"'), 10)
        self.assertIn("Puis encore 2 autres.", page)
        said = {f"{note.key}-kind": "outil" for note in made[:10]}
        said |= {f"{note.key}-tags": "levain" for note in made[:8]} | {f"{made[8].key}-shelf": shelf.key}
        self.assertEqual(browser.post(self.address("filing"), said).status_code, 303)
        self.assertEqual(self.every(Note).filter(filed_at=None).count(), 3)
        self.assertEqual(self.every(Tagged).filter(tag__name="levain").count(), 8)
        self.assertEqual(self.every(Shelved).filter(shelf=shelf).count(), 1)
        self.assertEqual(browser.post(self.address("filing"), {}).status_code, 422)


class Shelves(Practice, TestCase):
    def test_anybody_makes_a_brassee_and_only_who_keeps_them_a_shelf(self):
        url = self.address("shelves")
        browser = self.signed_in(self.ines)
        self.assertEqual(browser.post(url, {"name": "Ma semaine", "kind": "intention"}).status_code, 403)
        for _twice in range(2):
            self.assertEqual(browser.post(url, {"name": "Ma semaine"}).status_code, 303)
        self.assertEqual(self.every(Shelf).get().kind, "brassee")
        self.assertEqual(browser.post(url, {"name": ""}).status_code, 422)
        self.assertEqual(self.signed_in(self.gaston).get(url).status_code, 403)

    def test_a_note_stands_in_several_and_leaves_one_without_leaving_the_other(self):
        mine = Shelf.put_up(self.bakers, kind="brassee", name="Un", by=self.ines, at=self.now)
        other = Shelf.put_up(self.bakers, kind="brassee", name="Deux", by=self.bruno, at=self.now)
        url = self.address("placing", self.note.key)
        browser = self.signed_in(self.ines)
        browser.post(url, {"shelf": [mine.key, other.key], "nouvelle": "Trois"})
        self.assertEqual(self.every(Shelved).filter(note=self.note).count(), 3)
        browser.post(url, {"shelf": [other.key]})
        self.assertEqual([row.shelf.name for row in self.every(Shelved).filter(note=self.note)], ["Deux"])
        self.assertIn("Pétrir à la main", self.said(browser.get(other.get_absolute_url())))

    def test_one_renames_ones_own(self):
        shelf = Shelf.put_up(self.bakers, kind="brassee", name="Un", by=self.ines, at=self.now)
        url = self.address("shelf-settling", shelf.key)
        self.assertEqual(self.signed_in(self.bruno).post(url, {"name": "Pris"}).status_code, 403)
        self.signed_in(self.ines).post(url, {"name": "Un et demi", "words": ""})
        self.assertEqual(self.every(Shelf).get().name, "Un et demi")
        self.client.post(url, {"ranger": "oui"})
        self.assertIsNotNone(self.every(Shelf).get().put_away_at)


class Words_(Practice, TestCase):
    def test_a_synonym_brings_its_notes_and_who_types_it_finds_the_other(self):
        Tagged.put(self.note, ["réclamation"], by=self.chloe, at=self.now)
        Tagged.put(self.secret, ["plainte", "réclamation"], by=self.chloe, at=self.now)
        complaint, claim = Tag.known(self.bakers, ["Plainte", "RÉCLAMATION"])
        claim.tie(complaint, by=self.chloe, at=self.now)
        claim.tie(complaint, by=self.chloe, at=self.now)
        self.assertEqual(self.acts("tag-tied"), ["tag-tied"])
        self.assertEqual(self.every(Tagged).filter(tag=complaint).count(), 2)
        self.assertEqual(Tag.known(self.bakers, ["reclamation"]), [complaint])
        page = self.said(self.signed_in(self.ines).get(self.address("notes") + f"?mot={claim.key}"))
        self.assertIn("Pétrir à la main", page)
        with self.assertRaises(ValidationError):
            complaint.tie(complaint, by=self.chloe, at=self.now)

    def test_the_page_of_words_is_the_documentalists(self):
        Tagged.put(self.note, ["levain", "pate"], by=self.chloe, at=self.now)
        url = self.address("words")
        answers = self.statuses(lambda browser: browser.get(url), (self.dan, self.ines, self.chloe))
        self.assertEqual(answers, {"Dan Étranger": 404, "Inès Lopez": 403, "Chloé Dion": 200})
        page = self.said(self.client.get(url))
        self.assertIn('<summary aria-label="Changer « levain »">Changer</summary>', page)
        pate = self.every(Tag).get(name="pate")
        self.client.post(url, {"mot": pate.key, "nom": "pâte"})
        self.assertEqual(self.every(Tag).get(pk=pate.pk).name, "pâte")
        leaven = self.every(Tag).get(name="levain")
        self.client.post(url, {"mot": pate.key, "comme": leaven.key})
        self.assertEqual(self.every(Tag).get(pk=pate.pk).synonym_of, leaven)
        self.client.post(url, {"mot": pate.key, "a_part": "oui"})
        self.assertIsNone(self.every(Tag).get(pk=pate.pk).synonym_of)
        self.assertEqual(self.client.post(url, {"mot": "rien"}).status_code, 404)


class Readings(Practice, TestCase):
    def test_the_list_and_what_members_say_of_it(self):
        url = self.address("books")
        answers = self.statuses(lambda browser: browser.get(url), (self.dan, self.gaston, self.ines))
        self.assertEqual(answers, {"Dan Étranger": 404, "Gaston Invité": 404, "Inès Lopez": 200})
        said = {"title": "Le pain vivant", "words": "Lu deux fois.", "form_key": "k"}
        for _twice in range(2):
            self.assertEqual(self.client.post(url, said).status_code, 303)
        self.assertEqual(self.client.post(url, {"title": "", "link": "javascript:1"}).status_code, 422)
        book = self.every(Book).get()
        self.signed_in(self.bruno).post(self.address("book-saying", book.key), {"words": "Trop long."})
        page = self.said(self.client.get(url))
        self.assertIn("Lu deux fois.", page)
        self.assertIn("Trop long.", page)
        self.client.post(self.address("book-saying", book.key), {"words": ""})
        self.assertEqual([word.words for word in self.every(BookWord)], ["Lu deux fois."])
        off = self.address("book-taking-off", book.key)
        self.assertEqual(self.signed_in(self.bruno).post(off).status_code, 403)
        self.assertEqual(self.signed_in(self.chloe).post(off).status_code, 303)
        self.assertEqual(self.every(Book).count(), 0)
