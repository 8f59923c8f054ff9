"""Choosing the few things and people that answer a sentence: rare words weigh more, a note comes before its thread."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils import timezone

from terreau.gathering.models import Memory
from terreau.practice.models import Note, Origin
from terreau.spine import search

from . import keeping, spelling
from .engines import Candidate
from .finding import FEW, Hit, Search, weight_of
from .gates import Scope
from .query import Query
from .scoring import Scored, best_of
from .snippets import held_in
from .weak import strong

LOOKED_AT = 12  # things, and people, among which the few are chosen
LONGEST = 12  # words of a sentence that are looked for
RAREST = 6  # of them, one of which is enough
PEOPLE = "personnes"
LIFT = {"note": 2.0, "circle": 0.8}  # what was put in order comes first, a room one would have to search through last
SERVED, OWN = 1.15, 1.5  # what already helped somebody; what whoever holds the role wrote or keeps
LEAST = 0.1  # of the words
FAR = 0.12  # of what the best is worth, under which nothing is given
NEARLY = 0.7  # of the heaviest word, that a word must weigh to stand for it
IN_TITLE = 0.5  # the same, where it stands in a title
TWICE = 2  # times, that what is not said in passing is said
NOTES = 2  # that are given before anything else, when there are


class Chosen(NamedTuple):
    """What fits, the best first."""

    things: list[Hit]
    people: list[Hit]
    came: dict[int, list[int]] = {}  # from a thread, these notes


@dataclass
class Choosing(Search):
    """One sentence, without its weak words; each of the others may be missing, but not all that matter."""

    weights: list[float] = field(default_factory=list)
    came: dict[int, list[int]] = field(default_factory=dict)  # from a thread, these notes

    @classmethod
    def of(cls, viewer, community, text: str) -> "Choosing":
        """From what was typed."""
        query = Query.of(text)
        return cls(viewer, Scope.of(viewer, community), query.with_words(strong(query.words)[:LONGEST]))

    def chosen(self) -> Chosen:
        """The things and the people, as the viewer may read them."""
        shelf = keeping.live()
        keys = self.scope.keys(self.query)
        if shelf is None or self.query.is_empty or not self.scope.gates or keys is None:
            return Chosen([], [])
        self.shelf, self.terms = shelf, self.query.terms
        scored = self._scored(keys)
        people = [one for one in scored if _family(one) == PEOPLE]
        things = sorted((one for one in scored if _family(one) != PEOPLE), key=lambda one: -_lifted(one))
        wanted = [*self._with_notes(_near_the_best(things)), *_near_the_best(people)]
        read = [hit for hit in self._hits(wanted) if hit is not None]
        threads = {hit.found.group for hit in read if hit.kind.kind == "message" and self._answers(hit)}
        told = {note for thread in threads for note in self.came.get(thread, ())}
        hits = [hit for hit in read if self._answers(hit) or (hit.kind.kind == "note" and hit.found.pk in told)]
        of_people = [hit for hit in hits if hit.kind.family == PEOPLE]
        return Chosen([hit for hit in hits if hit.kind.family != PEOPLE], of_people, self.came)

    def _with_notes(self, scored: list[Scored]) -> list[Scored]:
        """With the notes that came from these threads: they say the same, in order."""
        threads = {one.candidate.group: one for one in scored if one.candidate.kind == "message"}
        rows = Origin.objects.visible_to(self.viewer).filter(kind="conversation.message", within_id__in=threads)
        for thread, note in rows.order_by("note").values_list("within_id", "note") if threads else ():
            self.came.setdefault(thread, []).append(note)
        there = {one.candidate.about for one in scored if one.candidate.kind == "note"}
        more = {note: threads[thread] for thread, notes in self.came.items() for note in notes if note not in there}
        return [*scored, *(Scored(_as_note(one, note), one.score, one.coverage) for note, one in more.items())]

    def _scored(self, keys: list[list[str]]) -> list[Scored]:
        self.common = spelling.how_common(self.shelf, self.scope, self.terms)
        if not any(self.common):
            self._mend()
        known = [(term, count) for term, count in zip(self.terms, self.common, strict=True) if count]
        self.terms, self.common = [term for term, _count in known], [count for _term, count in known]
        self.weights = [weight_of(count) for count in self.common]
        found = best_of(self._candidates(keys), self.terms, self.weights) if known else []
        return [Scored(one.candidate, one.score / max(one.coverage, LEAST), one.coverage) for one in found]

    def _candidates(self, keys: list[list[str]]) -> list:
        """Notes and people that hold one of the words; all else that holds every word, or one when that is little."""
        places = sorted(range(len(self.terms)), key=lambda place: -self.weights[place])[:RAREST]
        rare = [self.terms[place] for place in sorted(places)]
        first = [[f"f{search.kinds['note'].family}", f"f{PEOPLE}"]]
        found = {one.id: one for one in self._find([*keys, *first], rare, loosely=True)}
        every = self._find(keys, self.terms)
        if len(self.terms) > 1 and len({(one.kind, one.group) for one in every}) < FEW:
            every = every + self._find(keys, rare, loosely=True)
        return list((found | {one.id: one for one in every}).values())

    def _answers(self, hit: Hit) -> bool:
        """Whether it holds the heaviest word, or nearly, or most of the weight; or has one in its title."""
        there, named = self._held((hit.found.title, hit.found.text)), self._held((hit.found.title,))
        if len(self.terms) > 1 and hit.kind.family != PEOPLE and not named and _times(hit) < TWICE:
            return False  # one word of several, said once in passing
        most = max(self.weights)
        in_title = max(named, default=0.0) >= IN_TITLE * most
        return in_title or max(there, default=0.0) >= NEARLY * most or sum(there) > sum(self.weights) / 2

    def _held(self, texts: tuple[str, ...]) -> list[float]:
        """What the words that stand there weigh."""
        held = held_in(texts)
        return [weight for term, weight in zip(self.terms, self.weights, strict=True) if not held.isdisjoint(term)]


def things_of(viewer, chosen: Chosen, holders: list[int], most: int) -> list[Hit]:
    """The few, by their worth, notes among them; no gathering that left nothing, no thread beside its own note."""
    hits = _without_empty_gatherings(viewer, chosen.things)
    kept = set(_kept_by(viewer, holders, pks=[hit.found.pk for hit in hits if hit.kind.kind == "note"]))
    worth = {id(hit): _worth(hit, hit.kind.kind == "note" and hit.found.pk in kept) for hit in hits}
    hits = sorted(hits, key=lambda hit: -worth[id(hit)])
    return _with_notes_among_them(_without_threads_of_notes(hits, chosen.came), most)


def notes_of(viewer, community, holders: list[int], most: int) -> list[search.Found]:
    """The notes that these people wrote or keep, those tried most first."""
    pks = _kept_by(viewer, holders, community=community)[:most]
    read = {found.pk: found for found in search.kinds["note"].read(viewer, pks)} if pks else {}
    return [read[pk] for pk in pks if pk in read]


def _family(one: Scored) -> str:
    kind = search.kinds.get(one.candidate.kind)
    return kind.family if kind else ""


def _times(hit: Hit) -> int:
    """How often the words stand where they stand together."""
    return sum(piece.found for piece in hit.pieces)


def _near_the_best(scored: list[Scored]) -> list[Scored]:
    """The first ones, as far as they are worth a part of the best."""
    least = FAR * _lifted(scored[0]) if scored else 0.0
    return [one for one in scored[:LOOKED_AT] if _lifted(one) >= least]


def _as_note(one: Scored, note: int) -> Candidate:
    return Candidate(one.candidate.id, "note", note, note, "", "", "")


def _lifted(one: Scored) -> float:
    return one.score * LIFT.get(one.candidate.kind, 1.0)


def _worth(hit: Hit, is_kept: bool) -> float:
    facts = hit.found.facts
    served = SERVED if facts.get("helped") or facts.get("thanks") or facts.get("trials") else 1.0
    return hit.score * LIFT.get(hit.kind.kind, 1.0) * served * (OWN if is_kept else 1.0)


def _kept_by(viewer, holders: list[int], **which) -> list[int]:
    """The notes these people wrote or keep."""
    pks, community = which.get("pks"), which.get("community")
    if not holders or pks == []:
        return []
    rows = Note.objects.visible_to(viewer).filter(hidden_at=None).exclude(standing=Note.Standing.FALLOW)
    rows = rows.filter(pk__in=pks) if pks is not None else rows.filter(community=community)
    rows = rows.filter(written_by__in=holders) | rows.filter(caretaker__in=holders)
    return list(rows.order_by("-trials_count", "-changed_at", "pk").values_list("pk", flat=True))


def _without_empty_gatherings(viewer, hits: list[Hit]) -> list[Hit]:
    """A gathering that is past says something only when somebody remembered it."""
    now = timezone.now()
    past = [hit.found.pk for hit in hits if hit.kind.kind == "gathering" and hit.found.at < now]
    if not past:
        return hits
    rows = Memory.objects.visible_to(viewer).filter(gathering__in=past)
    empty = set(past) - set(rows.values_list("gathering", flat=True))
    return [hit for hit in hits if hit.kind.kind != "gathering" or hit.found.pk not in empty]


def _without_threads_of_notes(hits: list[Hit], came: dict[int, list[int]]) -> list[Hit]:
    """A note takes the place of the thread it came from, when that one stood before it."""
    notes = {hit.found.pk: hit for hit in hits if hit.kind.kind == "note"}
    found = []
    for hit in hits:
        told = came.get(hit.found.group, ()) if hit.kind.kind == "message" else ()
        found += [notes[note] for note in told if note in notes] or [hit]
    return list({(one.kind.kind, one.found.pk): one for one in found}.values())


def _with_notes_among_them(hits: list[Hit], most: int) -> list[Hit]:
    """The first ones, where two notes, when there are, stand rather than what was only said."""
    notes = [hit for hit in hits if hit.kind.kind == "note"][:NOTES]
    others = [hit for hit in hits if not any(hit is note for note in notes)][: most - len(notes)]
    few = {id(hit) for hit in [*notes, *others]}
    return [hit for hit in hits if id(hit) in few]
