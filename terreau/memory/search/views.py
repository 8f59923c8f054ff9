"""The results page, the same results as one types, and the two quiet helpers beside a box being written."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from terreau.community.viewing import enter_as_member, enter_invited
from terreau.spine import search
from terreau.ui.answers import wants_part

from . import enough, finding
from .finding import Answer
from .forms import Typed

LESSER = 3  # what « déjà fait ? » shows at most


@require_safe
def everywhere(request):
    """In all the communities of the viewer."""
    return _results(request, None, [])


@login_not_required
@require_safe
def here(request, slug):
    """In one community: for its members, for the guests of its circles, for anybody where the talk is public."""
    community, _membership = enter_invited(request, slug, talk=True)
    return _results(request, community, request.viewer.circles_in(community))


def _results(request, community, circles):
    typed = Typed.of(request.GET)
    part = wants_part(request)
    answer = finding.look(
        request.viewer, typed.text, community=community, typing=part, start=typed.start, **typed.chosen
    )
    context = {
        "typed": typed,
        "answer": answer,
        "families": search.families(),
        "circles": circles,
        "base": _address(community),
        "communities": _names(request.viewer) if community is None else {},
    }
    return render(request, "memory/_search_results.html" if part else "memory/search_page.html", context)


def _address(community) -> str:
    return reverse("search:here", args=[community.slug]) if community else reverse("search:everywhere")


def _names(viewer) -> dict[int, str]:
    return {pk: membership.community.called for pk, membership in viewer.memberships.items()}


@require_safe
def just_enough(request, slug):
    """« Juste assez »: three things at most, two people at most who agreed to be asked, and why."""
    community, _membership = enter_as_member(request, slug)
    typed = Typed.of(request.GET)
    given = enough.for_question(request.viewer, community, typed.text) if typed.text else None
    context = {"typed": typed, "given": given, "base": reverse("search:enough", args=[slug])}
    return render(request, "memory/enough_page.html", context)


@require_safe
def already(request, slug):
    """« Déjà fait ? »: what looks like the words being written; nothing at all when nothing does."""
    community, _membership = enter_invited(request, slug, talk=True)
    words = " ".join(request.GET.get(name, "")[:600] for name in ("title", "text")).replace("\0", "")
    answer = enough.resembling(request.viewer, community, words) if words.strip() else Answer(finding.Query())
    return render(request, "memory/_already.html", {"hits": answer.hits[:LESSER], "words": words.strip()})
