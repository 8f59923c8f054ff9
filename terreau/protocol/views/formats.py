"""A format: what it is for, how it goes; and a community's own copy of it."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from terreau.community.viewing import enter_as_member
from terreau.ui.answers import allow, form_answer, see_other

from .. import rules, shape
from ..at_gatherings import meant
from ..forms import AdaptForm
from ..models import AdaptedFormat
from ..models.adapted import format_at


def _find(request, slug: str, format: str):
    community, membership = enter_as_member(request, slug)
    found = format_at(request.viewer, community, format)
    if found is None:
        raise Http404
    return community, membership, found


@require_safe
def one_format(request, slug, format):
    """What it is for, who it is for, and its steps."""
    community, membership, found = _find(request, slug, format)
    context = {
        "gathering": meant(request, community, request.GET.get("rencontre", "")),
        "format": found,
        "may_adapt": rules.can_adapt(membership),
        "is_copy": found.slug not in shape.house_formats(),
        "intention": shape.INTENTIONS[found.intention],
        "modes": shape.MODES,
    }
    return render(request, "protocol/format_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def adapting(request, slug, format):
    """Change the minutes and the sentences of a copy; runs already prepared keep what they began with."""
    community, membership, found = _find(request, slug, format)
    allow(rules.can_adapt(membership))
    form = AdaptForm(request.POST or None, form=found)
    if request.method == "POST" and form.is_valid():
        try:
            row = AdaptedFormat.adapt(community, found, form.definition(), by=request.user, at=timezone.now())
            return see_other(row)
        except shape.WrongFormat as wrong:
            form.add_error(None, wrong.why)
    answer = form_answer if form.errors else render
    return answer(request, "protocol/adapting_page.html", {"form": form, "format": found})
