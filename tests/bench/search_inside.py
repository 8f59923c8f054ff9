"""What only a process inside the installation knows of its search: sizes, questions to put, right answers."""

from random import Random
from urllib.parse import quote

from django.db import connection
from django.db.models import Sum
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone

from . import places, texts


def paths(kind: str) -> dict:
    """Forty searches of the largest community: two words, of which one is rare; or two that stand everywhere."""
    chance = Random(7)
    common = "équipe essayé réunion grille fiche écarts collègue audit mesuré laboratoire atelier voisin".split()
    asked = []
    for _turn in range(40):
        if kind == "common":
            asked.append(" ".join(chance.sample(common, 2)))
        else:
            asked.append(f"{chance.choice(texts.RARE)} {chance.choice(common)}")
    base = reverse("search:here", args=[places.first().slug])
    return {"paths": [f"{base}?q={quote(one)}" for one in asked]}


def sizes() -> dict:
    """Bytes of everything the index keeps, and of the text it was made from (UTF-8)."""
    from terreau.conversation.models import Message
    from terreau.memory.search import keeping
    from terreau.memory.search.engines import engine
    from terreau.memory.search.models import SearchEntry, SearchWord

    rows = Message.objects.visible_to(places.WHY)
    letters = rows.aggregate(all=Sum(Length("source")))["all"]
    sample = list(rows.values_list("source", flat=True)[:2_000])
    wide = sum(len(one.encode()) for one in sample) / sum(map(len, sample))
    tables = [SearchEntry._meta.db_table, SearchWord._meta.db_table]
    return {"text": letters * wide, "index": engine().size(keeping.live()) + sum(map(_size, tables))}


def _size(table: str) -> int:
    """Bytes of a table with its indexes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size(%s::regclass)", [table])
        else:
            sql = "SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name = %s)"
            cursor.execute(sql, [table])
        return cursor.fetchone()[0] or 0


def relevance() -> dict:
    """Shares of judged questions whose right answer comes first, and among the first three."""
    from terreau.memory.search import keeping
    from terreau.memory.search.tests.test_relevance import Relevance, told_example

    story = told_example(timezone.now())
    for _done in keeping.rebuild(at=timezone.now(), pause=0):
        pass
    found = Relevance(story).places()
    return {
        "search.top1": sum(place == 1 for place in found) / len(found),
        "search.top3": sum(place <= 3 for place in found) / len(found),
    }
