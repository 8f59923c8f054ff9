"""Seats in a circle: coming in, being seated, hosting, inviting a guest for a time, leaving."""

from datetime import datetime, time

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terreau.ui.answers import allow, form_answer, see_other

from .. import rules
from ..directory import members_to_choose
from ..forms.circles import SeatForm
from ..forms.inviting import GuestForm
from ..models import Circle, Invitation, Seat
from ..viewing import enter_as_member, one
from .circles import find_as_host, find_circle, page_context


@require_POST
def joining(request, slug, key):
    """Take a seat in an open circle."""
    enter_as_member(request, slug)
    circle, seat = find_circle(request, slug, key)
    allow(seat is not None or not (circle.is_private or circle.ended_at))
    circle.seat(request.user, by=request.user, at=timezone.now())
    return see_other(circle)


@require_POST
def leaving(request, slug, key):
    """Give one's seat up; once it is, a private circle is no longer there."""
    try:
        circle, seat = find_circle(request, slug, key)
    except Http404:
        enter_as_member(request, slug)
        return see_other(reverse("community:circles", args=[slug]))
    if seat is not None:
        seat.leave(by=request.user, at=timezone.now())
        messages.success(request, _("Vous avez quitté le cercle « %(name)s ».") % {"name": circle.name})
    is_member = circle.community_id in request.viewer.memberships
    return see_other(reverse("community:circles", args=[slug]) if is_member else "/")


@require_POST
def seating(request, slug, key):
    """Seat a member of the community: they are told, and leave when they wish."""
    circle, seat = find_as_host(request, slug, key)
    allow(circle.ended_at is None)
    members = members_to_choose(request.viewer, circle.community)
    form = SeatForm(request.POST, members=members)
    if not form.is_valid():
        return form_answer(request, "community/circle_page.html", page_context(request, circle, seat, seating=form))
    circle.seat(form.cleaned_data["member"].person, by=request.user, at=timezone.now())
    return see_other(circle)


def _another(request, circle: Circle, key: str) -> Seat:
    rows = Seat.objects.visible_to(request.viewer).filter(circle=circle)
    seat = one(rows.select_related("person"), key=key)
    seat.circle = circle
    return seat


@require_POST
def hosting(request, slug, key, seat_key):
    """Have somebody host too; or take it oneself, when nobody does."""
    circle, mine = find_circle(request, slug, key)
    seat = _another(request, circle, seat_key)
    hosts = Seat.objects.visible_to(request.viewer).hosting().filter(circle=circle)
    taking = mine is not None and seat.pk == mine.pk and rules.can_take_hosting(mine, hosts.exists())
    allow(taking or rules.can_invite_guest(mine))
    seat.host(by=request.user, at=timezone.now())
    return see_other(circle)


@require_POST
def hosting_no_more(request, slug, key):
    """Stop hosting, and stay."""
    circle, seat = find_circle(request, slug, key)
    allow(seat is not None)
    seat.stop_hosting(by=request.user, at=timezone.now())
    return see_other(circle)


@require_POST
def unseating(request, slug, key, seat_key):
    """Take a guest's seat back before its time, or somebody's place in the circle."""
    circle, _mine = find_as_host(request, slug, key)
    seat = _another(request, circle, seat_key)
    allow(not seat.is_host or seat.person_id == request.user.pk)
    seat.leave(by=request.user, at=timezone.now())
    return see_other(circle)


@require_http_methods(["GET", "HEAD", "POST"])
def inviting_guest(request, slug, key):
    """Invite somebody from outside to this circle alone, for a time."""
    circle, _seat = find_as_host(request, slug, key)
    enter_as_member(request, slug)
    allow(circle.ended_at is None)
    zone = circle.community.zone
    form = GuestForm(request.POST or None, today=timezone.now().astimezone(zone).date())
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        until = datetime.combine(said.pop("until"), time(23, 59), tzinfo=zone)
        try:
            Invitation.write(
                circle.community, by=request.user, at=timezone.now(), circle=circle, guest_until=until, **said
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("%(name)s recevra votre invitation par courriel.") % {"name": said["name"]})
            return see_other(circle)
    answer = form_answer if form.errors else render
    return answer(request, "community/guest_page.html", {"form": form, "circle": circle})
