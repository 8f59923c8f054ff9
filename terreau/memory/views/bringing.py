"""The first step: a file is chosen, and looked at."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from terreau.community.viewing import enter_with
from terreau.ui.answers import form_answer, see_other

from ..bringing import bring
from ..forms import FORMS
from ..models import Arrival

SLUGS = {
    "membres": Arrival.Kind.MEMBERS,
    "courriels": Arrival.Kind.MBOX,
    "histoire": Arrival.Kind.HISTORY,
    "calendrier": Arrival.Kind.CALENDAR,
    "liens": Arrival.Kind.LINKS,
    "documents": Arrival.Kind.FOLDER,
}


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request, slug, what):
    """Choose a file of one kind; it is read in the background, and nothing comes in yet."""
    community, _membership = enter_with("archive", request, slug)
    if what not in SLUGS:
        raise Http404
    kind = SLUGS[what]
    form = FORMS[kind](request.POST, request.FILES) if request.method == "POST" else FORMS[kind]()
    if request.method == "POST" and form.is_valid():
        try:
            return see_other(bring(community, kind, form.files_given(), by=request.user, at=timezone.now()))
        except ValidationError as refused:
            form.add_error("brought", refused)
    answer = form_answer if request.method == "POST" else render
    return answer(request, "memory/bringing_page.html", {"form": form, "kind": kind, "what": what})
