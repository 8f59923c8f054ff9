"""The sessions of a community: formats by intention, what goes on, what was."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from terreau.community.viewing import enter_as_member

from .. import shape
from ..at_gatherings import meant
from ..models import AdaptedFormat, Cohort, Review, Run

SHOWN = 20


@require_safe
def runs(request, slug):
    """What goes on first, then how to begin something, then what was."""
    community, _membership = enter_as_member(request, slug)
    rows = Run.objects.visible_to(request.viewer).filter(community=community).select_related("circle")
    every = list(rows.coming_first()[: SHOWN * 2])
    adapted = [row.format for row in AdaptedFormat.objects.visible_to(request.viewer).filter(community=community)]
    reviews = Review.objects.visible_to(request.viewer).filter(community=community, person=request.user)
    context = {
        "gathering": meant(request, community, request.GET.get("rencontre", "")),
        "going": [run for run in every if run.ended_at is None],
        "past": [run for run in every if run.ended_at is not None][:SHOWN],
        "shelves": shelves(adapted),
        "house": shape.house_formats().keys(),
        "cohorts": Cohort.objects.visible_to(request.viewer).filter(community=community, ended_at=None),
        "to_tell": list(reviews.to_tell(timezone.now()).select_related("run")[:3]),
    }
    return render(request, "protocol/runs_page.html", context)


def shelves(adapted: list[shape.Format]) -> list[tuple[str, list[shape.Format]]]:
    """(intention in words, formats) for each intention that has some."""
    formats = [*adapted, *shape.house_formats().values()]
    found = [(words, [form for form in formats if form.intention == key]) for key, words in shape.INTENTIONS.items()]
    return [(words, some) for words, some in found if some]
