"""Where a viewer may look: the gates that are open to them, in one community or in all of theirs."""

from dataclasses import dataclass
from datetime import UTC, tzinfo

from terreau.community.directory import STEWARDS
from terreau.community.folding import fold
from terreau.community.models import Circle, Hat, Membership
from terreau.spine import search

from .query import Query

MOST_COMMUNITIES = 40
MOST_PEOPLE = 20


@dataclass(frozen=True)
class Scope:
    """The communities looked through, and what opens there for this viewer."""

    viewer: object
    communities: list[int]
    gates: list[str]
    zone: tzinfo = UTC

    @classmethod
    def of(cls, viewer, community=None) -> "Scope":
        """One community that was found for the viewer, or all those they belong to or are guests of."""
        if community is None:
            ids = viewer.all_communities[:MOST_COMMUNITIES]
            gates = [gate for pk in viewer.communities for gate in _of_member(viewer, pk)]
        else:
            ids, gates = [community.pk], _of_member(viewer, community.pk)
            if not gates and community.public_talk:
                gates = [search.talk(community.pk)]
        gates += [search.circle(pk) for pk in viewer.circles]
        if not any(_sponsors(viewer, pk) for pk in ids):
            gates += [search.circle_unsponsored(pk) for pk in viewer.circles]
        zone = viewer.person.zone if viewer.person else community.zone if community else UTC
        return cls(viewer, ids, gates, zone)

    def people(self, name: str) -> list[int]:
        """The people of these communities who are called so, as far as the directory says."""
        rows = Membership.objects.visible_to(self.viewer).listed().filter(community__in=self.communities)
        rows = rows.filter(community__in=self.viewer.communities)
        if rows_by_key := list(rows.filter(key=name[:12]).values_list("person", flat=True)):
            return rows_by_key
        words = fold(name).split()
        named = rows.values_list("person", "person__name")
        fitting = {pk for pk, said in named.iterator() if all(word in fold(said) for word in words)} if words else set()
        return sorted(fitting)[:MOST_PEOPLE]

    def circles(self, name: str) -> list[int]:
        """The circles of these communities that are called so, among those the viewer knows of."""
        rows = Circle.objects.visible_to(self.viewer).filter(community__in=self.communities)
        known = rows.values_list("pk", "key", "name")
        wanted = fold(name).strip()
        return [pk for pk, key, said in known if key == name or (wanted and wanted in fold(said))][:MOST_PEOPLE]

    def keys(self, query: Query) -> list[list[str]] | None:
        """The filters as the index knows them; None when one of them names nobody or no place."""
        keys = []
        if query.family:
            family = _family(query.family)
            keys.append([f"f{family}"] if family else [])
        if query.person:
            keys.append([f"a{pk}" for pk in self.people(query.person)])
        if query.place:
            keys.append([f"c{pk}" for pk in self.circles(query.place)])
        return keys if all(keys) else None


def _family(typed: str) -> str | None:
    """The family whose word, or whose name in the reader's language, begins so."""
    wanted = fold(typed).rstrip("s")
    named = ((word, fold(str(label))) for word, label in search.families().items())
    return next((word for word, name in named if wanted and (word.startswith(wanted) or name.startswith(wanted))), None)


def _of_member(viewer, community: int) -> list[str]:
    """What an active membership opens, with its hats."""
    membership = viewer.memberships.get(community)
    if membership is None:
        return []
    gates = [search.members(community), search.talk(community)]
    gates += [] if _sponsors(viewer, community) else [search.unsponsored(community)]
    gates += [search.stewards(community)] if membership.powers & STEWARDS else []
    return gates + ([search.moderators(community)] if membership.may("moderate") else [])


def _sponsors(viewer, community: int) -> bool:
    """Whether this viewer sponsors that community."""
    membership = viewer.memberships.get(community)
    return membership is not None and any(hat.kind == Hat.Kind.SPONSOR for hat in membership.hats_worn)
