"""The directory, somebody's page, words left by those who went, and who took the list away."""

from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from terreau.people.reading import words_for

from .. import rules
from ..directory import STEWARDS, Sought, circles_to_filter_by, page_of, relation_to, saying, with_hats, with_words
from ..models import Circle, Hat, Membership, Seat, Welcome
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
    community, membership = enter_as_member(request, slug)
    viewer, at, sought = request.viewer, timezone.now(), Sought.of(request.GET)
    rows = Membership.objects.visible_to(viewer).filter(community=community).listed()
    rows = sought.within(rows, viewer, at)
    if sought.text:
        rows = saying(rows, sought.text, as_steward=bool(membership.powers & STEWARDS))
    page = with_hats(page_of(rows, sought.after), viewer)
    context = {
        "page": page,
        "people": with_words(page, viewer, community),
        "sought": sought,
        "circles": circles_to_filter_by(viewer, community),
        "hat_kinds": Hat.Kind.choices,
        "next_url": following(request, page.next_key),
        "at": at,
        "membership": membership,
    }
    return render(request, "community/people_page.html", context)


@require_safe
def person(request, slug, key):
    """Somebody of this community: their words for me, their hats, the circles we both may know."""
    community, membership = enter_as_member(request, slug)
    viewer, at = request.viewer, timezone.now()
    rows = Membership.objects.visible_to(viewer).filter(community=community, person__erased_at=None)
    rows = rows.filter(status__in=[Membership.Status.ACTIVE, Membership.Status.PAUSED])
    found = rows.filter(Q(person__key=key) | Q(key=key)).select_related("person").first()
    if found is None:
        raise Http404
    found.community = community
    hats = found.wears(Hat.objects.visible_to(viewer).worn().filter(membership=found))
    welcomes = Welcome.objects.visible_to(viewer).going(at).filter(newcomer=found)
    context = {
        "member": found,
        "words": words_for(found.person, relation_to(found.person, viewer, community)),
        "hats": hats,
        "circles": _circles_of(found.person, viewer, community, at),
        "welcome": welcomes.select_related("welcomer__person").first(),
        "may_welcome": rules.can_welcome(membership, found, at),
        "may_offer": rules.can_offer_some_hat(membership),
        "may_end": lambda hat: rules.can_end_hat(membership, hat),
        "may_remove": membership.may("moderate") and rules.can_remove(membership, found),
        "at": at,
    }
    return render(request, "community/person_page.html", context)


def _circles_of(person, viewer, community, at) -> list[Circle]:
    seats = Seat.objects.visible_to(viewer).taken(at).filter(person=person, guest_until=None)
    rows = Circle.objects.visible_to(viewer).going().filter(community=community, pk__in=seats.values("circle"))
    return list(rows.order_by("name"))


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
