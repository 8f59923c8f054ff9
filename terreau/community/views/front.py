"""What somebody sees of a community they do not belong to: what it is, and how one comes in."""

from django.shortcuts import redirect, render

from ..addresses import address_of
from ..models import Membership
from ..viewing import for_visitors, nothing_here


def front_page(request, community):
    """The public page for visitors and strangers; a guest goes to the circle they sit in."""
    circles = request.viewer.circles_in(community) if request.viewer.person else []
    if circles:
        return redirect("community:circle", community.slug, circles[0].key)
    if not community.public_page:
        nothing_here(request.viewer)
    context = {"there": community, "managers": address_of("launch:for-managers")}
    return for_visitors(request, render(request, "community/front_page.html", context))


def rests_here(viewer, slug: str) -> bool:
    """Whether the viewer is a member of the community at this address, taking a pause."""
    if viewer.person is None or any(held.community.slug == slug for held in viewer.memberships.values()):
        return False
    rows = Membership.objects.visible_to(viewer).filter(person=viewer.person, community__slug=slug)
    return rows.filter(status=Membership.Status.PAUSED).exists()
