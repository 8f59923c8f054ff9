"""Looking for something on a viewer's behalf: the index finds ids, the models say which of them may be read."""

import math
from collections import defaultdict
from dataclasses import dataclass, field, replace

from terreau.spine import search
from terreau.spine.search import Found

from . import keeping, places, spelling
from .engines import Asked, Candidate, engine
from .engines.asked import MOST
from .gates import Scope
from .query import Query
from .scoring import Scored, Terms, best_of
from .snippets import Piece, held_in, holds_phrase, snippet
from .words import plain_words, sought

A_PAGE = 10
FEW = 5  # groups below which a looser search is worth its cost
RAREST = 4  # terms that carry a loose search
LEAST = 0.45  # of what is looked for, that a loose answer holds
ROUNDS = 3  # pages read again to fill one


@dataclass
class Hit:
    """One thing found, as it is shown."""

    found: Found
    kind: search.Searchable
    pieces: list[Piece]
    title: list[Piece]
    coverage: float
    score: float


@dataclass
class Answer:
    """What a search gives."""

    query: Query
    hits: list[Hit] = field(default_factory=list)
    next: int = 0  # where the next page begins; 0 when there is none
    mended: list[tuple[str, str]] = field(default_factory=list)  # word typed, word looked for instead
    loosely: bool = False  # not everything shown holds every word
    near: list[str] = field(default_factory=list)  # other words, when nothing was found
    nobody: bool = False  # a filter names nobody, or no place


@dataclass
class Search:
    """One search, from its words to its answer."""

    viewer: object
    scope: Scope
    query: Query
    typing: bool = False  # the last word may not be finished
    loosest: float = LEAST
    shelf: int = 0
    terms: Terms = field(default_factory=list)
    common: list[int] | None = None
    mended: list[tuple[str, str]] = field(default_factory=list)

    def answer(self, start: int = 0, size: int = A_PAGE) -> Answer:
        """The hits from `start` on, at most `size`; near words when there are none."""
        shelf = keeping.live()
        if shelf is None or self.query.is_empty or not self.scope.gates:
            return Answer(self.query)
        self.shelf, self.terms = shelf, self.query.terms
        keys = self.scope.keys(self.query)
        if keys is None:
            return Answer(self.query, nobody=True)
        scored = self._scored(keys)
        hits, then = self._read(scored, max(0, start), size)
        answer = Answer(self.query, hits, then, self._really_mended(hits))
        answer.loosely = any(hit.coverage < 0.999 for hit in hits)
        if not hits and not start:
            answer.near = self._near_words()
        return answer

    # ---- candidates ----
    def _scored(self, keys: list[list[str]]) -> list[Scored]:
        found = self._find(keys, self._finished(self.terms))
        if len({(one.kind, one.group) for one in found}) < FEW:
            found = self._more(keys, found)
        weights = [weight_of(count) for count in self.common] if self.common else [1.0] * len(self.terms)
        scored = best_of(found, self._finished(self.terms), weights)
        best = max((one.coverage for one in scored), default=0.0)
        return [one for one in scored if one.coverage >= min(self.loosest, 0.6 * best)]

    def _more(self, keys: list[list[str]], found: list[Candidate]) -> list[Candidate]:
        """Mend words that nobody writes, then let some of the words be missing."""
        self.common = spelling.how_common(self.shelf, self.scope, self._finished(self.terms))
        if not found and 0 in self.common and self._mend():
            found = self._find(keys, self.terms)
        if len(self.terms) > 1 and len({(one.kind, one.group) for one in found}) < FEW and not self.query.phrases:
            known = sorted((count, place) for place, count in enumerate(self.common) if count)[:RAREST]
            terms = self._finished(self.terms)
            loose = self._find(keys, [terms[place] for _count, place in known], loosely=True) if known else []
            seen = {one.id for one in found}
            found = found + [one for one in loose if one.id not in seen]
        return found

    def _find(self, keys, terms: Terms, *, loosely: bool = False) -> list[Candidate]:
        stretches = [
            places.stretch(self.shelf, pk, self.query.since, self.query.until, self.scope.zone)
            for pk in self.scope.communities
        ]
        if not stretches or not terms:
            return []
        phrases: list[Terms] = [
            [(stems.main,) for stems in sequence] for sequence in self.query.sequences if len(sequence) > 1
        ]
        most = max(60, MOST // len(stretches))
        asked = Asked(self.shelf, stretches, self.scope.gates, keys, terms, loosely, phrases, most)
        return engine().find(asked)

    def _finished(self, terms: Terms) -> Terms:
        """The last word may only be begun: then it is also looked for as the words it may become."""
        if not self.typing or not terms or self.query.text.endswith(('"', "»")):
            return terms
        if not hasattr(self, "_last"):
            words = spelling.begun(self.shelf, self.scope, self.query.words[-1])
            stems = [stem for word in words for part in plain_words(word) for stem in sought(part)]
            self._last = tuple(dict.fromkeys([*terms[-1], *stems]))
        return [*terms[:-1], self._last]

    def _mend(self) -> bool:
        """Put near words in the place of those that nobody writes; whether any was."""
        words = list(self.query.words)
        counts = spelling.how_common(self.shelf, self.scope, [sought(word) for word in words])
        unknown = [place for place, count in enumerate(counts) if not count][: spelling.MOST_MENDED]
        for place in unknown:
            if near := spelling.near(self.shelf, self.scope, words[place], 1):
                self.mended.append((words[place], near[0]))
                words[place] = near[0]
        if self.mended:
            self.typing = False
            self.query = self.query.with_words([part for word in words for part in plain_words(word)])
            self.terms = self.query.terms
            self.common = spelling.how_common(self.shelf, self.scope, self.terms)
        return bool(self.mended)

    def _really_mended(self, hits: list[Hit]) -> list[tuple[str, str]]:
        """Only with words that stand in something shown."""
        if not self.mended:
            return []
        held = held_in(tuple(text for hit in hits for text in (hit.found.title, hit.found.text, hit.found.beside)))
        return [(old, new) for old, new in self.mended if held.intersection(*[sought(p) for p in plain_words(new)][:1])]

    def _near_words(self) -> list[str]:
        """Words one might have meant, each of which really finds something this viewer may read."""
        typed = [word for word in self.query.words if word not in {new for _old, new in self.mended}]
        near = [one for word in typed[:2] for one in spelling.near(self.shelf, self.scope, word, 4)]
        kept = []
        for word in dict.fromkeys(near):
            alone = replace(self, query=Query.of(word), typing=False, mended=[], common=None)
            alone.terms = alone.query.terms
            if word not in self.query.words and alone._read(alone._scored([]), 0, 1)[0]:
                kept.append(word)
        return kept[:3]

    # ---- reading again ----
    def _read(self, scored: list[Scored], start: int, size: int) -> tuple[list[Hit], int]:
        """As many as fit a page, each read again as the viewer; and where the next page begins."""
        hits: list[Hit] = []
        for _round in range(ROUNDS):
            some = scored[start : start + size + 1]
            for place, one in enumerate(self._hits(some)):
                if one is None:
                    continue
                if len(hits) == size:
                    return hits, start + place
                hits.append(one)
            start += len(some)
            if start >= len(scored):
                return hits, 0
        return hits, start

    def _hits(self, scored: list[Scored]) -> list[Hit | None]:
        """Each as its viewer may read it now; None where they may not, or where it no longer says what was found."""
        wanted: dict[str, list[int]] = defaultdict(list)
        for one in scored:
            wanted[one.candidate.kind].append(one.candidate.about)
        read = {
            (kind, found.pk): found
            for kind, pks in wanted.items()
            if kind in search.kinds
            for found in search.kinds[kind].read(self.viewer, pks)
        }
        return [self._hit(one, read.get((one.candidate.kind, one.candidate.about))) for one in scored]

    def _hit(self, one: Scored, found: Found | None) -> Hit | None:
        if found is None:
            return None
        texts = (found.title, found.text, found.beside)
        held = held_in(texts)
        terms = self._finished(self.terms)
        there = [any(stem in held for stem in term) for term in terms]
        if not any(there) or not all(holds_phrase(texts, phrase) for phrase in self.query.phrases):
            return None
        stems = frozenset(stem for term in terms for stem in term)
        kind = search.kinds[one.candidate.kind]
        coverage = sum(there) / len(there)
        return Hit(found, kind, snippet(found.text, stems), snippet(found.title, stems), coverage, one.score)


def weight_of(count: int) -> float:
    """What a term is worth: the rarer, the more."""
    return 1.0 / (0.3 + math.log10(2 + count))


def look(viewer, text: str, *, community=None, typing: bool = False, start: int = 0, **chosen) -> Answer:
    """Look for `text` in one community, or in all of the viewer's."""
    return Search(viewer, Scope.of(viewer, community), Query.of(text, **chosen), typing).answer(start)
