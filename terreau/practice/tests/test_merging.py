"""Two people, one text: nobody's words are lost."""

import re

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.conversation.differences import pieces
from terreau.practice.merging import merge

WORDS = st.lists(st.sampled_from(["pain", "sel", "eau", "four", "\n", "\n\n", " ", "été", "1."]), max_size=30)


def edited(base: list[str], cuts: list[tuple[int, int, list[str]]]) -> list[str]:
    """The base with some passages replaced, from the end to the beginning."""
    words = list(base)
    for start, length, fresh in sorted(cuts, reverse=True):
        start = min(start, len(words))
        words[start : start + length] = fresh
    return words


CUTS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3), WORDS), max_size=3)


ANY = st.text(alphabet="ab é.,«»\n\t1-*|\u0301🍞", max_size=60)
PUT_IN = st.lists(st.tuples(st.integers(0, 60), st.text(alphabet="xyzÉ \n.!🥖", max_size=12)), max_size=4)


def put_in(base: str, added: list[tuple[int, str]]) -> str:
    """The base with some passages more, from the end to the beginning."""
    for at, words in sorted(added, reverse=True):
        base = base[:at] + words + base[at:]
    return base


def reads(text: str, wanted: str) -> bool:
    """Whether every character wanted stands in the text, in that order."""
    left = iter(text)
    return all(sign in left for sign in wanted)


class Merging(SimpleTestCase):
    base = "Un\nDeux\nTrois\n"

    def test_two_places_come_together(self):
        found = merge(self.base, "Un peu\nDeux\nTrois\n", "Un\nDeux\nTrois fois\n")
        self.assertEqual(found, ("Un peu\nDeux\nTrois fois\n", False))

    def test_two_words_of_one_line_come_together(self):
        found = merge("On pèse le pain froid.", "On pèse le beau pain froid.", "On pèse le pain tiède.")
        self.assertEqual(found, ("On pèse le beau pain tiède.", False))

    def test_the_same_words_changed_both_ways_stand_both(self):
        found = merge("sel", "sucre", "poivre")
        self.assertEqual(found, ("poivre\nsucre", True))

    def test_both_began_the_same_empty_part(self):
        self.assertEqual(merge("", "moi", "elle"), ("elle\nmoi", True))

    def test_one_side_alone_is_taken_as_it_is(self):
        for one in ("", "autre", "Un\nDeux\n"):
            self.assertEqual(merge(self.base, one, self.base), (one, False))
            self.assertEqual(merge(self.base, self.base, one), (one, False))

    def test_enormous_texts_are_both_kept_and_quickly(self):
        mine, theirs = "a " * 9_000, "b " * 9_000
        found = merge("c " * 9_000, mine, theirs)
        self.assertTrue(found.clashes)
        self.assertTrue(mine in found.text and theirs in found.text)

    @settings(max_examples=80, deadline=None)
    @given(base=WORDS, first=CUTS, second=CUTS)
    def test_no_character_put_in_is_ever_lost(self, base, first, second):
        """Each word that one of them added, beyond what was there, is in the result at least as often."""
        mine, theirs = edited(base, first), edited(base, second)
        text = merge("".join(base), "".join(mine), "".join(theirs)).text
        for side in (mine, theirs):
            for word in set(re.findall(r"\w+", "".join(side))):
                added = "".join(side).count(word) - "".join(base).count(word)
                if added > 0:
                    self.assertGreaterEqual(text.count(word), added)

    @settings(max_examples=80, deadline=None)
    @given(base=ANY, mine=PUT_IN, theirs=PUT_IN)
    def test_whatever_both_put_in_can_be_read_in_the_result_to_the_character(self, base, mine, theirs):
        """Nobody took anything out: both texts, base included, stand in the result in their own order."""
        mine, theirs = put_in(base, mine), put_in(base, theirs)
        text = merge(base, mine, theirs).text
        for side in (base, mine, theirs):
            self.assertTrue(reads(text, side), (base, mine, theirs, text))

    @settings(max_examples=80, deadline=None)
    @given(before=ANY, after=ANY)
    def test_a_history_gives_both_versions_back_to_the_character(self, before, after):
        found = pieces(before, after)
        self.assertEqual("".join(one.text for one in found if one.what != "in"), before)
        self.assertEqual("".join(one.text for one in found if one.what != "out"), after)
