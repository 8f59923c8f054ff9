"""« Remise en question »: all along its way, and out of the sponsor's sight."""

from django.test import TestCase

from terreau.community.models import Hat
from terreau.practice.models import InUse, Questioning, Trial

from .notes import Practice


class Questioned(Practice, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.give_hat(cls.ines, Hat.Kind.SPONSOR)
        cls.asked = Questioning.ask(
            cls.bakers, by=cls.bruno, at=cls.then, practice="Nous pesons deux fois.", question="Pourquoi deux ?"
        )

    def now_(self) -> Questioning:
        return self.every(Questioning).select_related("community").get(pk=self.asked.pk)

    def test_the_sponsor_does_not_see_it_unless_it_is_opened(self):
        people = (self.dan, self.gaston, self.ines, self.chloe)
        page = self.asked.get_absolute_url()
        closed = {"Dan Étranger": 404, "Gaston Invité": 404, "Inès Lopez": 404, "Chloé Dion": 200}
        self.assertEqual(self.statuses(lambda browser: browser.get(page), people), closed)
        listed = self.said(self.signed_in(self.ines).get(self.address("questionings")))
        self.assertNotIn("Nous pesons deux fois", listed)
        opening = self.address("opening", self.asked.key)
        self.assertEqual(self.signed_in(self.chloe).post(opening, {"ouvrir": "oui"}).status_code, 403)
        for _twice in range(2):
            self.signed_in(self.bruno).post(opening, {"ouvrir": "oui"})
        self.assertEqual(self.acts("questioning-opened"), ["questioning-opened"])
        self.assertEqual(self.signed_in(self.ines).get(page).status_code, 200)

    def test_its_trials_are_hidden_with_it(self):
        Trial.begin(self.asked, by=self.bruno, at=self.now, what="canari-pesée")
        self.assertNotIn("canari-pesée", self.said(self.signed_in(self.ines).get(self.address("questionings"))))
        self.assertIn("canari-pesée", self.said(self.signed_in(self.chloe).get(self.address("questionings"))))

    def test_a_sponsor_sees_what_they_asked_themself(self):
        mine = Questioning.ask(self.bakers, by=self.ines, at=self.now, practice="Je paie.", question="Trop tard ?")
        self.assertEqual(self.signed_in(self.ines).get(mine.get_absolute_url()).status_code, 200)

    def test_from_the_question_to_where_it_is_in_use(self):
        browser = self.signed_in(self.chloe)
        way = {
            "supposing": {"hypothesis": "Une seule pesée."},
            "trying-out": {"what": "Lundi, une pesée.", "until": "2030-01-01", "form_key": "k"},
            "deciding": {"state": "adapted", "outcome": "Une pesée, sauf les fêtes."},
            "using": {"place": "Boulange du coin", "how": "le samedi aussi"},
        }
        states = []
        for name, said in way.items():
            for _twice in range(2):
                self.assertEqual(browser.post(self.address(name, self.asked.key), said).status_code, 303, name)
            states.append(self.now_().state)
        self.assertEqual(states, ["supposed", "tried", "adapted", "adapted"])
        self.assertEqual((self.every(Trial).count(), self.every(InUse).count()), (1, 1))
        self.assertEqual(self.acts("practice-decided", "practice-in-use"), ["practice-decided", "practice-in-use"])
        page = self.said(browser.get(self.asked.get_absolute_url()))
        for words in ("Une pesée, sauf les fêtes.", "Boulange du coin", "Lundi, une pesée."):
            self.assertIn(words, page)
        use = self.every(InUse).get()
        leave = self.address("using-no-more", self.asked.key, use.key)
        self.assertEqual(self.signed_in(self.bruno).post(leave).status_code, 403)
        self.assertEqual(self.signed_in(self.chloe).post(leave).status_code, 303)
        self.assertEqual(self.every(InUse).count(), 0)

    def test_what_is_missing_is_said_where_it_was_typed(self):
        browser = self.signed_in(self.chloe)
        for name, said in (
            ("supposing", {"hypothesis": ""}),
            ("deciding", {"state": "adopted", "outcome": ""}),
            ("deciding", {"state": "rien", "outcome": "x"}),
            ("using", {"place": ""}),
            ("trying-out", {"what": ""}),
        ):
            with self.subTest(name=name):
                self.assertEqual(browser.post(self.address(name, self.asked.key), said).status_code, 422)

    def test_asking_is_once_and_from_a_note(self):
        browser = self.signed_in(self.chloe)
        url = self.address("questioning-asking")
        self.assertIn("Pétrir à la main", self.said(browser.get(f"{url}?fiche={self.note.key}")))
        said = {"practice": "Nous plions.", "question": "Et si non ?", "note": self.note.key, "form_key": "q"}
        first, second = browser.post(url, said), browser.post(url, said)
        self.assertEqual(first["Location"], second["Location"])
        self.assertIn("La fiche : Pétrir à la main", self.said(browser.get(first["Location"])))
        self.assertEqual(browser.get(f"{url}?fiche={self.secret.key}").status_code, 404)

    def test_a_moderator_takes_it_out(self):
        url = self.address("questioning-hiding", self.asked.key)
        self.assertEqual(self.signed_in(self.bruno).get(url).status_code, 403)
        self.signed_in(self.farid).post(url, {"reason": "Quelqu’un est nommé."})
        self.assertEqual(self.signed_in(self.bruno).get(self.asked.get_absolute_url()).status_code, 404)
