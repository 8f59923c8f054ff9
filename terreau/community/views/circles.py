"""Circles: the ones one may know of, opening one, its page, its settings and its end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.ui.answers import form_answer, see_other

from .. import rules
from ..addresses import address_of
from ..directory import members_to_choose
from ..forms.circles import CircleForm, ProlongForm, SeatForm
from ..models import Circle, Seat
from ..viewing import enter, enter_as_member, today_in


@require_safe
def circles(request, slug):
    """The circles of the community, mine first, then open ones, then those that ended."""
    community, _membership = enter_as_member(request, slug)
    rows = Circle.objects.visible_to(request.viewer).filter(community=community).order_by("name")
    every, mine = list(rows), set(request.viewer.circles)
    context = {
        "mine": [circle for circle in every if circle.pk in mine and not circle.ended_at],
        "others": [circle for circle in every if circle.pk not in mine and not circle.ended_at],
        "ended": [circle for circle in every if circle.ended_at],
    }
    return render(request, "community/circles_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def opening(request, slug):
    """Open a circle: whoever opens it hosts it."""
    community, _membership = enter_as_member(request, slug)
    form = CircleForm(request.POST or None, today=today_in(community))
    if request.method == "POST" and form.is_valid():
        return see_other(Circle.open(community, by=request.user, at=timezone.now(), **form.words()))
    answer = form_answer if form.errors else render
    return answer(request, "community/circle_opening_page.html", {"form": form})


def find_circle(request, slug: str, key: str) -> tuple[Circle, Seat | None]:
    """The circle at this address and the viewer's seat; 404 where nothing is theirs. Guests see nothing around it."""
    community, membership = enter(request, slug)
    circle = Circle.objects.visible_to(request.viewer).filter(community=community, key=key).first()
    if circle is None or request.viewer.person is None:
        request.community = None
        raise Http404
    circle.community = community
    if membership is None:
        request.community = None
    seats = Seat.objects.visible_to(request.viewer).taken(timezone.now())
    seat = seats.filter(circle=circle, person=request.user).first()
    if seat is not None:
        seat.circle, seat.person = circle, request.user
    return circle, seat


def find_as_host(request, slug: str, key: str) -> tuple[Circle, Seat]:
    """The circle, for those who host it; 403 for others who may read it."""
    circle, seat = find_circle(request, slug, key)
    if seat is None or not rules.can_invite_guest(seat):
        raise PermissionDenied
    return circle, seat


def page_context(request, circle: Circle, seat: Seat | None, **forms) -> dict:
    """What the page of a circle needs."""
    at, viewer = timezone.now(), request.viewer
    seats = Seat.objects.visible_to(viewer).taken(at).filter(circle=circle).select_related("person")
    seats = sorted(seats, key=lambda s: (not s.is_host, s.is_guest, s.person.name.casefold()))
    hosts = [each for each in seats if each.is_host]
    hosting = rules.can_invite_guest(seat) and not circle.ended_at
    threads = address_of("conversation:threads", circle.community.slug)
    return {
        "circle": circle,
        "there": circle.community,
        "seat": seat,
        "seats": seats,
        "hosts": hosts,
        "is_member": circle.community_id in viewer.memberships,
        "is_hosting": hosting,
        "may_take_hosting": not circle.ended_at and rules.can_take_hosting(seat, hosts),
        "asks_to_end": hosting and circle.asks_to_end(today_in(circle.community)),
        "threads": f"{threads}?cercle={circle.key}" if threads and (seat or not circle.is_private) else "",
        "seat_form": forms.get("seating") or (SeatForm(members=_unseated(request, circle, seats)) if hosting else None),
        "prolong_form": forms.get("prolong") or ProlongForm(today=today_in(circle.community)),
    }


def _unseated(request, circle: Circle, seats) -> list:
    seated = {each.person_id for each in seats if not each.is_guest}
    members = members_to_choose(request.viewer, circle.community)
    return [member for member in members if member.person_id not in seated]


@require_safe
def circle(request, slug, key):
    """What the circle is for, who is in it, and what one may do."""
    found, seat = find_circle(request, slug, key)
    return render(request, "community/circle_page.html", page_context(request, found, seat))


@require_http_methods(["GET", "HEAD", "POST"])
def describing(request, slug, key):
    """Change what the circle is for, or who may come in."""
    found, _seat = find_as_host(request, slug, key)
    form = CircleForm(request.POST or None, today=today_in(found.community), circle=found)
    if request.method == "POST" and form.is_valid():
        found.describe(by=request.user, at=timezone.now(), **form.words())
        messages.success(request, _("C’est noté."))
        return see_other(found)
    answer = form_answer if form.errors else render
    return answer(request, "community/circle_settings_page.html", {"form": form, "circle": found})


@require_POST
def ending(request, slug, key):
    """Close the circle; what was said stays readable to those who sat in it."""
    found, _seat = find_as_host(request, slug, key)
    found.end(by=request.user, at=timezone.now())
    messages.success(request, _("Le cercle est refermé. Ce qui s’y est dit reste lisible."))
    return see_other(found)


@require_POST
def prolonging(request, slug, key):
    """Go on, until another day or without one."""
    found, seat = find_as_host(request, slug, key)
    form = ProlongForm(request.POST, today=today_in(found.community))
    if not form.is_valid():
        return form_answer(request, "community/circle_page.html", page_context(request, found, seat, prolong=form))
    if form.cleaned_data["ends_on"] != found.ends_on:
        found.describe(by=request.user, at=timezone.now(), ends_on=form.cleaned_data["ends_on"])
    return see_other(found)
