"""The life of a note: corrected by two at once, read again, tried, varied, of use, taken out."""

import re
from datetime import timedelta

from django.test import TestCase

from terreau.community.models import Membership
from terreau.community.viewer import Viewer
from terreau.people.models import Person
from terreau.practice import rereading, reuse
from terreau.practice.models import Clash, Note, NoteText, NoteVersion, Remark, Trial, Use, Variant
from terreau.practice.words import Words
from tests.cast import person

from .notes import Practice, typed


class Correcting(Practice, TestCase):
    def edit(self, someone, words, base, **more):
        url = self.address("editing", self.note.key)
        return self.signed_in(someone).post(url, typed(words, base=base, **more))

    def test_who_may_correct(self):
        people = (self.dan, self.gaston, self.chloe)
        answers = self.statuses(lambda browser: browser.get(self.address("editing", self.note.key)), people)
        self.assertEqual(answers, {"Dan Étranger": 404, "Gaston Invité": 404, "Chloé Dion": 200})

    def test_every_version_is_kept_and_shown_with_what_changed(self):
        words = self.text_of(self.note).words
        self.edit(self.chloe, words._replace(needs="Une table et deux mains."), 1)
        self.edit(self.chloe, words._replace(needs="Une table et deux mains."), 2)
        self.assertEqual(self.every(NoteVersion).filter(note=self.note).count(), 2)
        self.assertEqual(self.acts("note-edited"), ["note-edited"])
        page = self.said(self.signed_in(self.ines).get(self.address("versions", self.note.key)))
        self.assertIn("<ins> et deux mains</ins>", page)
        self.assertIn("Chloé Dion", page)
        self.assertIn("Bruno Côté", page)

    def test_versions_differ_in_plain_words_under_their_language(self):
        words = self.text_of(self.note).words
        self.edit(self.chloe, words._replace(body="1. **Plier**\n2. Attendre"), 1)
        english = Words("Kneading by hand", "", "", "| Who | When |\n|---|---|\n| Léa | *late* |")
        NoteText.translate(self.note, "en", english, by=self.chloe, at=self.now)
        self.edit(self.bruno, words._replace(body="## Étapes\n1. Plier"), 2)
        page = self.said(self.signed_in(self.ines).get(self.address("versions", self.note.key)))
        self.assertIn("Who · When\nLéa · late", page)
        self.assertIn("Seule la mise en forme a changé.", page)
        for sign in ("**", "## ", "|--"):
            self.assertNotIn(sign, page)
        self.assertEqual(re.findall('<h2 id="l.*>(.*)</h2>', page), ["Français", "English"])

    def test_two_people_at_once_lose_nothing(self):
        words = self.text_of(self.note).words
        self.edit(self.chloe, words._replace(when="Quand la machine est en panne, ou qu’il fait beau."), 1)
        answer = self.edit(self.farid, words._replace(body="1. Plier\n2. Attendre\n3. Cuire"), 1)
        self.assertEqual(answer.status_code, 303)
        now = self.text_of(self.note).words
        self.assertEqual(now.when, "Quand la machine est en panne, ou qu’il fait beau.")
        self.assertEqual(now.body, "1. Plier\n2. Attendre\n3. Cuire")
        self.assertIn("Chloé Dion écrivait aussi", self.said(self.client.get(answer["Location"])))

    def test_the_second_sees_both_when_they_clash(self):
        words = self.text_of(self.note).words
        self.edit(self.chloe, words._replace(needs="Du marbre."), 1)
        answer = self.edit(self.farid, words._replace(needs="Du bois."), 1)
        page = self.said(answer)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Chloé Dion a changé les mêmes mots", page)
        self.assertIn("Du marbre.\nDu bois.", page)
        self.assertEqual(self.text_of(self.note).needs, "Du marbre.")
        settled = self.edit(self.farid, words._replace(needs="Du marbre ou du bois."), 2)
        self.assertEqual(settled.status_code, 303)
        self.assertEqual(self.text_of(self.note).needs, "Du marbre ou du bois.")

    def test_the_model_says_who_clashed(self):
        text = self.text_of(self.note)
        text.edit(text.words._replace(title="Pétrir"), base=1, by=self.chloe, at=self.now)
        with self.assertRaises(Clash) as both:
            stale = self.text_of(self.note)
            stale.edit(stale.words._replace(title="Malaxer"), base=1, by=self.farid, at=self.now)
        self.assertEqual((both.exception.version, both.exception.by), (2, self.chloe))
        self.assertIn("Malaxer", both.exception.words.title)
        self.assertIn("Pétrir", both.exception.words.title)


class Rereading(Practice, TestCase):
    def again(self, someone, **said):
        return self.signed_in(someone).post(self.address("reading-again", self.note.key), said)

    def test_who_may_say_how_it_stands(self):
        people = (self.dan, self.gaston, self.ines)
        answers = {one.name: self.again(one, verdict="good").status_code for one in people}
        self.assertEqual(answers, {"Dan Étranger": 404, "Gaston Invité": 404, "Inès Lopez": 303})

    def test_the_day_is_the_community_s(self):
        midnight = self.bakers.midnight_of(self.bakers.day(self.now + timedelta(days=1)))
        for minutes in (-1, 1, 60, 23 * 60 + 59):
            self.note.reread("good", by=self.ines, at=midnight + timedelta(minutes=minutes))
        self.assertEqual(self.acts("note-reread"), ["note-reread"] * 2)
        self.assertEqual(self.note.reread_at, midnight + timedelta(minutes=1))

    def test_still_good_says_so_and_twice_is_once(self):
        page = self.said(self.signed_in(self.ines).get(self.note.get_absolute_url()))
        self.assertIn("Pas relue depuis qu’elle est écrite", page)
        for _twice in range(2):
            self.again(self.ines, verdict="good")
        self.assertEqual(self.acts("note-reread"), ["note-reread"])
        page = self.said(self.client.get(self.note.get_absolute_url()))
        self.assertIn("Relue par Inès Lopez, aujourd’hui", page)
        self.assertGreater(Practice.again(self.note).review_on, self.now.date() + timedelta(days=170))

    def test_only_once_its_day_has_come_does_a_note_say_that_nobody_read_it_again(self):
        page = self.said(self.signed_in(self.ines).get(self.address("notes")))
        self.assertIn("pas relue depuis", page)
        self.note._set(review_on=self.now.date() + timedelta(days=2))
        for address in (self.address("notes"), self.note.get_absolute_url()):
            page = self.said(self.client.get(address))
            self.assertNotIn("as relue depuis", page)
            self.assertRegex(page, "[ée]crite en |Écrite le ")

    def test_to_correct_says_what_until_it_is_corrected(self):
        self.assertEqual(self.again(self.ines, verdict="correct").status_code, 422)
        self.again(self.ines, verdict="correct", words="La table est trop haute.")
        note = Practice.again(self.note)
        self.assertEqual(note.standing, Note.Standing.TO_CORRECT)
        remark = self.every(Remark).get()
        url = self.address("remark-settling", note.key, remark.key)
        self.assertIn("La table est trop haute.", self.said(self.client.get(note.get_absolute_url())))
        for _twice in range(2):
            self.client.post(url)
        self.assertEqual(Practice.again(self.note).standing, Note.Standing.GOOD)
        self.assertEqual(self.acts("note-corrected"), ["note-corrected"])

    def test_fallow_is_never_hidden(self):
        self.again(self.ines, verdict="fallow")
        self.assertIn("Pétrir à la main", self.said(self.client.get(self.address("notes"))))
        self.assertIn("En jachère", self.said(self.client.get(self.note.get_absolute_url())))

    def test_the_queue_holds_ones_own_then_nobodys_five_at_a_time_in_two_clicks(self):
        today = self.now.date() + timedelta(days=800)
        orphan = Note.write(self.bakers, by=self.chloe, at=self.then, kind="outil", words=Words("Orpheline"))
        orphan.entrust(None, by=self.chloe, at=self.now)
        found = rereading.waiting_for(Viewer(self.bruno), self.bakers, today)
        self.assertEqual([note.title for note in found][-1], "Orpheline")
        self.assertEqual({note.caretaker for note in found[:-1]}, {self.bruno})
        self.assertEqual([n.title for n in rereading.waiting_for(Viewer(self.ines), self.bakers, today)], ["Orpheline"])
        for number in range(8):
            Note.write(self.bakers, by=self.bruno, at=self.then, kind="outil", words=Words(f"Outil {number}"))
        self.assertEqual(len(rereading.waiting_for(Viewer(self.bruno), self.bakers, today)), 5)
        answer = self.again(self.bruno, verdict="good", retour="file")
        self.assertEqual(answer["Location"], self.address("rereading"))
        self.assertIn("toujours bon. C’est noté", self.said(self.client.get(answer["Location"])))

    def test_what_was_written_together_is_not_due_together(self):
        made = [
            Note.write(self.bakers, by=self.bruno, at=self.then, kind="outil", words=Words(f"Outil {number}"))
            for number in range(30)
        ]
        days = {note.review_on for note in made}
        self.assertGreater(len(days), 12)
        self.assertLessEqual(max(days) - min(days), timedelta(days=60))


class Caring(Practice, TestCase):
    def test_a_note_is_left_then_taken(self):
        url = self.address("entrusting", self.note.key)
        self.assertEqual(self.signed_in(self.ines).post(url, {"soin": "oui"}).status_code, 403)
        self.assertEqual(self.signed_in(self.bruno).post(url, {"soin": "non"}).status_code, 303)
        self.assertIsNone(self.again(self.note).caretaker)
        for _twice in range(2):
            self.signed_in(self.ines).post(url, {"soin": "oui"})
        self.assertEqual(self.again(self.note).caretaker, self.ines)
        self.assertEqual(self.acts("note-entrusted"), ["note-entrusted"] * 2)

    def test_a_moderator_takes_out_with_a_reason_and_puts_back(self):
        url = self.address("hiding", self.note.key)
        self.assertEqual(self.signed_in(self.bruno).get(url).status_code, 403)
        self.assertEqual(self.signed_in(self.farid).post(url, {"reason": ""}).status_code, 422)
        self.client.post(url, {"reason": "Recopiée sans accord."})
        self.assertEqual(self.signed_in(self.bruno).get(self.note.get_absolute_url()).status_code, 404)
        page = self.said(self.signed_in(self.farid).get(self.note.get_absolute_url()))
        self.assertIn("Recopiée sans accord.", page)
        self.client.post(self.address("showing", self.note.key))
        self.assertEqual(self.signed_in(self.bruno).get(self.note.get_absolute_url()).status_code, 200)


class Using(Practice, TestCase):
    def test_i_tried_it(self):
        url = self.address("tried", self.note.key)
        people = (self.dan, self.gaston, self.ines)
        answers = self.statuses(lambda browser: browser.get(url), people)
        self.assertEqual(answers, {"Dan Étranger": 404, "Gaston Invité": 404, "Inès Lopez": 200})
        self.assertEqual(self.client.post(url, {"changed": ""}).status_code, 422)
        said = {"changed": "Chez nous, plus de bruit.", "took": "une heure", "again": "yes", "form_key": "k"}
        for _twice in range(2):
            self.assertEqual(self.client.post(url, said).status_code, 303)
        self.assertEqual(self.every(Trial).count(), 1)
        self.assertEqual(self.again(self.note).trials_count, 1)
        page = self.said(self.client.get(self.note.get_absolute_url()))
        self.assertIn("Essayée par 1 personne", page)
        self.assertIn("une heure · Je le referais", page)

    def test_i_try_until_a_day_then_tell(self):
        url = self.address("beginning", self.note.key)
        browser = self.signed_in(self.ines)
        self.assertEqual(browser.post(url, {"what": "Deux plis", "until": "9999-99-99"}).status_code, 422)
        self.assertEqual(browser.post(url, {"what": "Deux plis", "until": "5026-01-01"}).status_code, 422)
        browser.post(url, {"what": "Deux plis", "until": "2030-03-01"})
        self.assertIn("Inès Lopez essaie : Deux plis", self.said(browser.get(self.note.get_absolute_url())))
        trial = self.every(Trial).get()
        tell = self.address("trial", trial.key)
        self.assertEqual(self.signed_in(self.bruno).get(tell).status_code, 403)
        self.signed_in(self.ines).post(tell, {"changed": "Un pain plus haut."})
        self.assertIn("Un pain plus haut.", self.said(self.client.get(self.note.get_absolute_url())))
        drop = self.address("trial-dropping", trial.key)
        self.assertEqual(self.signed_in(self.bruno).post(drop).status_code, 403)
        self.assertEqual(self.signed_in(self.ines).post(drop).status_code, 303)
        self.assertEqual(self.again(self.note).trials_count, 0)

    def test_a_trial_that_was_typed_with_a_full_stop_reads_as_one_sentence(self):
        day = self.now.date() + timedelta(days=20)
        Trial.begin(self.note, by=self.ines, at=self.now, what="Sans rien dire.", until=day)
        for language, said in (("fr", "Sans rien dire, d’ici le "), ("en", "Sans rien dire, due on ")):
            Person.objects.filter(pk=self.bruno.pk).update(language=language)
            browser = self.signed_in(self.bruno)
            for address in (self.note.get_absolute_url(), self.address("questionings")):
                self.assertIn(said, self.said(browser.get(address)))

    def test_a_variant_is_added_beside_and_taken_back_by_its_author(self):
        url = self.address("varying", self.note.key)
        said = {"name": "Petite main", "words": "Moins de pâte."}
        for _twice in range(2):
            self.signed_in(self.ines).post(url, said)
        variant = self.every(Variant).get()
        drop = self.address("variant-dropping", self.note.key, variant.key)
        self.assertEqual(self.signed_in(self.bruno).post(drop).status_code, 403)
        self.assertEqual(self.signed_in(self.ines).post(drop).status_code, 303)
        self.assertEqual(self.every(Variant).count(), 0)

    def test_it_served_me_by_one_gesture(self):
        url = self.address("serving", self.note.key)
        self.assertEqual(self.signed_in(self.dan).post(url).status_code, 404)
        for _twice in range(2):
            self.signed_in(self.ines).post(url, {"servi": "oui"})
        self.assertEqual(self.every(Use).count(), 1)
        page = self.said(self.signed_in(self.bruno).get(self.note.get_absolute_url()))
        self.assertIn("Elle a servi à Inès.", page)
        self.signed_in(self.ines).post(url, {"servi": "non"})
        self.assertEqual(self.every(Use).count(), 0)


class Reuse(Practice, TestCase):
    def crowd(self, count: int, year: int, more: str = "", month: int = 3):
        for number in range(count):
            someone = person(f"Personne {year}-{number}", email=f"p{year}-{number}{more}@example.org")
            Membership.enter(self.bakers, someone, by=someone, at=self.then.replace(year=year))
            Use.say(self.note, by=someone, at=self.then.replace(year=2026, month=month))

    def test_fewer_than_five_people_are_never_counted_out(self):
        self.crowd(3, 2023)
        self.assertFalse(reuse.table_of(self.note, self.bakers).is_enough)
        self.crowd(6, 2024)
        table = reuse.table_of(self.note, self.bakers)
        self.assertTrue(table.is_enough)
        self.assertEqual(table.columns, [])
        self.assertEqual(table.rows(), [("premier semestre 2026", [], "9")])
        self.crowd(2, 2023, "-bis")
        table = reuse.table_of(self.note, self.bakers)
        self.assertEqual(table.columns, [2023, 2024])
        self.assertEqual(table.rows(), [("premier semestre 2026", ["5", "6"], "11")])

    def test_when_every_half_year_is_small_only_the_whole_is_said(self):
        self.crowd(3, 2023)
        self.crowd(4, 2024, month=9)
        table = reuse.table_of(self.note, self.bakers)
        self.assertEqual((table.columns, table.rows()), ([], [("Depuis le début", [], "7")]))
        self.crowd(2, 2024, "-bis")
        halves = [("second semestre 2026", [], "moins de 5"), ("premier semestre 2026", [], "5")]
        self.assertEqual(reuse.table_of(self.note, self.bakers).rows(), halves)

    def test_the_page_is_for_members_and_names_nobody(self):
        self.crowd(6, 2024)
        url = self.address("usage", self.note.key)
        self.assertEqual(self.signed_in(self.dan).get(url).status_code, 404)
        page = self.said(self.signed_in(self.ines).get(url))
        self.assertIn("Venues en 2024", page)
        self.assertNotIn("Personne 2024", page)
