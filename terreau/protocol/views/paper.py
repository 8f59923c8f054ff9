"""Paper: the one-page running order, with roles, minutes and lines to say."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from terreau.community.viewing import enter_as_member

from .. import rules
from ..finding import find_run
from ..models import Participant
from ..models.adapted import format_at


@require_safe
def format_paper(request, slug, format):
    """The running order of a format."""
    community, _membership = enter_as_member(request, slug)
    found = format_at(request.viewer, community, format)
    if found is None:
        raise Http404
    return render(request, "protocol/paper_page.html", {"format": found, "run": None, "minutes": _minutes(found)})


@require_safe
def run_paper(request, slug, key):
    """The running order of a run, with its minutes as they stand; nothing that anybody wrote."""
    run = find_run(request, slug, key)
    rows = Participant.objects.visible_to(request.viewer).here()
    me = rows.filter(run=run, person=request.viewer.person).first()
    context = {"format": run.format, "run": run, "minutes": list(run.state.planned)}
    context["may_harvest"] = rules.can_harvest(me, run)
    return render(request, "protocol/paper_page.html", context)


def _minutes(form) -> list[int]:
    return [step.minutes for step in form.steps]
