"""What this room knows of people: who brought an arrival, a name written in an archive, an address quoted as wrong."""

from django.db.models import TextField
from django.db.models.functions import Cast

from terreau.people import footprint

from .models import Arrival, ArrivalProblem, NamelessAuthor
from .search import forgetting

footprint.technical("memory.arrival", "who brought it is in the journal, and is forgotten when they leave")
footprint.technical("memory.namelessauthor", "a name written in an archive, kept as the person's own name is")


@footprint.erasure
def forget(person, at, keep_words):
    """The name by which archives knew them, and every line where their address was quoted."""
    forgetting.forget(person, at)
    NamelessAuthor.objects.filter(person=person).delete()
    Arrival.objects.filter(started_by=person).update(started_by=None)
    if person.email:
        quoted = ArrivalProblem.objects.annotate(said=Cast("about", TextField())).filter(said__icontains=person.email)
        quoted.update(about={"address": "…", "name": "…", "text": "…", "first": "…", "why": "…", "column": "…"})
