"""Cohorts, duos and trios: proposing one, saying yes, its calendar and its pact, going."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.community.viewing import enter_as_member, one, today_in
from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.keys import key_in

from ..forms import CohortForm, FreeTimeForm
from ..models import Cohort, FreeTime, Place, Review, Run, Turn
from ..models.free_time import PARTS
from ..pairing import fitting, free_times, trio


@require_safe
def cohorts(request, slug):
    """Mine, those I was asked to join, and with whom I might go a way."""
    community, membership = enter_as_member(request, slug)
    rows = Cohort.objects.visible_to(request.viewer).filter(community=community).order_by("-made_at")
    places = {place.cohort_id: place for place in Place.objects.visible_to(request.viewer).filter(person=request.user)}
    every = [(cohort, places[cohort.pk]) for cohort in rows if cohort.pk in places]
    free = free_times(request.viewer, community)
    fits = fitting(request.viewer, membership, at=timezone.now(), free=free)
    context = {
        "free": FreeTimeForm(initial={"parts": free.get(request.user.pk, [])}),
        "parts": PARTS,
        "asked": [c for c, place in every if not place.accepted_at and not c.ended_at],
        "mine": [c for c, place in every if place.accepted_at and not c.ended_at],
        "past": [c for c, place in every if c.ended_at],
        "fitting": fits[:5],
        "trio": trio(request.viewer, fits, free=free),
    }
    return render(request, "protocol/cohorts_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def proposing(request, slug):
    """Propose a cohort, a duo or a trio to a few people; each answers for themselves."""
    community, membership = enter_as_member(request, slug)
    others = fitting(request.viewer, membership, at=timezone.now())
    today = timezone.localdate()
    start = {
        "kind": request.GET.get("sorte", "duo"),
        "people": request.GET.getlist("avec"),
        "begins_on": today,
        "ends_on": today + timedelta(days=84),
    }
    form = CohortForm(request.POST or None, others=others, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            fields, people = form.words(), form.chosen()
            made = Cohort.propose(community, people, by=request.user, at=timezone.now(), **fields)
            return see_other(made)
        except ValidationError as refusal:
            form.add_error("people", refusal)
    answer = form_answer if form.errors else render
    return answer(request, "protocol/proposing_page.html", {"form": form, "others": others})


def _find(request, slug: str, key: str) -> Cohort:
    community, _membership = enter_as_member(request, slug)
    rows = Cohort.objects.visible_to(request.viewer).select_related("circle").filter(community=community)
    found = one(rows, key=key_in(key))
    found.community = community
    return found


@require_safe
def cohort(request, slug, key):
    """Its people, its pact, whose turn and when, what each tried since last time."""
    found = _find(request, slug, key)
    places = Place.objects.visible_to(request.viewer).filter(cohort=found, left_at=None).select_related("person")
    places = list(places.order_by("order"))
    mine = next((place for place in places if place.person_id == request.user.pk), None)
    reviews = Review.objects.visible_to(request.viewer).filter(run__cohort=found, person=request.user)
    here = {place.person_id for place in places}
    turns = Turn.objects.visible_to(request.viewer).filter(cohort=found).select_related("person")
    turns = [turn for turn in turns if turn.person_id in here]
    today = today_in(found.community)
    context = {
        "cohort": found,
        "places": places,
        "am_in": mine is not None and mine.accepted_at is not None,
        "agreed": mine is not None and mine.pact_accepted_at is not None,
        "next_turn": next((turn for turn in turns if turn.on >= today), None),
        "may_end": found.made_by_id == request.user.pk,
        "turns": turns,
        "runs": Run.objects.visible_to(request.viewer).filter(cohort=found).coming_first()[:12],
        "last": reviews.exclude(will_try="").order_by("-made_at").first(),
    }
    return render(request, "protocol/cohort_page.html", context)


@require_POST
def accepting(request, slug, key):
    """« J’en suis »."""
    found = _find(request, slug, key)
    found.accept(request.user, at=timezone.now())
    return see_other(found)


@require_POST
def agreeing(request, slug, key):
    """« J’accepte ce pacte », for who is in."""
    found = _find(request, slug, key)
    mine = Place.objects.visible_to(request.viewer).filter(cohort=found, person=request.user, left_at=None).first()
    allow(mine is not None and mine.accepted_at is not None)
    found.agree(request.user, at=timezone.now())
    return see_other(found)


@require_POST
def freeing(request, slug):
    """When I am usually free: said to find somebody, taken back by saying nothing."""
    community, _membership = enter_as_member(request, slug)
    form = FreeTimeForm(request.POST)
    if form.is_valid():
        FreeTime.say(community, request.user, form.cleaned_data["parts"], at=timezone.now())
    return see_other(reverse("protocol:cohorts", args=[slug]))


@require_POST
def leaving(request, slug, key):
    """Say no, or go; nobody asks why."""
    found = _find(request, slug, key)
    found.leave(request.user, at=timezone.now())
    messages.success(request, _("C’est fait. Aucune raison n’est demandée."))
    return see_other(reverse("protocol:cohorts", args=[slug]))


@require_POST
def ending(request, slug, key):
    """Close it, for who proposed it."""
    found = _find(request, slug, key)
    allow(found.made_by_id == request.user.pk)
    found.end(by=request.user, at=timezone.now())
    return see_other(found)
