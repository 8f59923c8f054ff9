"""Whom one may ask by name: people who agreed to it, who are here, and who were not asked too often already.

A later room may say who would know: `@suggests` registers `suggester(viewer, community, text) -> [(membership, why)]`.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import F

from terreau.community.models import Membership
from terreau.people.models import Consent

from .models.beside import readers
from .models.solicitation import times_asked

MOST = 3
Suggester = Callable[..., list[tuple[Membership, str]]]
_suggesters: list[Suggester] = []


def suggests(suggester: Suggester) -> Suggester:
    """Have the decorated function say who might know."""
    if suggester not in _suggesters:
        _suggesters.append(suggester)
    return suggester


def who_agreed(viewer, community):
    """Memberships of those who agreed to be asked, as far as the viewer knows them; themself left out."""
    rows = Membership.objects.visible_to(viewer).listed().active().filter(community=community)
    rows = rows.annotate(asked_for=Consent.last_word(Consent.Purpose.CONTACT)).filter(asked_for=True)
    rows = rows.filter(person__claimed_at__isnull=False)
    return rows.exclude(person=viewer.person) if viewer.person else rows.none()


def may_be_asked(viewer, community, people: Iterable[int], *, at: datetime) -> dict[int, Membership]:
    """Of these people, those who agreed and were not asked enough this month: person → membership."""
    rows = who_agreed(viewer, community).filter(person__in=list(people)).annotate(times=times_asked(at))
    rows = rows.filter(times__lt=F("person__asked_at_most")).select_related("person")
    return {row.person_id: row for row in rows}


def suggested(viewer, thread, *, at: datetime, but: int | None = None) -> list[tuple[Membership, str]]:
    """At most three people who might know and may be asked about this call, each with why."""
    found = [pair for suggest in _suggesters for pair in suggest(viewer, thread.community, thread.name)]
    there = set(to_choose(viewer, thread).values_list("person", flat=True))
    free = may_be_asked(viewer, thread.community, there, at=at)
    kept = {row.person_id: (row, why) for row, why in found if row.person_id in free and row.person_id != but}
    return list(kept.values())[:MOST]


def to_choose(viewer, thread):
    """Everybody one may try to ask about this call: agreed, able to read it, not asked about it yet."""
    asked = thread.solicitations.visible_to(viewer).values("person")
    able = readers(thread.community_id, thread.circle).values("pk")
    return who_agreed(viewer, thread.community).filter(person__in=able).exclude(person__in=asked)
