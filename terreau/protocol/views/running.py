"""A run as each person sees it: its door, its screen, the room's own wall, and what is listened to."""

import json

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from terreau.ui.answers import see_other

from ..at_gatherings import gathering_of, shared_in
from ..finding import find_room, find_run, find_screen
from ..models import Participant, Review
from ..screen import Screen, look

CHANNEL = "X-Live-Channel"


@require_safe
def run(request, slug, key):
    """The run: its door for who is outside, the step for who is in the room, what was left of it afterwards."""
    screen = find_screen(request, slug, key)
    if screen.me is None:
        shared = shared_in(request.viewer, [screen.run.pk]) if screen.state.phase == "ended" else []
        context = {"screen": screen, "run": screen.run, "learnings": shared}
        return render(request, "protocol/door_page.html", context | _held_at(request, screen.run))
    if screen.state.phase == "ended":
        return render(request, "protocol/after_page.html", after_context(request, screen))
    context = {"screen": screen, "run": screen.run, "still": request.GET.get("arret") == "1"}
    return render(request, "protocol/run_page.html", context)


def after_context(request, screen: Screen, **more) -> dict:
    """What the page of a run that ended needs."""
    from ..forms import ReviewForm

    own = Review.objects.visible_to(request.viewer).filter(run=screen.run, person=request.user).first()
    form = more.pop("form", None) or ReviewForm(review=own)
    shared = shared_in(request.viewer, [screen.run.pk])
    context = {"screen": screen, "run": screen.run, "form": form, "review": own, "learnings": shared, **more}
    return context | _held_at(request, screen.run)


def _held_at(request, run) -> dict:
    """The date the session belongs to, if it has one."""
    return {"gathering": gathering_of(request.viewer, run)}


@require_safe
def screen(request, slug, key):
    """The parts of the screen, for who is in the room; what everybody fetches when something changed."""
    found = find_room(request, slug, key)
    return render(request, "protocol/_screen.html", {"screen": found, "run": found.run, "still": False})


@require_safe
def wall(request, slug, key):
    """The room's own screen: the step, the sentence to say, the time; nothing that anybody wrote."""
    room = find_room(request, slug, key)
    found = look(room.run, request.viewer, at=timezone.now(), wall=True)
    template = "protocol/_wall.html" if request.headers.get("HX-Request") == "true" else "protocol/wall_page.html"
    return render(request, template, {"screen": found, "run": found.run})


@require_safe
def channel(request, slug, key):
    """Whether this person may listen to the run, said to the server's streams in a header; the body says nothing."""
    found = find_room(request, slug, key)
    answer = HttpResponse(b"", content_type="text/plain")
    answer[CHANNEL] = json.dumps(["run", found.run.pk, request.user.pk, found.run.pulse])
    return answer


@require_POST
def coming_in(request, slug, key):
    """« J’accepte ces règles, j’entre »."""
    found = find_run(request, slug, key)
    Participant.come_in(found, request.user, at=timezone.now())
    return see_other(found)


@require_POST
def going_out(request, slug, key):
    """« Sortir sans bruit »: access ends here and now."""
    found = find_room(request, slug, key)
    found.me.go_out(at=timezone.now())
    return see_other(found.run)
