"""Forgetting the example: the community goes, and with it the invented people who belong nowhere else."""

from django.db import transaction
from django.db.models import ProtectedError

from terreau.community.models import Community, Membership
from terreau.people.models import Person
from terreau.spine.models import JournalEntry
from terreau.spine.outbox import record

from .storyteller import TOLD, Story, address


@transaction.atomic
def forget(*, by, at) -> bool:
    """Remove the example and everything said in it; False when it does not live here."""
    example = Community.objects.visible_to(TOLD).filter(is_example=True).first()
    if example is None:
        return False
    invented = [address(said["key"]) for said in Story(now=at).all("person")]
    example.delete()
    people = Person.objects.filter(email__in=invented)
    elsewhere = Membership.objects.visible_to(TOLD).filter(person__in=people).values("person")
    for person in people.exclude(pk__in=elsewhere):
        _forget_person(person)
    record("example-forgotten", by=by, at=at)
    return True


def _forget_person(person: Person) -> None:
    JournalEntry.objects.filter(by=person, community=None).delete()
    try:
        with transaction.atomic():
            person.delete()
    except ProtectedError:  # they wrote in another community: they stay, as anybody would
        pass
