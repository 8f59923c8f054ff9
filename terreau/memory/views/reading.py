"""What is on its way, what came in, and everything that is wrong in it."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terreau.community.viewing import enter_with
from terreau.ui.answers import wants_part
from terreau.ui.tables import csv_response

from .. import rules
from ..forms import CORRECTED, starting_form
from ..models import Arrival, ArrivalProblem
from ..telling import problem_counts
from .finding import circles_open_to, find_arrival

A_PAGE = 100
AT_MOST = 50


@require_safe
def arrivals(request, slug):
    """What was brought so far, and what can be."""
    community, _membership = enter_with("archive", request, slug)
    rows = Arrival.objects.visible_to(request.viewer).filter(community=community).select_related("started_by")
    found = list(rows[:AT_MOST])
    for one in found:
        one.community = community
    return render(request, "memory/arrivals_page.html", {"arrivals": found})


@require_safe
def arrival(request, slug, key):
    """One arrival, at whichever step it is; the part alone while a page follows it."""
    _community, membership, found = find_arrival(request, slug, key)
    words = words_for(request, membership, found)
    return render(request, "memory/_arrival.html" if wants_part(request) else "memory/arrival_page.html", words)


def words_for(request, membership, found, **forms) -> dict:
    """What the page of an arrival says; forms already filled in stay as they are."""
    to_check = found.state == Arrival.State.LOOKED
    may_enrol = rules.can_enrol(membership)
    circles = circles_open_to(request, found.community)
    words = {
        "arrival": found,
        "columns": None,
        "problems": list(_problems(found)[:20]),
        "problem_counts": problem_counts(found),
        "may_enrol": may_enrol,
        "starting": forms.get("starting") or (starting_form(found, circles, may_enrol) if to_check else None),
    }
    if to_check and (found.findings.get("titles") or found.findings.get("zones")):
        words["columns"] = forms.get("columns") or CORRECTED[found.kind](found)
    return words


@require_safe
def problems(request, slug, key):
    """Everything that is wrong, by line, a hundred on a page."""
    _community, _membership, found = find_arrival(request, slug, key)
    after = request.GET.get("apres", "")
    rows = _problems(found).filter(pk__gt=int(after) if after.isdigit() and len(after) < 18 else 0)
    shown = list(rows[: A_PAGE + 1])
    address = reverse("memory:problems", args=[slug, key])
    next_url = f"{address}?apres={shown[A_PAGE - 1].pk}" if len(shown) > A_PAGE else None
    words = {"arrival": found, "problems": shown[:A_PAGE], "next_url": next_url, "counts": problem_counts(found)}
    return render(request, "memory/problems_page.html", words)


@require_safe
def problems_csv(request, slug, key):
    """The same as a table to take along, for mending the file with it open beside."""
    _community, _membership, found = find_arrival(request, slug, key)
    rows = ([row.file, row.line or "", row.said.what, row.said.mend] for row in _problems(found).iterator())
    header = [_("Fichier"), _("Ligne"), _("Ce qui ne va pas"), _("Comment y remédier")]
    return csv_response(f"arrivee-{found.key}.csv", header, rows)


def _problems(found: Arrival):
    return ArrivalProblem.objects.of(found)
