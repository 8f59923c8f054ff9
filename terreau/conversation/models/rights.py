"""Who may read what is said: the one place where it is written, for threads and all that hangs from them."""

from dataclasses import dataclass

from django.db.models import Q


def readable_by(viewer, *, thread: str = "", circle: str = "circle") -> Q:
    """Members read the whole community and their circles, guests their circle, anybody the public talk.

    For rows with a `community`; `thread` and `circle` are the ways to the row's thread (« message__thread__ », empty
    for itself) and circle. What a moderator took out is read by moderators.
    """
    public = Q(**{"community__public_talk": True, f"{circle}__isnull": True})
    return (viewer.within(circle=circle) | public) & _not_taken_out(viewer, thread)


def shared_with(viewer, *, thread: str = "", circle: str = "circle") -> Q:
    """The same for what is between members and guests, never for the public."""
    return viewer.within(circle=circle) & _not_taken_out(viewer, thread)


def _not_taken_out(viewer, thread: str) -> Q:
    shown = Q(**{f"{thread}hidden_at": None})
    moderated = viewer.communities_where("moderate")
    return shown | Q(community__in=moderated) if moderated else shown


@dataclass(frozen=True)
class Standing:
    """How a viewer stands in one community that was found for them: all that their rights to its threads depend on."""

    belongs: bool  # an active member
    public: bool  # the talk is open to anybody
    moderates: bool

    @classmethod
    def of(cls, viewer, community) -> "Standing":
        """Where this viewer stands."""
        membership = viewer.membership_in(community)
        return cls(membership is not None, community.public_talk, membership is not None and membership.may("moderate"))

    def readable(self, community: int, circles: list[int]) -> Q:
        """`readable_by` for the threads of that community: the same rights, less to ask. A test holds them together."""
        where = Q(circle__in=circles)
        if self.belongs:
            where |= Q(circle__isnull=True) | Q(circle__is_private=False)
        elif self.public:
            where |= Q(circle__isnull=True)
        return where & (Q(community=community) if self.moderates else Q(community=community, hidden_at__isnull=True))
