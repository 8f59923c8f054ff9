"""The analysis: accents, plurals, conjugations, elisions, common words; what is typed meets what was written."""

from django.test import SimpleTestCase

from terreau.memory.search.query import Query
from terreau.memory.search.words import analyse, plain_words, sought, stems_of


def meet(one: str, other: str) -> bool:
    """Whether typing `one` finds a text that says `other`."""
    return bool(set(sought(plain_words(one)[0])) & set(analyse(other).stems.split()))


class WordsTest(SimpleTestCase):
    def test_words_that_belong_together_meet(self):
        pairs = """
            sécurité securite | securite sécurité | audits audit | auditer audits | préparons préparer | essaie essayons
            envoyer envoie | créée créer | vérifié vérifier | verifie vérifié | vérifions vérifier | travaux travail
            cœur coeur | coeur cœur | œuvre oeuvre | animation animer | chevaux cheval | réponses répondre
            prise prendre | tenu tenir | accueille accueil | nouvelles nouveau | indicateurs indicateur
        """
        for pair in pairs.replace("\n", "|").split("|"):
            if pair.strip():
                one, other = pair.split()
                with self.subTest(pair=pair.strip()):
                    self.assertTrue(meet(one, other))

    def test_english_is_stemmed_too(self):
        self.assertTrue(meet("meetings", "How to run a meeting with the team and not lose them"))
        self.assertTrue(meet("running", "We have run it for the third time and it was running well"))

    def test_words_that_do_not_belong_together_do_not_meet(self):
        for one, other in (("audit", "audience"), ("four", "fourmi"), ("pain", "peinture"), ("levain", "lever")):
            self.assertFalse(meet(one, other), (one, other))

    def test_elisions_and_common_words_find_nothing(self):
        self.assertEqual(plain_words("L’audit qu’il n’a pas fait, aujourd’hui, à l'œuvre"), ["audit", "fait", "oeuvre"])
        self.assertEqual(Query.of("qui a déjà… ?").words, [])

    def test_every_way_of_writing_an_accent_is_one(self):
        self.assertEqual(plain_words("e\u0301tuve"), plain_words("étuve"))

    def test_stems_need_no_escaping(self):
        for word in plain_words("d'\"a\\b'; DROP TABLE ☃ 漢字 ｆｕｌｌ ½ x_y *:()"):
            for stem in (stems_of(word).main, *sought(word)):
                self.assertTrue(stem.isalnum(), stem)


class QueryTest(SimpleTestCase):
    def test_words_phrases_and_filters(self):
        query = Query.of(
            'genre:fils de:"Louis Arsenault" cercle:fours depuis:2025-03 avant:2026 "pain de seigle" levain'
        )
        self.assertEqual((query.family, query.person, query.place), ("fils", "Louis Arsenault", "fours"))
        self.assertEqual((str(query.since), str(query.until)), ("2025-03-01", "2026-12-31"))
        self.assertEqual(query.phrases, [["pain", "seigle"]])
        self.assertEqual(query.words, ["pain", "seigle", "levain"])

    def test_french_quotes_hold_a_phrase_too(self):
        self.assertEqual(Query.of("« four à bois »").phrases, [["four", "bois"]])

    def test_what_is_no_filter_is_words(self):
        self.assertEqual(
            Query.of("midi: 12:30 https://exemple.org").words, ["midi", "12", "30", "https", "exemple", "org"]
        )

    def test_a_month_ends_on_its_last_day(self):
        query = Query.of("pain en:2024-02")
        self.assertEqual((str(query.since), str(query.until)), ("2024-02-01", "2024-02-29"))

    def test_a_date_that_cannot_be_is_said(self):
        for text in ("avant:2025-13", "avant:9999", "depuis:hier", "depuis:2025-02-31", "en:٢٠٢٥"):
            self.assertTrue(Query.of(f"pain {text}").wrong_date, text)

    def test_what_is_chosen_stays_unless_typed(self):
        self.assertEqual(Query.of("pain", family="fils").family, "fils")
        self.assertEqual(Query.of("pain genre:cercles", family="fils").family, "cercles")
