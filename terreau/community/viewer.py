"""Who is looking. Pages, mail, feeds and exports all read as a `Viewer`; never as a bare person."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import FilteredRelation, Q
from django.utils import timezone

from terreau.people.models import Person
from terreau.spine.asking import Question, columns, instance
from terreau.spine.reading import System

from .models import Circle, Community, Hat, Membership, Seat

HELD = System("who is looking")


def _memberships(*, person):
    """A line for each hat worn or offered in a membership, and one for a membership without any."""
    rows = Membership.objects.visible_to(HELD).active().filter(person=person)
    rows = rows.annotate(going=FilteredRelation("hats", condition=Q(hats__ended_at=None)))
    rows = rows.order_by("pk", "going__offered_at", "going__pk")
    return rows.values_list(*columns(Membership), *columns(Community, "community__"), *columns(Hat, "going__"))


def _seats(*, person, at):
    rows = Seat.objects.visible_to(HELD).taken(at).filter(person=person)
    return rows.values_list(*columns(Seat), *columns(Circle, "circle__"))


_MEMBERSHIPS, _SEATS = Question(_memberships), Question(_seats)  # on every page of a member


@dataclass
class Viewer:
    """A person, or nobody in particular, with what they may see at this moment."""

    person: Person | None = None
    locale: str = "fr"

    @cached_property
    def memberships(self) -> dict[int, Membership]:
        """Active memberships by community id: the only ones that grant anything."""
        return {membership.community_id: membership for membership in self._held}

    @property
    def communities(self) -> list[int]:
        """The ids of the communities this viewer is an active member of."""
        return list(self.memberships)

    @cached_property
    def _held(self) -> dict[Membership, list[Hat]]:
        """The viewer's memberships, each with the hats worn or offered there; one query."""
        held: dict[Membership, list[Hat]] = {}
        if self.person is None:
            return held
        for row in map(iter, _MEMBERSHIPS.ask(person=self.person.pk)):
            membership, community, hat = instance(Membership, row), instance(Community, row), instance(Hat, row)
            membership.community, membership.person = community, self.person
            hats = held.setdefault(membership, [])
            hats += [hat] if hat.pk else []
        for membership, hats in held.items():
            membership.wears(hat for hat in hats if hat.accepted_at)
        return held

    def hats_offered_in(self, community) -> list[Hat]:
        """The hats that somebody offers the viewer there, and that carry nothing until accepted."""
        membership = self.membership_in(community)
        return [hat for hat in self._held[membership] if not hat.accepted_at] if membership else []

    @cached_property
    def _seats(self) -> list[Seat]:
        if self.person is None:
            return []
        seats = []
        for row in map(iter, _SEATS.ask(person=self.person.pk, at=timezone.now())):
            seat = instance(Seat, row)
            seat.circle, seat.person = instance(Circle, row), self.person
            seats.append(seat)
        return seats

    @cached_property
    def circles(self) -> list[int]:
        """Circles the viewer sits in: as an active member of their community, or as a guest."""
        return [s.circle_id for s in self._seats if s.is_guest or s.circle.community_id in self.memberships]

    def circle_ids_in(self, community) -> list[int]:
        """The numbers of the circles of that community where the viewer sits."""
        return [
            s.circle_id for s in self._seats if s.circle.community_id == community.pk and s.circle_id in self.circles
        ]

    def circles_in(self, community) -> list[Circle]:
        """The circles of that community where the viewer sits, ended or not, by name."""
        held = [s.circle for s in self._seats if s.circle.community_id == community.pk and s.circle_id in self.circles]
        return sorted(held, key=lambda circle: circle.name.casefold())

    def circles_to_write_in(self, community) -> list[Circle]:
        """The circles of that community where the viewer may write, by name: where they sit, not ended."""
        return [circle for circle in self.circles_in(community) if circle.ended_at is None]

    @cached_property
    def guest_communities(self) -> list[int]:
        """Communities where the viewer is only a guest of a circle."""
        seats = [s for s in self._seats if s.is_guest and s.circle.community_id not in self.memberships]
        return sorted({s.circle.community_id for s in seats})

    @property
    def all_communities(self) -> list[int]:
        """Communities this viewer belongs to, or where they are a guest."""
        return [*self.communities, *self.guest_communities]

    def membership_in(self, community) -> Membership | None:
        """The viewer's active membership of that community."""
        return self.memberships.get(community.pk)

    def communities_where(self, power: str) -> list[int]:
        """The ids of the communities where one of the viewer's hats carries `power`."""
        return [pk for pk, membership in self.memberships.items() if membership.may(power)]

    def within(self, *, circle: str = "circle", talk: bool = False) -> Q:
        """What is readable in a community or one of its circles: rows with `community` and a nullable circle.

        `talk`: and by anybody, in no circle, where the talk is public.
        """
        everywhere = Q(**{"community__in": self.communities, f"{circle}__isnull": True})
        open_circles = Q(**{"community__in": self.communities, f"{circle}__is_private": False})
        readable = everywhere | open_circles | Q(**{f"{circle}__in": self.circles})
        return readable | Q(**{"community__public_talk": True, f"{circle}__isnull": True}) if talk else readable


VISITOR = Viewer()
