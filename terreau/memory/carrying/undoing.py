"""Taking people back out: those an arrival made, and that nobody has made their own since."""

from django.db.models import Exists, OuterRef, ProtectedError

from terreau.community.models import Membership, Seat
from terreau.conversation.models import Message
from terreau.lifecycle.models import Participant
from terreau.people.models import Person

from ..models import Arrival, ArrivedRows
from ..models.arrival import WHY
from .carrier import Deadline

ROWS = ArrivedRows.Kind


def take_out_people(arrival: Arrival, deadline: Deadline) -> bool:
    """Delete the people this arrival made who were never claimed and hold nothing anywhere; others stay, counted."""
    for some in ArrivedRows.after(arrival, ROWS.PERSON, arrival.marker.get("person", 0)):
        with arrival.batch():
            for person in _free(some.ids):
                _delete(arrival, person)
            arrival.count("people_kept", Person.objects.filter(pk__in=some.ids, erased_at=None).count())
            arrival.marker = {**arrival.marker, "person": some.pk}
        if deadline:
            return False
    return True


def _free(ids: list[int]):
    """Of these people, those who never came and to whom nothing is tied."""
    member = Membership.objects.visible_to(WHY).filter(person=OuterRef("pk"))
    seated = Seat.objects.visible_to(WHY).filter(person=OuterRef("pk"))
    wrote = Message.objects.visible_to(WHY).filter(author=OuterRef("pk"))
    rows = Person.objects.here().filter(pk__in=ids, claimed_at=None, administrator_since=None)
    return rows.exclude(Exists(member)).exclude(Exists(seated)).exclude(Exists(wrote))


def _delete(arrival: Arrival, person: Person) -> None:
    Participant.objects.filter(person=person, label="").delete()
    try:
        person.delete()
    except ProtectedError:  # something of another room still names them
        return
    arrival.count("people_out")
