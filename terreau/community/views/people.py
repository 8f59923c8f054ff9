"""The directory, somebody's page, words left by those who went, and who took the list away."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from markupsafe import Markup

from terreau.people.reading import words_for
from terreau.ui.keys import key_in
from terreau.ui.pieces import piece

from .. import rules
from ..directory import STEWARDS, Sought, circles_to_filter_by, page_of, relation_to, saying, with_hats, with_words
from ..keeping import Looking
from ..models import Hat, Membership
from ..somebody import somebody
from ..viewing import enter_as_member

FAREWELLS = 50


def following(request, key: str) -> str:
    """The address of the page that follows, with the same search; empty on the last page."""
    if not key:
        return ""
    kept = {name: value for name, value in request.GET.items() if name != "apres" and value}
    return f"{request.path}?{urlencode({**kept, 'apres': key})}"


@require_safe
def people(request, slug):
    """Who is here, what they do, who knows what: by name, a hundred at a time."""
    community, _membership = enter_as_member(request, slug)
    viewer, at, sought = request.viewer, timezone.now(), Sought.of(request.GET)
    looking = Looking(viewer, community, at)
    listed, next_key = looking.mine("people", lambda: _listed(viewer, community, sought, at), sought)
    context = {
        "listed": listed,
        "sought": sought,
        "circles": looking.mine("circles", lambda: circles_to_filter_by(viewer, community)),
        "hat_kinds": Hat.Kind.choices,
        "next_url": following(request, next_key),
    }
    return render(request, "community/people_page.html", context)


def _listed(viewer, community, sought: Sought, at) -> tuple[Markup, str]:
    """The list as this viewer reads it, and the key of its last one when others follow."""
    rows = Membership.objects.visible_to(viewer).filter(community=community).listed()
    rows = sought.within(rows, viewer, at)
    if sought.text:
        as_steward = bool(viewer.membership_in(community).powers & STEWARDS)
        rows = saying(rows, sought.text, as_steward=as_steward)
    page = with_hats(page_of(rows, community, sought.after), viewer)
    context = {"page": page, "people": with_words(page, viewer, community), "at": at, "community": community}
    return piece("community/_people_list.html", context), page.next_key


@require_safe
def person(request, slug, key):
    """Somebody of this community: their words for me, their hats, the circles we both may know."""
    community, membership = enter_as_member(request, slug)
    viewer, at = request.viewer, timezone.now()
    found = somebody(viewer, community, key_in(key), at)
    if found is None:
        raise Http404
    member = found.member
    context = {
        "member": member,
        "words": words_for(member.person, relation_to(member.person, viewer, community)),
        "hats": member.hats_worn,
        "circles": found.circles,
        "welcomer": found.welcomer,
        "may_welcome": rules.can_welcome(membership, member, at),
        "may_offer": rules.can_offer_some_hat(membership),
        "may_end": lambda hat: rules.can_end_hat(membership, hat),
        "may_remove": membership.may("moderate") and rules.can_remove(membership, member),
        "at": at,
    }
    return render(request, "community/person_page.html", context)


@require_safe
def farewells(request, slug):
    """Words left by those who went."""
    community, _membership = enter_as_member(request, slug)
    rows = Membership.objects.visible_to(request.viewer).filter(community=community, status=Membership.Status.LEFT)
    rows = rows.exclude(farewell="").select_related("person").order_by("-since")[:FAREWELLS]
    return render(request, "community/farewells_page.html", {"farewells": list(rows)})


@require_safe
def register(request, slug):
    """Who took the list of members away, when, and for what."""
    community, _membership = enter_as_member(request, slug)
    lines = community.journal.filter(act="members-exported").select_related("by").order_by("-at")[:100]
    return render(request, "community/register_page.html", {"lines": list(lines)})
