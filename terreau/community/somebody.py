"""Somebody's page: their membership, hats, circles and whoever welcomes them, as one viewer may know of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, Value

from terreau.people.models import Person
from terreau.spine.asking import columns, instance

from .asking import Within
from .folding import fold
from .models import Circle, Hat, Membership, Seat, Welcome
from .models.membership import NEW_FOR


class Place(NamedTuple):
    """A circle where they sit."""

    key: str
    name: str


@dataclass
class Somebody:
    """One member, with what stands beside them."""

    member: Membership
    circles: list[Place]
    welcomer: str  # the name of who welcomes them, empty when nobody does


def somebody(viewer, community, key: str, at: datetime) -> Somebody | None:
    """The member with this key, their own or their person's; None when there is none for this viewer. Three queries."""
    rows = _MEMBER.ask(viewer, community, "person__key", key=key) or _MEMBER.ask(viewer, community, "key", key=key)
    if not rows:
        return None
    row = iter(rows[0])
    member, person = instance(Membership, row), instance(Person, row)
    member.person, member.community = person, community
    worn = _HATS.ask(viewer, community, member=member.pk)
    member.wears(instance(Hat, iter(hat)) for hat in worn)
    beside = _BESIDE.ask(viewer, community, of=person.pk, member=member.pk, at=at, since=at - NEW_FOR)
    names = [name for what, _key, name in beside if what == "welcome"]
    circles = sorted(
        (Place(key, name) for what, key, name in beside if what == "circle"), key=lambda one: fold(one.name)
    )
    return Somebody(member, circles, names[0] if names else "")


def _member(viewer, named, *, community, key):
    rows = Membership.objects.visible_to(viewer).filter(community=community, person__erased_at=None)
    rows = rows.filter(status__in=Membership.AMONG_US, **{named: key})
    return rows.values_list(*columns(Membership), *columns(Person, "person__"))[:1]


def _hats(viewer, *, community, member):
    rows = Hat.objects.visible_to(viewer).worn().filter(membership=member, community=community)
    return rows.values_list(*columns(Hat))


def _beside(viewer, *, community, of, member, at, since):
    circle, welcome, no_key = (Value(text, CharField()) for text in ("circle", "welcome", ""))
    seats = Seat.objects.visible_to(viewer).taken(at).filter(person=of, guest_until=None)
    circles = Circle.objects.visible_to(viewer).going().filter(community=community, pk__in=seats.values("circle"))
    names = Welcome.objects.visible_to(viewer).going(since + NEW_FOR).filter(community=community, newcomer=member)
    welcomes = names.order_by().values_list(welcome, no_key, "welcomer__person__name")
    return circles.order_by().values_list(circle, "key", "name").union(welcomes, all=True)


_MEMBER, _HATS, _BESIDE = Within(_member), Within(_hats), Within(_beside)
