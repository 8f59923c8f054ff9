"""The gentle queue of what is to be read again: one's own notes first, then those nobody cares for, five at a time."""

from datetime import date

from django.db.models import Case, IntegerField, Q, Value, When

from .models import Note

AT_A_TIME = 5


def waiting_for(viewer, community, today: date) -> list[Note]:
    """The notes whose day has come and that this member may look after; nobody else's are pushed to them."""
    mine = Q(caretaker=viewer.person)
    rows = Note.objects.visible_to(viewer).filter(community=community).due(today)
    rows = rows.filter(mine | Q(caretaker=None)).select_related("caretaker", "circle")
    first = Case(When(mine, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = list(rows.annotate(first=first).order_by("first", "review_on", "pk")[:AT_A_TIME])
    for note in found:
        note.community = community
    return found
