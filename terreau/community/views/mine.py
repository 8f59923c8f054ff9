"""« Mes communautés », and opening a new one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from terreau.people import arriving
from terreau.people.administrators import administrator_required
from terreau.spine.reading import System
from terreau.ui.answers import form_answer, see_other

from ..forms.founding import FoundingForm
from ..models import Circle, Community, Hat, Invitation, Membership
from ..viewing import for_visitors

AT_MOST = 50


@login_not_required
@require_safe
def mine(request):
    """Where I belong, what waits for me, where I could go; for visitors, what is open to all."""
    viewer = request.viewer
    if viewer.person is None:
        public = Community.objects.visible_to(viewer).order_by("name")[:AT_MOST]
        context = {"public": list(public), "is_new": not public and _nothing_yet()}
        return for_visitors(request, render(request, "community/front_door_page.html", context))
    context = _belonging(viewer, timezone.now())
    context["is_new"] = not any(context.values()) and _nothing_yet()
    return render(request, "community/mine_page.html", context)


def _nothing_yet() -> bool:
    return not Community.objects.visible_to(System("is this installation new")).exists()


def _belonging(viewer, at) -> dict:
    """Every way in which this person has to do with a community."""
    person = viewer.person
    others = Membership.objects.visible_to(viewer).filter(person=person).exclude(status=Membership.Status.ACTIVE)
    others = list(others.select_related("community", "invited_by").order_by("-since"))
    known = [*viewer.communities, *(row.community_id for row in others)]
    open_to_all = Community.objects.visible_to(viewer).filter(public_page=True).exclude(pk__in=known)
    invitations = Invitation.objects.visible_to(viewer).opening(at).filter(email=person.email)
    return {
        "memberships": sorted(viewer.memberships.values(), key=lambda m: m.community.name.casefold()),
        "others": others,
        "invitations": [i for i in invitations.select_related("community", "circle", "by") if _is_new_to(i, viewer)],
        "guest_circles": _guest_circles(viewer),
        "offers": list(
            Hat.objects.visible_to(viewer)
            .filter(membership__person=person, accepted_at=None, ended_at=None)
            .select_related("community")
        ),
        "open": list(open_to_all.exclude(entry=Community.Entry.INVITATION).order_by("name")[:AT_MOST]),
    }


def _is_new_to(invitation, viewer) -> bool:
    if invitation.circle_id:
        return invitation.circle_id not in viewer.circles
    return invitation.community_id not in viewer.memberships


def _guest_circles(viewer) -> list[Circle]:
    if not viewer.guest_communities:
        return []
    rows = Circle.objects.visible_to(viewer).filter(community__in=viewer.guest_communities, pk__in=viewer.circles)
    return list(rows.select_related("community").order_by("name"))


@require_http_methods(["GET", "HEAD", "POST"])
@administrator_required
def founding(request):
    """Open a community and say who coordinates it."""
    form = FoundingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            community = _found(request.user, form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("« %(name)s » est ouverte.") % {"name": community.name})
            return see_other(community if Membership.of(community, request.user) else "/")
    answer = form_answer if form.errors else render
    return answer(request, "community/founding_page.html", {"form": form})


def _found(person, said) -> Community:
    at, coordinator = timezone.now(), None
    if email := said["coordinator_email"]:
        coordinator = arriving.person_at(email, name=said["coordinator_name"] or email.split("@")[0], at=at)
    words = {"slug": said["slug"], "name": said["name"], "purpose": said["purpose"]}
    return Community.found(by=person, coordinator=coordinator, at=at, **words)
