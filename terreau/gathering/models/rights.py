"""Who may read gatherings and all that hangs from them: said once."""

from django.db.models import Q


def readable_by(viewer, *, circle: str = "circle") -> Q:
    """Members read those of the community, of open circles and of theirs; guests those of their circle."""
    return viewer.within(circle=circle)


def own(viewer, field: str = "person") -> Q:
    """The viewer's own rows."""
    return Q(**{field: viewer.person}) if viewer.person else Q(pk=None)
