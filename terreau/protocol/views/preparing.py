"""Preparing a session, at once, in the community or in one of one's circles."""

from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from terreau.community.viewing import enter_as_member
from terreau.ui.answers import form_answer, see_other

from ..at_gatherings import meant
from ..forms import PrepareForm
from ..models import Cohort, Run
from ..models.adapted import format_at


@require_http_methods(["GET", "HEAD", "POST"])
def preparing(request, slug, format):
    """Where it is held and what it is called; whoever prepares it drives it."""
    community, _membership = enter_as_member(request, slug)
    found = format_at(request.viewer, community, format)
    if found is None:
        raise Http404
    date = meant(request, community, request.GET.get("rencontre", ""))
    if date is not None:
        return _for_a_date(request, community, found, date)
    circles = request.viewer.circles_to_write_in(community)
    form = PrepareForm(request.POST or None, circles=circles, initial={"circle": request.GET.get("cercle", "")})
    if request.method == "POST" and form.is_valid():
        circle = form.chosen_circle
        cohort = None
        if circle is not None:
            cohort = Cohort.objects.visible_to(request.viewer).filter(circle=circle, ended_at=None).first()
        run = Run.prepare(
            community, found, by=request.user, at=timezone.now(), circle=circle, cohort=cohort,
            title=form.cleaned_data["title"],
        )  # fmt: skip
        return see_other(run)
    answer = form_answer if form.errors else render
    return answer(request, "protocol/preparing_page.html", {"form": form, "format": found, "gathering": None})


def _for_a_date(request, community, found, date):
    """For a gathering, it is held with those of the gathering: all members, or its circle."""
    form = PrepareForm(request.POST or None, circles=[])
    del form.fields["circle"]
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            at = timezone.now()
            row = date.touched(at)
            title = form.cleaned_data["title"]
            run = Run.prepare(community, found, by=request.user, at=at, circle=date.circle, title=title, origin=row)
        return see_other(run)
    answer = form_answer if form.errors else render
    return answer(request, "protocol/preparing_page.html", {"form": form, "format": found, "gathering": date})
