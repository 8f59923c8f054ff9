"""What is read in a text before it is kept."""

from django.test import SimpleTestCase
from django.utils import translation

from terreau.conversation.saying import first_name, full_name, in_words, it_helped, some_of
from terreau.conversation.words import MAX_TITLE, cut, names_called, opening_of, tidy


class Openings(SimpleTestCase):
    def test_the_first_line_that_says_something(self):
        for text, opening in (
            ("Bonjour à tous", "Bonjour à tous"),
            ("\n\n  \n> **Quelle** farine ?\nEt l’eau", "Quelle farine ?"),
            ("# Un titre", "Un titre"),
            ("https://www.example.org/pain", "example.org/pain"),
            ("[le levain](https://example.org) marche", "le levain marche"),
            ("---\n***\nAprès", "Après"),
            ("  \n!!!\n", ""),
            ("", ""),
        ):
            with self.subTest(text=text):
                self.assertEqual(opening_of(text), opening)

    def test_it_is_cut_at_a_word(self):
        self.assertEqual(cut("un deux trois", 13), "un deux trois")
        self.assertEqual(cut("un deux trois", 12), "un deux…")
        self.assertEqual(cut("x" * 20, 10), "x" * 9 + "…")
        self.assertLessEqual(len(opening_of("mot " * 400)), MAX_TITLE)

    def test_long_and_odd_texts_end(self):
        for text in (">" * 20_000, "@" * 20_000, "[" * 20_000, "\n" * 20_000, "![](" * 5_000):
            self.assertEqual(opening_of(text), "")
            self.assertEqual(names_called(text), set())


class InPassing(SimpleTestCase):
    def test_whoever_left_is_called_as_they_were_promised(self):
        for name, said in (("", "une personne partie"), ("une personne partie", "une personne partie")):
            self.assertEqual(first_name(name), said)
        self.assertEqual((first_name("Amina Benali"), full_name("")), ("Amina", "Une personne partie"))
        with translation.override("en"):
            self.assertEqual((first_name(""), full_name("")), ("somebody who left", "Somebody who left"))


class Tidying(SimpleTestCase):
    def test_one_way_of_writing(self):
        self.assertEqual(tidy("  Cafe\u0301\r\nnoir\r \x00\x1b"), "Café\nnoir")


class Names(SimpleTestCase):
    def test_beginnings_after_the_sign(self):
        self.assertIn("Chloé Dion", names_called("Bonjour @Chloé Dion, ça va ?"))
        self.assertIn("Inès", names_called("(@Inès)"))
        self.assertIn("Jean-Marc O’Neil", names_called("@Jean-Marc O’Neil : oui"))

    def test_an_address_calls_nobody(self):
        self.assertEqual(names_called("ines@example.org"), set())


class Sentences(SimpleTestCase):
    def test_people_are_named_and_never_counted_alone(self):
        for names, me, said in (
            ([], False, ""),
            (["Amina"], False, "Ça a aidé Amina."),
            (["Amina", "Bruno"], False, "Ça a aidé Amina et Bruno."),
            (["Amina", "Bruno", "Chloé"], False, "Ça a aidé Amina et deux autres."),
            ([], True, "Ça a aidé vous."),
            (["Amina"], True, "Ça a aidé Amina et vous."),
            (["Amina", "Bruno"], True, "Ça a aidé Amina, Bruno et vous."),
            (["Amina", "Bruno", "Chloé"], True, "Ça a aidé Amina, deux autres et vous."),
        ):
            with self.subTest(names=names, me=me):
                self.assertEqual(it_helped(names, me=me), said)

    def test_numbers_up_to_twelve_are_words(self):
        self.assertEqual([in_words(2), in_words(12), in_words(13)], ["deux", "douze", "13"])
        self.assertEqual(some_of(["A"] * 14), "A et 13 autres")
