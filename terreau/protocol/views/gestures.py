"""Gestures: those of whoever drives, and the small ones everybody makes. Each answers with the screen."""

import random

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from terreau.ui.answers import allow, see_other, wants_part
from terreau.ui.keys import key_in

from .. import engine, rules
from ..finding import find_room, number_in
from ..models import Participant
from ..models.participant import draw, whose_turn
from ..screen import Screen
from ..together import own


def answered(request, slug: str, screen: Screen, status: int = 200):
    """After an act: the screen as it is now, or on to its page."""
    if not wants_part(request) and status == 200:
        return see_other(screen.run)
    now = find_room(request, slug, screen.run.key)
    now.typed, now.trouble, now.ungrouped = screen.typed or now.typed, screen.trouble, screen.ungrouped
    template = "protocol/_screen.html" if wants_part(request) else "protocol/run_page.html"
    return render(request, template, {"screen": now, "run": now.run, "still": True}, status=status)


@require_POST
def gesture(request, slug, key):
    """Next, back, two minutes more… once, for whoever saw the log as it was: what comes late changes nothing."""
    screen = find_room(request, slug, key)
    allow(rules.can_drive(screen.me, screen.run))
    act, value = request.POST.get("act", ""), {}
    if act == "group":
        raise Http404
    if act == "spread" and request.POST.get("agreed") != "on":
        return answered(request, slug, screen)
    if act == "again":
        value = {"step": screen.step.again - 1 if screen.step.again else screen.state.step}
    if act == "spread" and (agreed := number_in(request, "minutes")) >= 0:
        value = {"minutes": agreed}
    if act in engine.ACTS:
        screen.run.gesture(act, by=request.user, at=timezone.now(), seen=number_in(request, "seen"), **value)
    return answered(request, slug, screen)


@require_POST
def grouping(request, slug, key):
    """Trios or tables among those here who do not only listen, in one gesture; drawn anew each time."""
    screen = find_room(request, slug, key)
    allow(rules.can_drive(screen.me, screen.run))
    people = [one.pk for one in screen.people if not one.listens]
    random.SystemRandom().shuffle(people)
    form = screen.run.format
    two = form.people[1] == 2
    groups = engine.trios(people) if form.turns and not two else engine.tables(people, 2 if two else 4)
    seen = number_in(request, "seen")
    try:
        screen.run.gesture("group", by=request.user, at=timezone.now(), seen=seen, groups=groups)
    except ValidationError as refusal:
        screen.ungrouped = refusal.messages[0]
        return answered(request, slug, screen, status=422)
    return answered(request, slug, screen)


def _other(screen: Screen, key: str) -> Participant:
    found = next((one for one in screen.people if one.key == key_in(key)), None)
    if found is None:
        raise Http404
    return own(found, screen.run)


@require_POST
def role(request, slug, key):
    """Take a role, lay it down, or give it to somebody here."""
    screen = find_room(request, slug, key)
    other = _other(screen, request.POST.get("who") or screen.me.key)
    allow(rules.can_give_role(screen.me, other, screen.run))
    other.hold(request.POST.get("role", "")[:20])
    return answered(request, slug, screen)


@require_POST
def choosing(request, slug, key):
    """Draw who brings something, or follow the turns of the cohort."""
    screen = find_room(request, slug, key)
    allow(rules.can_drive(screen.me, screen.run) and screen.state.phase != "ended")
    if request.POST.get("how") == "turn":
        if next_one := whose_turn(screen.run):
            next_one.run = screen.run
            next_one.hold(screen.run.format.owner)
    else:
        draw(screen.run)
    return answered(request, slug, screen)


@require_POST
def wheel(request, slug, key):
    """Give the driving to somebody here; or take it when nobody here has it any more."""
    screen = find_room(request, slug, key)
    if rules.can_drive(screen.me, screen.run):
        screen.me.hand_over(_other(screen, request.POST.get("who", "")))
    else:
        allow(Participant.take_the_wheel(screen.me))
    return answered(request, slug, screen)


@require_POST
def place(request, slug, key):
    """« J’écoute aujourd’hui », or no longer; « Demander la parole », or no longer. Of this moment only."""
    screen = find_room(request, slug, key)
    what = request.POST.get("what", "")
    if screen.state.phase == "ended":
        return answered(request, slug, screen)
    if what in ("listen", "join"):
        screen.me.listen(what == "listen")
    elif what in ("ask", "rest"):
        screen.me.ask(timezone.now() if what == "ask" else None)
    return answered(request, slug, screen)


@require_POST
def floor(request, slug, key):
    """Give the floor; or hand it on, having spoken or not."""
    screen = find_room(request, slug, key)
    if screen.state.phase == "ended":
        return answered(request, slug, screen)
    if who := request.POST.get("who"):
        allow(rules.can_drive(screen.me, screen.run))
        other = _other(screen, who)
        other.run = screen.run
        other.take_floor()
    else:
        screen.me.pass_on()
    return answered(request, slug, screen)
