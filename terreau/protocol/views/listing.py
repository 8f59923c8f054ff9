"""The sessions of a community: formats by intention, what goes on, what was."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terreau.community.viewing import enter_as_member

from .. import shape
from ..at_gatherings import meant
from ..models import AdaptedFormat, Cohort, Review, Run

SHOWN = 20
SUGGESTED = {  # kind of a gathering → format
    "codev": "codeveloppement",
    "duo": "troika",
    "stories": "cercle-de-recits",
    "review": "retrospective",
    "decision": "consentement",
}


@require_safe
def runs(request, slug):
    """What goes on first, then how to begin something, then what was."""
    community, _membership = enter_as_member(request, slug)
    gathering = meant(request, community, request.GET.get("rencontre", ""))
    rows = Run.objects.visible_to(request.viewer).filter(community=community).select_related("circle")
    every = list(rows.coming_first()[: SHOWN * 2])
    adapted = [row.format for row in AdaptedFormat.objects.visible_to(request.viewer).filter(community=community)]
    reviews = Review.objects.visible_to(request.viewer).filter(community=community, person=request.user)
    context = {
        "gathering": gathering,
        "going": [run for run in every if run.ended_at is None],
        "past": [run for run in every if run.ended_at is not None][:SHOWN],
        "shelves": shelves(adapted, suggested(gathering)),
        "house": shape.house_formats().keys(),
        "cohorts": Cohort.objects.visible_to(request.viewer).filter(community=community, ended_at=None),
        "to_tell": list(reviews.to_tell(timezone.now()).select_related("run")[:3]),
    }
    return render(request, "protocol/runs_page.html", context)


def suggested(gathering) -> shape.Format | None:
    """What goes with a gathering of this kind."""
    slug = SUGGESTED.get(gathering.words.kind) if gathering is not None else None
    return shape.house_formats()[slug] if slug else None


def shelves(adapted: list[shape.Format], first: shape.Format | None) -> list[tuple[str, list[shape.Format]]]:
    """(intention in words, formats) for each intention that has some, after the one that comes first, if any does."""
    formats = [form for form in (*adapted, *shape.house_formats().values()) if form is not first]
    found = [(words, [form for form in formats if form.intention == key]) for key, words in shape.INTENTIONS.items()]
    above = [(_("Pour cette rencontre"), [first])] if first is not None else []
    return above + [(words, some) for words, some in found if some]
