"""Afterwards: ninety seconds, one's own traces, one question two weeks later, and the harvest of a paper session."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.community.viewing import enter_as_member, one
from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.keys import key_in

from .. import rules, shape
from ..finding import find_room
from ..forms import HarvestForm, ReviewForm, TellForm
from ..models import Capture, Review
from .running import after_context


@require_POST
def reviewing(request, slug, key):
    """What I take, what I will try, worth the time? Mine alone, but for one learning if I say so."""
    screen = find_room(request, slug, key)
    allow(rules.can_review(screen.me, screen.run))
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return form_answer(request, "protocol/after_page.html", after_context(request, screen, form=form))
    Review.make(screen.run, request.user, at=timezone.now(), **form.words())
    messages.success(request, _("C’est noté, pour vous."))
    return see_other(screen.run)


@require_http_methods(["GET", "HEAD", "POST"])
def harvesting(request, slug, key):
    """A session held on paper, typed afterwards: what the person asked, and what came out."""
    screen = find_room(request, slug, key)
    if screen.state.phase == "ended":
        return see_other(screen.run)
    allow(rules.can_harvest(screen.me, screen.run))
    form = HarvestForm(request.POST or None, people=screen.people, format=screen.run.format)
    if request.method == "POST" and form.is_valid():
        form.harvest(screen.run, by=request.user, at=timezone.now())
        return see_other(screen.run)
    answer = form_answer if form.errors else render
    return answer(request, "protocol/harvesting_page.html", {"form": form, "run": screen.run})


@require_safe
def mine(request, slug):
    """Everything of mine that sessions hold: kept, or about to go."""
    community, _membership = enter_as_member(request, slug)
    rows = Capture.objects.visible_to(request.viewer).filter(community=community, author=request.user)
    reviews = Review.objects.visible_to(request.viewer).filter(community=community, person=request.user)
    context = {
        "captures": rows.select_related("run").order_by("-at")[:100],
        "reviews": reviews.select_related("run").order_by("-made_at")[:50],
        "notes": shape.NOTES,
        "shareable": rules.SHARED,
    }
    return render(request, "protocol/mine_page.html", context)


def _my_capture(request, slug: str, key: str) -> Capture:
    community, _membership = enter_as_member(request, slug)
    rows = Capture.objects.visible_to(request.viewer).filter(community=community, author=request.user)
    found = one(rows.select_related("run"), key=key_in(key))
    found.run.community = community
    return found


@require_POST
def keeping(request, slug, key):
    """Keep these words of mine, or let them go in ninety days."""
    found = _my_capture(request, slug, key)
    found.keep(request.POST.get("keeps") == "1", at=timezone.now())
    return _back(slug)


@require_POST
def erasing(request, slug, key):
    """Take these words of mine away now."""
    _my_capture(request, slug, key).erase()
    return _back(slug)


@require_POST
def sharing(request, slug, key):
    """Let these words of mine out of the room, with my name or without."""
    found = _my_capture(request, slug, key)
    allow(rules.can_share(request.user.pk, found, found.run))
    found.share(by=request.user, at=timezone.now(), signed=request.POST.get("name") != "none")
    return _back(slug)


def _back(slug: str):
    from django.urls import reverse

    return see_other(reverse("protocol:mine", args=[slug]))


@require_http_methods(["GET", "HEAD", "POST"])
def following_up(request, slug, key):
    """« Qu’avez-vous essayé ? »: asked once, answered or not, for oneself."""
    community, _membership = enter_as_member(request, slug)
    rows = Review.objects.visible_to(request.viewer).filter(community=community, person=request.user)
    review = one(rows.select_related("run"), key=key_in(key))
    if not review.will_try:
        raise Http404
    form = TellForm(request.POST or None, initial={"tried": review.tried})
    if request.method == "POST" and form.is_valid():
        review.tell(form.cleaned_data["tried"], at=timezone.now())
        messages.success(request, _("C’est noté, pour vous."))
        return _back(slug)
    answer = form_answer if form.errors else render
    return answer(request, "protocol/following_up_page.html", {"form": form, "review": review})
