"""Addresses of rooms that may not be built yet, and the thing an invitation promises."""

from functools import cache

from django.urls import NoReverseMatch, reverse

from terreau.people.local import local_path


@cache
def address_of(route: str, *args) -> str:
    """The address of a route, or nothing where no room has it."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


def inside(community, path: str) -> str:
    """The same path when it lies inside this community, else nothing."""
    path = local_path(path)
    root = community.get_absolute_url()
    return path if path.startswith(root) and ".." not in path else ""


def promised_by(invitation) -> str:
    """Where somebody lands who accepts: what was promised, their circle, or the welcome page."""
    if invitation.is_for_guest:
        return invitation.circle.get_absolute_url()
    if promised := inside(invitation.community, invitation.landing):
        return promised
    if invitation.circle is not None:
        return invitation.circle.get_absolute_url()
    return reverse("community:welcome", args=[invitation.community.slug])
