"""Finding the arrival a page is about, for those who look after archives."""

from terreau.community.models import Community, Membership
from terreau.community.viewing import enter_with, one

from ..models import Arrival


def find_arrival(request, slug: str, key: str) -> tuple[Community, Membership, Arrival]:
    """The community, the viewer's membership and the arrival; 404 to strangers, 403 to members without the hat."""
    community, membership = enter_with("archive", request, slug)
    rows = Arrival.objects.visible_to(request.viewer).select_related("started_by")
    arrival = one(rows, community=community, key=key)
    arrival.community = community
    return community, membership, arrival


def circles_open_to(request, community) -> list:
    """The circles in which the viewer sits and where an archive may go."""
    return [circle for circle in request.viewer.circles_in(community) if circle.ended_at is None]
