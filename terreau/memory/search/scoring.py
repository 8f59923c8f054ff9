"""How well a document fits, the same for both engines: which words it holds, where, how near, how rare, how new."""

import math
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from terreau.spine import search

from .engines import Candidate
from .places import moment

TITLE, BODY, REST = 4.0, 1.0, 0.6
USUAL = 60  # stems of a usual document
NEAR = 6  # stems apart
MOST_NEAR = 40  # documents looked at so closely
HALF_LIFE = 3 * 365 * 86_400  # seconds in which what is new loses half of its small advantage
Terms = list[tuple[str, ...]]


@dataclass
class Scored:
    """The best document of a group, and how much the whole group holds of what is looked for."""

    candidate: Candidate
    score: float
    coverage: float


def best_of(candidates: Iterable[Candidate], terms: Terms, weights: list[float], *, as_of: float = 0.0) -> list[Scored]:
    """The groups, the one that fits best first."""
    now = as_of or time.time()
    fitting = [(one, _fits(one, terms, weights)) for one in candidates]
    fitting.sort(key=lambda pair: -sum(pair[1]))
    groups: dict[tuple[str, int], list[tuple[float, Candidate, list[float]]]] = defaultdict(list)
    for place, (one, parts) in enumerate(fitting):
        near = _near(one, terms, parts) if place < MOST_NEAR else 1.0
        worth = sum(parts) * near * _fresh(one.id, now) * _worth(one.kind)
        groups[one.kind, one.group].append((worth, one, parts))
    total = sum(weights) or 1.0
    found = [_as_one(members, weights, total) for members in groups.values()]
    return sorted(found, key=lambda one: (-one.score, -one.candidate.id))


def _as_one(members: list, weights: list[float], total: float) -> Scored:
    """A thread is worth its best message, a little more for the others, and less for what none of them holds."""
    if len(members) == 1:
        worth, one, parts = members[0]
        covers = sum(weight for weight, part in zip(weights, parts, strict=True) if part) / total
        return Scored(one, worth * covers**2, covers)
    members.sort(key=lambda one: (-one[0], -one[1].id))
    held = [max(parts) > 0 for parts in zip(*(parts for _worth, _one, parts in members), strict=True)]
    alone = [part > 0 for part in members[0][2]]
    together = sum(weight for weight, there in zip(weights, held, strict=True) if there) / total
    by_itself = sum(weight for weight, there in zip(weights, alone, strict=True) if there) / total
    worth = members[0][0] + 0.15 * sum(one[0] for one in members[1:4])
    return Scored(members[0][1], worth * (0.6 * together**2 + 0.4 * by_itself**2), together)


def _fits(one: Candidate, terms: Terms, weights: list[float]) -> list[float]:
    """For each term, what it counts for here: often is better than once, but less and less so."""
    title, body, rest = f" {one.title} ", f" {one.body} ", f" {one.rest} "
    size = 0.7 + 0.3 * len(body) / (USUAL * 7)
    parts = []
    for term, weight in zip(terms, weights, strict=True):
        most = 0.0
        for place, stem in enumerate(term):
            mark = f" {stem} "
            count = TITLE * (mark in title) + BODY * body.count(mark) + REST * (mark in rest)
            most = max(most, count if place == 0 else 0.9 * count)
        parts.append(weight * most * 2.2 / (most + 1.2 * size) if most else 0.0)
    return parts


def _near(one: Candidate, terms: Terms, parts: list[float]) -> float:
    """A little more when two of the words stand close to each other."""
    if sum(part > 0 for part in parts) < 2:
        return 1.0
    stems = one.body.split() if one.body else one.title.split()
    which = {stem: number for number, term in enumerate(terms) for stem in term}
    last, at = -1, -NEAR
    for place, stem in enumerate(stems):
        number = which.get(stem, -1)
        if number < 0:
            continue
        if last not in (-1, number) and place - at <= NEAR:
            return 1.25
        last, at = number, place
    return 1.0


def _worth(kind: str) -> float:
    """What its room says that one of this kind is worth."""
    return search.kinds[kind].worth if kind in search.kinds else 1.0


def _fresh(number: int, now: float) -> float:
    """From 1.1 for today down to 1."""
    return 1.0 + 0.1 * math.exp2(-max(0.0, now - moment(number)) / HALF_LIFE)
