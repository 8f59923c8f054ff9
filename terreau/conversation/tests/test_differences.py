"""Differences that people can read."""

from django.test import SimpleTestCase

from terreau.conversation.differences import Piece, pieces


class Differences(SimpleTestCase):
    def check(self, before, after, *expected):
        """`expected`: pieces marked by their first sign: = kept, - out, + in."""
        signs = {"=": "kept", "-": "out", "+": "in"}
        self.assertEqual(pieces(before, after), [Piece(signs[one[0]], one[1:]) for one in expected])

    def test_by_words(self):
        self.check("La T80.", "La T65.", "=La ", "-T80", "+T65", "=.")
        self.check("Du pain", "Du bon pain", "=Du ", "+bon ", "=pain")
        self.check("un\ndeux\ntrois", "un\ntrois", "=un\n", "-deux\n", "=trois")
        self.check("pareil", "pareil", "=pareil")
        self.check("", "neuf", "+neuf")
        self.check("vieux", "", "-vieux")
        self.check("", "")

    def test_nothing_is_lost_and_long_texts_end(self):
        short, long = "mot " * 5_000, "autre mot\n" * 2_000
        for before, after in ((short, long), (long, short), (short, short + "x"), ("a\n" * 9_000, "b\n" * 9_000)):
            found = pieces(before, after)
            self.assertEqual("".join(text for what, text in found if what != "in"), before)
            self.assertEqual("".join(text for what, text in found if what != "out"), after)
