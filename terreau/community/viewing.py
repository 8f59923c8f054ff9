"""Finding the community a page is about, and what every page knows."""

from datetime import date
from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.backends.utils import csrf_input
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from terreau.people.middleware import SignInFirst
from terreau.spine.asking import Question, columns, instance
from terreau.spine.reading import System

from .models import Community, Membership
from .viewer import Viewer

VISITORS_CACHE = "X-Cache-For-Visitors"  # seconds; taken away again before the answer leaves


def _find(*, slug: str, mine: list[int]):
    """The community at this address, for somebody who belongs to these or is their guest."""
    looking = Viewer()
    vars(looking).update(memberships=dict.fromkeys(mine), guest_communities=[])
    return Community.objects.visible_to(looking).filter(slug=slug).values_list(*columns(Community))


_FIND = Question(_find)


def enter(request, slug: str) -> tuple[Community, Membership | None]:
    """The community at this address and the viewer's membership; 404 when it is not theirs to know of.

    Visitors are sent to the sign-in page instead, whether or not there is anything at this address.
    """
    viewer = request.viewer
    for membership in viewer.memberships.values():
        if membership.community.slug == slug:
            request.community = membership.community
            return membership.community, membership
    found = _FIND.ask(slug=slug, mine=viewer.all_communities)
    if not found:
        nothing_here(viewer)
    request.community = community = instance(Community, iter(found[0]))
    return community, None


def nothing_here(viewer) -> NoReturn:
    """404, or the sign-in page for a visitor: the same for what does not exist and what is not theirs."""
    raise SignInFirst if viewer.person is None else Http404


def today_in(community: Community) -> date:
    """The day it is where the community counts its days."""
    return community.day(timezone.now())


def enter_invited(request, slug: str, *, talk: bool = False) -> tuple[Community, Membership | None]:
    """Like `enter`, for members and for the guests of its circles; `talk`: for anybody too, where it is public."""
    community, membership = enter(request, slug)
    invited = membership is not None or community.pk in request.viewer.guest_communities
    if not invited and not (talk and community.public_talk):
        request.community = None
        nothing_here(request.viewer)
    return community, membership


def enter_as_member(request, slug: str) -> tuple[Community, Membership]:
    """Like `enter`, for members only: visitors and guests get 404 as if nothing were there."""
    community, membership = enter(request, slug)
    if membership is None:
        request.community = None
        nothing_here(request.viewer)
    return community, membership


def enter_with(power: str, request, slug: str) -> tuple[Community, Membership]:
    """Like `enter_as_member`, for those whose hats carry `power`; other members get 403."""
    community, membership = enter_as_member(request, slug)
    if not membership.may(power):
        raise PermissionDenied
    return community, membership


def for_visitors(request, answer):
    """The answer, kept three seconds for every visitor when nothing in it belongs to one person."""
    if request.viewer.person is None:
        answer[VISITORS_CACHE] = "3"
    return answer


def one(rows, **which):
    """The one row that fits, or 404."""
    found = rows.filter(**which).first()
    if found is None:
        raise Http404
    return found


def _paused_in(request, person) -> Community | None:
    """The community whose page was asked for, for who is on a break from it: meanwhile nothing opens to them there."""
    slug = request.resolver_match.kwargs.get("slug") if request.resolver_match else None
    if person is None or slug is None:
        return None
    rows = Membership.objects.visible_to(System("the way back from a break")).select_related("community")
    paused = rows.filter(person=person, community__slug=slug, status=Membership.Status.PAUSED).first()
    return paused.community if paused else None


def everywhere(request) -> dict:
    """What every page may use without asking."""
    viewer = getattr(request, "viewer", None)
    person = viewer.person if viewer else None
    return {
        "viewer": viewer,
        "community": getattr(request, "community", None),
        "theme": person.theme if person else request.COOKIES.get("theme", "auto"),
        "sober": person.sober if person else False,
        "paused_in": SimpleLazyObject(lambda: _paused_in(request, person)),  # asked by the page of what is not there
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),  # masked once for all the forms of a page
    }
