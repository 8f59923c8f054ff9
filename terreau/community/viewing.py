"""Finding the community a page is about, and what every page knows."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from .models import Community, Membership


def enter(request, slug: str) -> tuple[Community, Membership | None]:
    """The community at this address and the viewer's membership; 404 when it is not theirs to know of."""
    viewer = request.viewer
    for membership in viewer.memberships.values():
        if membership.community.slug == slug:
            request.community = membership.community
            return membership.community, viewer.membership_in(membership.community)
    community = Community.objects.visible_to(viewer).filter(slug=slug).first()
    if community is None:
        raise Http404
    request.community = community
    return community, None


def enter_as_member(request, slug: str) -> tuple[Community, Membership]:
    """Like `enter`, for members only: visitors and guests get 404 as if nothing were there."""
    community, membership = enter(request, slug)
    if membership is None:
        raise Http404
    return community, membership


def enter_with(power: str, request, slug: str) -> tuple[Community, Membership]:
    """Like `enter_as_member`, for those whose hats carry `power`; other members get 403."""
    community, membership = enter_as_member(request, slug)
    if not membership.may(power):
        raise PermissionDenied
    return community, membership


def everywhere(request) -> dict:
    """What every page may use without asking."""
    viewer = getattr(request, "viewer", None)
    person = viewer.person if viewer else None
    return {
        "viewer": viewer,
        "community": getattr(request, "community", None),
        "theme": person.theme if person else request.COOKIES.get("theme", "auto"),
        "sober": person.sober if person else False,
    }
