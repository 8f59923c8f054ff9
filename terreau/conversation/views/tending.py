"""What keeps a thread in order: its title, closing, moving, taking it out."""

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from terreau.community.forms.where import EVERYBODY, WhereForm
from terreau.ui.answers import allow, form_answer, see_other

from .. import rules, saying
from ..forms import ReasonForm, TitleForm
from .finding import find_thread


@require_http_methods(["GET", "HEAD", "POST"])
def tend(request, slug, key):
    """The page where a thread gets a title, is closed or moved."""
    community, membership, found = find_thread(request, slug, key)
    allow(rules.can_tend(request.user, membership, found, request.viewer.circles))
    form = TitleForm(request.POST if request.method == "POST" else None, initial={"title": found.title})
    if request.method == "POST" and form.is_valid():
        found.entitle(form.cleaned_data["title"], by=request.user, at=timezone.now())
        return see_other(found)
    return _page(request, community, membership, found, form, refused=request.method == "POST")


def _page(request, community, membership, found, form, *, refused=False, trouble=""):
    circles = request.viewer.circles_to_write_in(community)
    places = [(EVERYBODY, saying.who_will_read(community, None))] if membership is not None else []
    places += [(circle.key, saying.who_will_read(community, circle)) for circle in circles]
    here = found.circle.key if found.circle else EVERYBODY
    context = {
        "thread": found,
        "form": form,
        "places": [(key, readers) for key, readers in places if key != here],
        "names": {circle.key: circle.name for circle in circles},
        "trouble": trouble,
        "moderates": rules.can_moderate(membership),
    }
    answer = form_answer if refused else render
    return answer(request, "conversation/tend_page.html", context)


@require_POST
def close(request, slug, key):
    """Close a thread, or open it again."""
    _community, membership, found = find_thread(request, slug, key)
    allow(rules.can_tend(request.user, membership, found, request.viewer.circles))
    act = found.reopen if request.POST.get("clos") == "non" else found.close
    act(by=request.user, at=timezone.now())
    return see_other(found)


@require_POST
def move(request, slug, key):
    """Take a thread to a circle where one may write, or to the whole community."""
    community, membership, found = find_thread(request, slug, key)
    allow(rules.can_tend(request.user, membership, found, request.viewer.circles))
    circles = {circle.key: circle for circle in request.viewer.circles_to_write_in(community)}
    chosen = request.POST.get("where", "?")
    known = chosen in circles or (chosen == EVERYBODY and membership is not None)
    trouble = "" if known else str(WhereForm.base_fields["where"].error_messages["invalid_choice"])
    if known:
        try:
            found.move(circles.get(chosen), by=request.user, at=timezone.now())
        except ValidationError as refusal:
            trouble = " ".join(refusal.messages)
    if not trouble:
        return see_other(found)
    form = TitleForm(initial={"title": found.title})
    return _page(request, community, membership, found, form, refused=True, trouble=trouble)


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request, slug, key):
    """A moderator takes a whole thread out, with a reason."""
    _community, membership, found = find_thread(request, slug, key)
    allow(rules.can_moderate(membership))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        found.hide(by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
        return see_other(found)
    answer = form_answer if request.method == "POST" else render
    return answer(request, "conversation/hide_page.html", {"thread": found, "form": form})


@require_POST
def show(request, slug, key):
    """A moderator puts a thread back."""
    _community, membership, found = find_thread(request, slug, key)
    allow(rules.can_moderate(membership))
    found.show(by=request.user, at=timezone.now())
    return see_other(found)
