"""Finding what a page is about: absent and not theirs to read are the same."""

from django.utils.translation import get_language

from terreau.community.models import Membership
from terreau.community.viewing import enter_invited, nothing_here
from terreau.ui.keys import key_in

from .. import pages, rules


def enter_as_filer(request, slug: str):
    """For who keeps the shelves; other members get 403, everybody else 404."""
    from terreau.community.viewing import enter_with

    return enter_with("shelve", request, slug)


def find_note(request, slug: str, key: str):
    """The community, the viewer's membership and the note's page, not filled yet."""
    community, membership = enter_invited(request, slug)
    page = pages.find_note(request.viewer, community, key_in(key), get_language() or "fr")
    if page is None:
        nothing_here(request.viewer)
    return community, membership, page


def one_of(request, rows, **which):
    """The one row that fits and that the viewer may read, or 404."""
    found = rows.filter(**which).first()
    if found is None:
        nothing_here(request.viewer)
    return found


def may_write(request, membership, circle) -> bool:
    """Whether the viewer may write there."""
    return rules.can_write(membership, circle, request.viewer.circles)


def newcomers(viewer, community, at, most: int = 3) -> list:
    """The newest members, to whom signing a note together may be offered."""
    rows = Membership.objects.visible_to(viewer).filter(community=community).newest(at).select_related("person")
    return [row.person for row in rows.exclude(person=viewer.person)[:most]]
