"""How a view answers: the part to htmx, the page to everybody else."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url


def allow(rule: bool) -> None:
    """Go on if the rule holds; 403 otherwise."""
    if not rule:
        raise PermissionDenied


def wants_part(request) -> bool:
    """Whether htmx asked, and a part of the page is enough."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def see_other(page) -> HttpResponseRedirect:
    """After an act, on to a page: an object with an address, a route name or a path (303)."""
    answer = HttpResponseRedirect(resolve_url(page))
    answer.status_code = 303
    return answer


def part_or_page(request, template: str, context: dict, page) -> HttpResponse:
    """After an act: the partial to htmx, a redirect to the page for everyone else."""
    if wants_part(request):
        return render(request, template, context)
    return see_other(page)


def form_answer(request, template: str, context: dict) -> HttpResponse:
    """A form that was refused: the same form with what was typed and what is wrong (422)."""
    return render(request, template, context, status=422)
