"""The words of a note without the signs of its markup."""

from time import process_time

from django.test import SimpleTestCase

from terreau.practice.plain import on_one_line, plain


class PlainTest(SimpleTestCase):
    def test_signs_of_markup_go_and_lines_stay(self):
        source = (
            "## ~~Ancien~~ titre\n\n1. **Peser** la _farine_.\n2. Voir [la table](/x/)\n- `sel`\n> cité\n\n---\nFin"
        )
        said = "Ancien titre\n\n1. Peser la farine.\n2. Voir la table\nsel\ncité\n\nFin"
        self.assertEqual(plain(source), said)

    def test_the_cells_of_a_table_are_told_apart(self):
        table = "| Qui détruit | Quand |\n|---|:-:|\n| **Léa** | le 3 \\| le 4 |\n| | jamais |\n\nAprès a | b"
        self.assertEqual(plain(table), "Qui détruit · Quand\nLéa · le 3 | le 4\njamais\n\nAprès a | b")
        self.assertEqual(plain("A | B\n--|--\n1 | 2"), "A · B\n1 · 2")

    def test_what_is_no_markup_stays(self):
        for text in (
            "2 * 3 * 4 = 24",
            "nom_de_fichier_long.txt",
            "~30 min",
            "5 < 6",
            "- 4 °C".replace("- ", "-"),
            "#7",
        ):
            self.assertEqual(plain(text), text)
        self.assertEqual(plain("un \\*astérisque\\*, ***tout* gras**"), "un *astérisque*, tout gras")

    def test_on_one_line_the_lines_are_still_told_apart(self):
        self.assertEqual(on_one_line("Titre\n\n1. Plier.\n2. Attendre"), "Titre · 1. Plier. 2. Attendre")
        self.assertEqual(on_one_line("  \n"), "")

    def test_a_wall_of_signs_takes_no_time(self):
        start = process_time()
        for wall in (
            "*" * 20_000,
            "*a " * 6_000,
            "[" * 20_000,
            "> " * 10_000,
            "|-" * 10_000,
            "`a``" * 5_000,
            "_a " * 6_000,
        ):
            plain(wall)
            plain(f"{wall}\n{wall}")
        self.assertLess(process_time() - start, 2)
