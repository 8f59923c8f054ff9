"""From a text to the words it is found by: folded, without common words, brought back to their stem.

The main stem of a word is that of its unaccented form, so that « securite » and « sécurité » meet. Where the accented
form has another stem, or the word may be English or a verb in « -ons », the word has further stems beside.
"""

import re
import unicodedata
from functools import cache, lru_cache
from hashlib import blake2b
from typing import NamedTuple

import Stemmer

from terreau.community.folding import fold

from .stopwords import ENGLISH, FRENCH, STOP, TOGETHER

LONGEST_WORD = 40  # letters; longer ones are addresses, keys and noise
MOST_WORDS = 20_000  # of one text
SHORT = 200  # letters
WORD = re.compile(r"[^\W_]+")
_SAMPLE = (
    "Vérifiées, préparons, préparait, employées, nettoyer, sécurité, SÉCURITÉ, qualité, laboratoires, cœur, œuvre, "
    "essayé, essayons, réunions, journaux, écarts, mesurée, apprentie, chercheuse, audits, meetings, learned, running"
)
_DOUBLED = re.compile(r"([oau])i(?:e|es|ent)$")
_french, _english = Stemmer.Stemmer("french", 0), Stemmer.Stemmer("english", 0)  # we keep the answers ourselves


class Stems(NamedTuple):
    """The stems of one word: its main one, and those beside it."""

    main: str
    beside: tuple[str, ...]


def tidy(text: str) -> str:
    """One way of writing accents; nothing that no keyboard types."""
    return unicodedata.normalize("NFC", text).replace("\0", " ")


@lru_cache(200_000)
def _folded(word: str) -> str:
    """The word without accents or capitals; empty when it is too common or too long to find anything by."""
    folded = fold(word).replace("ß", "ss")
    return "" if folded in STOP or len(word) > LONGEST_WORD else folded


def plain_words(text: str) -> list[str]:
    """The words of a text as they were written, small letters, at most `MOST_WORDS`."""
    words = WORD.findall(tidy(text).lower().replace("œ", "oe").replace("æ", "ae"))
    return [word for word in words[:MOST_WORDS] if _folded(word)]


@lru_cache(200_000)
def stems_of(word: str) -> Stems:
    """The stems of a word written in small letters."""
    folded = _folded(word) or fold(word)
    main = _stem(folded)
    beside = {_tail(fold(_french.stemWord(word)))} if folded != word and folded not in TOGETHER else set()
    if folded.endswith("ons") and not folded.endswith("ions") and len(folded) > 6:
        beside.add(_stem(f"{folded[:-3]}er"))
    return Stems(main, tuple(sorted(beside - {main, ""})))


@lru_cache(50_000)
def english_stem(word: str) -> str:
    """The stem it has in English."""
    return _english.stemWord(_folded(word) or fold(word))


def sought(word: str) -> tuple[str, ...]:
    """Every stem by which a word that somebody types is looked for, the main one first."""
    stems = stems_of(word)
    english = english_stem(word)
    return (*stems, english)[:1] + tuple(dict.fromkeys(s for s in (*stems.beside, english) if s != stems.main))


GIVEN = 2  # raised when a room gives its words otherwise: 2, notes without the signs of their layout


@cache
def analysis() -> str:
    """Changes when words are given or taken apart otherwise: other stems, other common words.

    An index says by which it is: made by another, it is made anew.
    """
    made = GIVEN, sorted(STOP), sorted(TOGETHER.items()), [(word, sought(word)) for word in plain_words(_SAMPLE)]
    return blake2b(repr(made).encode(), digest_size=8).hexdigest()


def _stem(folded: str) -> str:
    if folded in TOGETHER:
        return TOGETHER[folded]
    return _tail(_french.stemWord(_DOUBLED.sub(r"\1yer", folded)))


def _tail(stem: str) -> str:
    """What Snowball leaves of a participle without its accent: « prepare », « verifi »."""
    while len(stem) > 4 and stem[-1] in "ei":
        stem = stem[:-1]
    return stem


class Analysed(NamedTuple):
    """A text as the index holds it: its stems in order, then those beside; and its words as people wrote them."""

    stems: str
    words: list[str]


def analyse(text: str) -> Analysed:
    """What the index keeps of a text; the short ones (the name of a thread) come again and again."""
    return _analysed_before(text) if len(text) <= SHORT else _analysed(text)


@lru_cache(20_000)
def _analysed_before(text: str) -> Analysed:
    return _analysed(text)


def _analysed(text: str) -> Analysed:
    words = plain_words(text)
    main, beside = [], set()
    for word in words:
        stems = stems_of(word)
        main.append(stems.main)
        beside.update(stems.beside)
    if words and is_english(text):
        beside |= {english_stem(word) for word in words}
    return Analysed(" ".join([*main, *sorted(beside - set(main))]), words)


def is_english(text: str) -> bool:
    """Whether more of its common words are English than French."""
    first = [_plain(word) for word in WORD.findall(text[:2_000].lower())]
    return sum(map(ENGLISH.__contains__, first)) > sum(map(FRENCH.__contains__, first))


@lru_cache(50_000)
def _plain(word: str) -> str:
    return fold(word)
