"""Questions about one community, put as whoever looks: composed once for each way of standing there.

The rights stay where each model says them: `compose` reads through `visible_to(viewer)` as everywhere else. The viewer
it is given stands as the real one does (member or not, which hats, how many circles); only the numbers are not theirs.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from terreau.people.models import Person
from terreau.spine.asking import Question
from terreau.spine.reading import System

from .models import Hat, Membership
from .viewer import Viewer

STANDING = frozenset({"community", "circles", "person"})  # what a question may do without


@dataclass(frozen=True)
class Standing:
    """How a viewer stands in one community: all that their rights there depend on, but for the circles they sit in."""

    belongs: bool
    is_guest: bool
    hats: frozenset[str]
    known: bool  # somebody, not a visitor
    public_talk: bool  # what is said there may be read by anybody

    @classmethod
    def of(cls, viewer: Viewer, community, *, with_hats: bool = True) -> "Standing":
        """Where this viewer stands."""
        membership = viewer.membership_in(community)
        hats = frozenset(hat.kind for hat in membership.hats_worn) if membership and with_hats else frozenset()
        is_guest = community.pk in viewer.guest_communities
        return cls(membership is not None, is_guest, hats, viewer.person is not None, community.public_talk)


class StandIn(Viewer):
    """Somebody who stands so, with these numbers for the community, their circles there and themself."""

    def __init__(self, standing: Standing, community: int, circles: list[int], person: int):
        super().__init__(person=Person(pk=person) if standing.known else None)
        self._standing, self._community = standing, community
        member = Membership(community_id=community, person_id=person, status=Membership.Status.ACTIVE)
        member.wears([Hat(community_id=community, kind=kind) for kind in sorted(standing.hats)])
        vars(self).update(
            memberships={community: member} if standing.belongs else {},
            circles=circles,
            guest_communities=[community] if standing.is_guest else [],
        )

    def within(self, *, circle: str = "circle", talk: bool = False) -> Q:
        """The same rights, with less to ask: how one stands in the one community is known already."""
        readable = Q(**{f"{circle}__in": self.circles})
        if self._standing.belongs:
            readable |= Q(**{f"{circle}__isnull": True}) | Q(**{f"{circle}__is_private": False})
        elif talk and self._standing.public_talk:
            readable |= Q(**{f"{circle}__isnull": True})
        return Q(community=self._community) & readable


class Within:
    """`Within(lambda viewer, *shape, community, **values: rows.values_list(…)).ask(viewer, community, *shape, …)`.

    `shape` and `values` are those of a `Question`; `community` is its number, to narrow the rows to it. Where no hat
    opens anything, `with_hats=False` composes it once whatever one wears: the viewer then stands without any.
    """

    def __init__(self, compose: Callable[..., QuerySet], *, with_hats: bool = True):
        self._compose, self._with_hats = compose, with_hats
        self._question = Question(self._put, optional=STANDING)

    def ask(self, viewer: Viewer | System, community, *shape, **values) -> list[list]:
        """The rows, each a list of its columns; the product itself (`System`) may ask too."""
        if isinstance(viewer, System):
            return self._question.ask(viewer, *shape, community=community.pk, **values)
        circles = sorted(viewer.circle_ids_in(community))
        person = viewer.person.pk if viewer.person is not None else 0
        standing = Standing.of(viewer, community, with_hats=self._with_hats)
        return self._question.ask(standing, *shape, community=community.pk, circles=circles, person=person, **values)

    def _put(self, standing: Standing | System, *shape, community, circles=(), person=0, **values) -> QuerySet:
        viewer = standing if isinstance(standing, System) else StandIn(standing, community, circles, person)
        return self._compose(viewer, *shape, community=community, **values)
