"""Whose names are suggested after « @ »: people who may read there, and whom the viewer may know of."""

from django.db.models import Q

from terreau.community.models import Seat
from terreau.spine.reading import System

from .models.beside import readers

MOST = 8


def to_call(viewer, community, circle, beginning: str, *, at) -> list[str]:
    """At most eight names that begin so, or have a word that does. A guest is told only who sits in the circle."""
    beginning = " ".join(beginning.replace("\0", "").split())[:60]
    if len(beginning) < 1:
        return []
    people = readers(community.pk, circle, at).exclude(pk=viewer.person.pk)
    if community.pk not in viewer.communities:
        seats = Seat.objects.visible_to(System("whom a guest may call")).taken(at).filter(circle=circle)
        people = people.filter(pk__in=seats.values("person"))
    named = people.filter(Q(name__istartswith=beginning) | Q(name__icontains=f" {beginning}"))
    return list(named.order_by("name").values_list("name", flat=True)[:MOST])
