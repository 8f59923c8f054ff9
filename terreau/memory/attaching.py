"""Brought files hang from their arrival: nobody fetches them, and no sweep takes them while it lasts."""

from django.db.models import Exists, OuterRef, Q

from terreau.files import parents
from terreau.spine.reading import System

from .models import ArrivalFile


@parents.register
def attached_to_arrivals(viewer) -> Q:
    """For the house itself: held. For people: an archive holds other people's mail, and is not given back."""
    if not isinstance(viewer, System):
        return Q(pk__in=[])
    return Q(Exists(ArrivalFile.objects.visible_to(viewer).filter(file=OuterRef("pk"))))
