"""Words near those that find nothing, among the words that stand behind the viewer's own gates."""

from django.db.models import Sum
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import OSA

from terreau.community.folding import fold

from .gates import Scope
from .models import SearchWord

MOST_KNOWN = 40_000  # words looked through
MOST_MENDED = 4  # words of one question
SHORTEST = 4
BEGUN = 3  # letters from which a word being typed is completed


def how_common(shelf: int, scope: Scope, terms: list[tuple[str, ...]]) -> list[int]:
    """For each term, in about how many documents behind these gates it stands."""
    stems = {stem for term in terms for stem in term}
    rows = SearchWord.objects.filter(shelf=shelf, gate__in=scope.gates, stem__in=stems).values_list("stem")
    counts = dict(rows.annotate(all=Sum("count")))
    return [sum(counts.get(stem, 0) for stem in term) for term in terms]


def near(shelf: int, scope: Scope, word: str, most: int = 3) -> list[str]:
    """The words that one might have meant, the nearest and then the most common first."""
    folded = fold(word)
    if len(folded) < SHORTEST or folded.isdigit():
        return []
    farthest = 1 if len(folded) < 6 else 2 if len(folded) < 10 else 3
    rows = SearchWord.objects.filter(shelf=shelf, gate__in=scope.gates).annotate(size=Length("folded"))
    rows = rows.filter(size__range=(len(folded) - farthest, len(folded) + farthest), count__gt=0)
    known: dict[str, tuple[str, int]] = {}
    for form, written, count in rows.order_by().values_list("folded", "written", "count")[:MOST_KNOWN]:
        known[form] = (written, count + (known[form][1] if form in known else 0))
    found = process.extract(folded, list(known), scorer=OSA.distance, score_cutoff=farthest, limit=20)
    found = [one for one in found if one[1] < 2 or one[0][0] == folded[0]]  # two slips, but not in the first letter
    ranked = sorted(found, key=lambda one: (one[1], one[0][0] != folded[0], -known[one[0]][1], one[0]))
    return [known[form][0] for form, _distance, _place in ranked[:most]]


def begun(shelf: int, scope: Scope, beginning: str, most: int = 6) -> list[str]:
    """The most common words that begin so: what somebody still typing may be about to write."""
    folded = fold(beginning)
    if len(folded) < BEGUN:
        return []
    rows = SearchWord.objects.filter(shelf=shelf, gate__in=scope.gates, count__gt=0)
    rows = rows.filter(folded__gte=folded, folded__lt=folded + "\U0010ffff")
    found = rows.values("folded", "written").annotate(all=Sum("count")).order_by("-all", "folded")
    return [row["written"] for row in found[:most]]
