"""What searching asks of all that the practice holds: who might read it, and what an act was about."""

from collections.abc import Callable

from terreau.spine import search
from terreau.spine.search import INDEXING


def gates(circle, community: int, hidden, *, sponsors: bool = True) -> tuple[str, ...]:
    """Who might read it: who moderates when it was taken out, those of the circle, everybody there.

    `sponsors` False: behind gates that those who sponsor do not pass.
    """
    if hidden is not None:
        return (search.moderators(community),)
    everybody = (search.members if sponsors else search.unsponsored)(community)
    if circle is None:
        return (everybody,)
    own = (search.circle if sponsors else search.circle_unsponsored)(circle.pk)
    return (own,) if circle.is_private else (everybody, own)


def ids_of(model, **by: str) -> Callable:
    """The rows of which a field is what an act says: `ids_of(Note, circle="about_id")`."""

    def ids(entry) -> list[int]:
        wanted = {field: getattr(entry, name) for field, name in by.items()}
        return list(model.objects.visible_to(INDEXING).filter(**wanted).values_list("pk", flat=True))

    return ids
