"""Who may read the practice: the one place where it is written, for notes and all that hangs from them."""

from django.db.models import Q

from terreau.community.models import Community
from terreau.spine.reading import Readable

from ..rules import sponsors


def readable_by(viewer, *, note: str = "", circle: str = "circle") -> Q:
    """Members read the whole community's notes and their circles', guests their circle's.

    `note` is the way to the row's note (« note__ », empty for itself). What was taken out is read by moderators.
    """
    shown = Q(**{f"{note}hidden_at": None})
    if moderated := viewer.communities_where("moderate"):
        shown |= Q(community__in=moderated)
    return viewer.within(circle=f"{note}{circle}") & shown


def questioned_by(viewer, *, questioning: str = "") -> Q:
    """Practices in question: as notes, but whoever sponsors sees only those opened to them, and their own."""
    apart = [pk for pk, membership in viewer.memberships.items() if sponsors(membership)]
    readable = readable_by(viewer, note=questioning)
    if not apart:
        return readable
    opened = Q(**{f"{questioning}open_to_sponsors": True}) | Q(**{f"{questioning}asked_by": viewer.person})
    return readable & (~Q(community__in=apart) | opened)


def members_of(viewer) -> Q:
    """What the whole community shares: shelves, words, books."""
    return Q(community__in=viewer.communities)


class NoteBesideQuerySet(Readable):
    def for_viewer(self, viewer):
        """What goes with the notes this viewer may read."""
        return self.filter(readable_by(viewer, note="note__"))

    def of(self, community: int, note: int):
        """What goes with a note that was found for a viewer."""
        return self.filter(community=community, note=note).seen()


class SharedQuerySet(Readable):
    def for_viewer(self, viewer):
        """The whole community's."""
        return self.filter(members_of(viewer))

    def here(self, community: Community):
        """Those of a community that was found for one of its members."""
        return self.filter(community=community).seen()
