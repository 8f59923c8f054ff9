"""« Pratique »: what the community knows how to do, by kind, by shelf, by question, by word."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from terreau.community.viewing import enter_invited
from terreau.ui.keys import key_in

from .. import lists, rules
from ..kinds import SHAPES, Kind
from ..models import Shelf, Tag
from .finding import one_of


@require_safe
def notes(request, slug):
    """Every note that the viewer may read, the one that changed last first."""
    community, membership = enter_invited(request, slug)
    return render(request, "practice/notes_page.html", notes_context(request, community, membership))


def notes_context(request, community, membership) -> dict:
    """The list asked for, and the ways in beside it."""
    kind = request.GET.get("sorte", "")
    kind = kind if kind in Kind.values else ""
    tag = _tag(request, community, request.GET.get("mot", "")) if membership else None
    before = request.GET.get("avant", "")
    page = lists.page_of(request.viewer, community, kind=kind, tag=tag, before=before)
    return {
        "page": page,
        "kind": kind,
        "kinds": [(one.value, shape.plural) for one, shape in SHAPES.items()],
        "tag": tag,
        "places": lists.places_of(community) if membership else {},
        "base": reverse("practice:notes", args=[community.slug]),
        "membership": membership,
        "files": rules.can_file(membership),
        "writes": membership is not None or bool(request.viewer.circles_to_write_in(community)),
        "first": not before,
        "kept_why": "",
    }


def _tag(request, community, key: str):
    if not key:
        return None
    rows = Tag.objects.visible_to(request.viewer).select_related("synonym_of")
    tag = one_of(request, rows, community=community, key=key_in(key))
    return tag.synonym_of or tag


@require_safe
def shelf(request, slug, key):
    """One shelf, question or brassée, and its notes."""
    community, membership = enter_invited(request, slug)
    rows = Shelf.objects.visible_to(request.viewer).select_related("made_by")
    found = one_of(request, rows, community=community, key=key_in(key))
    found.community = community
    context = {
        "shelf": found,
        "page": lists.page_of(request.viewer, community, shelf=found, before=request.GET.get("avant", "")),
        "base": reverse("practice:notes", args=[slug]),
        "tends": rules.can_tend_shelf(request.viewer.person, membership, found),
    }
    return render(request, "practice/shelf_page.html", context)
