"""Writing a note: new, from what was said, in two languages, signed together."""

from django.test import TestCase

from terreau.practice.models import CoAuthor, Note, NoteText, Origin, Tagged
from terreau.practice.words import Words

from .notes import Practice, typed

PAIN = Words("Sauver un levain", "Quand il dort.", "De la farine.", "1. Nourrir\n2. **Attendre**")


class Writing(Practice, TestCase):
    def write(self, browser, **more):
        return browser.post(self.address("writing"), typed(PAIN, form_key="abc", **more))

    def test_who_may_write(self):
        people = (None, self.dan, self.gaston, self.chloe)
        answers = self.statuses(lambda browser: browser.get(self.address("writing")), people)
        self.assertEqual(answers, {"visiteur": 302, "Dan Étranger": 404, "Gaston Invité": 200, "Chloé Dion": 200})

    def test_a_note_is_written_once_however_often_the_form_is_sent(self):
        browser = self.signed_in(self.chloe)
        before = self.every(Note).count()
        first, second = self.write(browser), self.write(browser)
        self.assertEqual((first.status_code, second.status_code), (303, 303))
        self.assertEqual(first["Location"], second["Location"])
        self.assertEqual(self.every(Note).count(), before + 1)
        page = self.said(browser.get(first["Location"]))
        self.assertIn("<strong>Attendre</strong>", page)
        self.assertIn("Quand s’en servir", page)
        self.assertEqual(self.acts("note-written").count("note-written"), 3)

    def test_what_is_missing_is_said_and_nothing_typed_is_lost(self):
        answer = self.signed_in(self.chloe).post(self.address("writing"), typed(PAIN._replace(title="")))
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Il manque un titre", self.said(answer))
        self.assertIn("2. **Attendre**", self.said(answer))

    def test_a_note_begun_before_says_so_and_may_be_left(self):
        browser, page = self.signed_in(self.chloe), self.address("writing")
        self.assertNotIn("Voici ce que vous aviez commencé.", self.said(browser.get(page)))
        browser.post(self.address("drafting", "body"), {"text": "Pétrir longtemps"})
        self.assertIn("Voici ce que vous aviez commencé.", self.said(browser.get(page)))
        self.assertRedirects(browser.post(page, {"again": "1"}), page, status_code=303)
        self.assertNotIn("Pétrir longtemps", self.said(browser.get(page)))

    def test_changing_the_kind_keeps_the_words(self):
        answer = self.signed_in(self.chloe).post(self.address("writing"), typed(PAIN, en="document"))
        self.assertEqual(answer.status_code, 200)
        for words in ("Ce qu’on y trouve", "Quand il dort.", "De la farine.", "2. **Attendre**"):
            self.assertIn(words, self.said(answer))
        self.assertFalse(self.every(Note).filter(title=PAIN.title).exists())

    def test_words_given_file_the_note(self):
        self.write(self.signed_in(self.chloe), tags="levain, Levain ; nuit")
        note = self.every(Note).get(title=PAIN.title)
        self.assertIsNotNone(note.filed_at)
        names = self.every(Tagged).filter(note=note).values_list("tag__name", flat=True)
        self.assertEqual(sorted(names), ["levain", "nuit"])

    def test_a_guest_writes_in_their_circle_and_nowhere_else(self):
        browser = self.signed_in(self.gaston)
        self.assertEqual(self.write(browser, where="").status_code, 422)
        self.assertEqual(self.write(browser, where=self.ovens.key).status_code, 303)
        self.assertEqual(self.every(Note).get(title=PAIN.title).circle, self.ovens)

    def test_hard_input_is_refused_where_it_was_typed(self):
        browser = self.signed_in(self.chloe)
        for part, text in (
            ("body", "x" * 20_001),
            ("body", ">" * 40 + " profond"),
            ("when", "|" * 40 + "\n|-|-|"),
            ("link", "javascript:alert(1)"),
            ("link", "data:text/html,x"),
            ("title", "t" * 200),
            ("body", "a\0b"),
        ):
            with self.subTest(part=part, text=text[:10]):
                answer = browser.post(self.address("writing"), {**typed(PAIN), part: text})
                self.assertEqual(answer.status_code, 422)
        self.assertFalse(self.every(Note).filter(title=PAIN.title).exists())


class FromTalk(Practice, TestCase):
    def test_one_button_under_a_message_prefills_the_note(self):
        browser = self.signed_in(self.ines)
        thread = self.said(browser.get(self.thread.get_absolute_url()))
        way = f"{self.address('writing')}?de=conversation.message:{self.answer.key}"
        self.assertIn(way, thread)
        form = self.said(browser.get(way))
        self.assertIn("Plier, attendre, plier encore.", form)
        self.assertIn("Farid Haddad", form)

    def test_the_link_is_walked_both_ways(self):
        browser = self.signed_in(self.chloe)
        source = f"conversation.message:{self.answer.key}"
        made = browser.post(self.address("writing"), typed(PAIN, source=source, authors=[self.farid.key]))
        page = self.said(browser.get(made["Location"]))
        self.assertIn("De ce qu’a dit Farid dans « Comment pétrir sans machine", page)
        thread = self.said(browser.get(self.thread.get_absolute_url()))
        self.assertIn("la fiche « Sauver un levain »", thread)
        self.assertEqual(self.every(Origin).count(), 1)

    def test_an_origin_that_is_not_theirs_is_nobodys(self):
        from terreau.conversation.models import Thread

        hidden = Thread.start(self.bakers, by=self.bruno, at=self.then, text="canari-fumee", circle=self.ovens)
        said = f"conversation.message:{self.message(hidden).key}"
        self.assertEqual(self.signed_in(self.chloe).get(self.address("writing") + f"?de={said}").status_code, 404)
        made = Note.write(
            self.bakers, by=self.bruno, at=self.then, kind="cas", words=PAIN, origins=[(hidden, hidden.pk)]
        )
        self.assertNotIn("canari-fumee", self.said(self.signed_in(self.chloe).get(made.get_absolute_url())))
        self.assertIn("canari-fumee", self.said(self.signed_in(self.bruno).get(made.get_absolute_url())))

    def test_signing_together_is_offered_then_chosen_by_the_person_alone(self):
        CoAuthor.offer(self.note, [self.ines], by=self.bruno, at=self.now)
        CoAuthor.offer(self.note, [self.ines], by=self.bruno, at=self.now)
        self.assertEqual(self.acts("note-cosigning"), ["note-cosigning"])
        url = self.address("signing", self.note.key)
        people = (self.dan, self.chloe)
        self.assertEqual(
            self.statuses(lambda browser: browser.post(url, {"oui": "oui"}), people),
            {"Dan Étranger": 404, "Chloé Dion": 403},
        )
        page = self.said(self.signed_in(self.ines).get(self.note.get_absolute_url()))
        self.assertIn("vous propose de signer", page)
        self.assertIn("Par Bruno Côté, ", page)
        for _twice in range(2):
            self.assertEqual(self.client.post(url, {"oui": "oui"}).status_code, 303)
        self.assertIn("Par Bruno Côté et Inès Lopez", self.said(self.client.get(self.note.get_absolute_url())))
        self.assertEqual(self.acts("note-cosigned"), ["note-cosigned"])


class Languages(Practice, TestCase):
    english = Words("Kneading by hand", "When the machine is down.", "A table.", "1. Fold\n2. Wait")

    def test_both_languages_live_side_by_side_and_hide_nothing(self):
        url = self.address("translating", self.note.key)
        browser = self.signed_in(self.chloe)
        self.assertIn("1. Plier", self.said(browser.get(url)).replace("<li>Plier</li>", "1. Plier"))
        self.assertEqual(browser.post(url, typed(self.english)).status_code, 303)
        self.assertEqual(browser.post(url, typed(self.english)).status_code, 303)  # it exists: shown, not written again
        self.assertEqual(self.every(NoteText).filter(note=self.note).count(), 2)
        french = self.said(browser.get(self.note.get_absolute_url()))
        self.assertIn("Plier", french)
        english = self.said(browser.get(self.note.get_absolute_url() + "?langue=en"))
        self.assertIn("Kneading by hand", english)
        self.assertEqual(self.again(self.note).other_title, "Kneading by hand")

    def test_the_list_speaks_the_language_of_the_reader(self):
        NoteText.translate(self.note, "en", self.english, by=self.chloe, at=self.now)
        type(self.ines).objects.filter(pk=self.ines.pk).update(language="en")
        self.assertIn("Kneading by hand", self.said(self.signed_in(self.ines).get(self.address("notes"))))
        self.assertIn("Pétrir à la main", self.said(self.signed_in(self.bruno).get(self.address("notes"))))
