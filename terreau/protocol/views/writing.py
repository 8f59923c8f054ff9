"""What people write in a run: a note at its step, a draft meanwhile, a choice; and what becomes of a note."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from terreau.community.viewing import one
from terreau.conversation.models import Draft
from terreau.ui.answers import allow
from terreau.ui.keys import key_in

from .. import rules
from ..finding import find_room, number_in
from ..forms import WordsForm
from ..models import Capture, Vote
from .gestures import answered


@require_POST
def saying(request, slug, key):
    """Write at the step one was shown; words for a step that is past are kept there, where they were meant."""
    screen = find_room(request, slug, key)
    allow(rules.can_write(screen.me, screen.run))
    form = WordsForm(request.POST)
    step = number_in(request, "step")
    if not form.is_valid():
        screen.typed, screen.trouble = request.POST.get("text", "").replace("\0", "")[:8_000], form.first_error
        return answered(request, slug, screen, status=422)
    if not 0 <= step <= screen.state.step or not _may_write_at(request, screen, step):
        step = screen.state.step
    allow(_may_write_at(request, screen, step))
    words = {"text": form.cleaned_data["text"], "form_key": form.cleaned_data["form_key"]}
    try:
        seed = request.POST.get("as") == "seed"
        Capture.write(screen.run, by=request.user, at=timezone.now(), seed=seed, step=step, **words)
    except ValidationError as refusal:
        screen.typed, screen.trouble = words["text"], refusal.messages[0]
        return answered(request, slug, screen, status=422)
    Draft.forget(screen.run.community, request.user, f"{screen.run.key}.{step}")
    return answered(request, slug, screen)


def _may_write_at(request, screen, step: int) -> bool:
    parks = request.POST.get("as") == "seed" and step == screen.state.step and screen.may_park
    return parks or screen.may_write_at(step)


@require_POST
def draft(request, slug, key):
    """Keep what is being typed, for this person alone; forgotten once it is said, or when the run ends."""
    screen = find_room(request, slug, key)
    if screen.may_write or screen.may_park:
        text = request.POST.get("text", "").replace("\0", "")[:4_000]
        Draft.keep(screen.run.community, request.user, screen.draft_place, at=timezone.now(), source=text)
    return HttpResponse(status=204)


@require_POST
def voting(request, slug, key):
    """Choose; it shows when everybody has, and may change until then."""
    screen = find_room(request, slug, key)
    allow(rules.can_write(screen.me, screen.run))
    if screen.step.mode == "vote" and not screen.votes_shown:
        Vote.cast(
            screen.run, request.user, [choice[:24].replace("\0", "") for choice in request.POST.getlist("choice")]
        )
    return answered(request, slug, screen)


@require_POST
def tending(request, slug, key, note):
    """A question was answered, or it was advice; one's own words are taken back."""
    screen = find_room(request, slug, key)
    found = one(Capture.objects.visible_to(request.viewer).filter(run=screen.run), key=key_in(note))
    found.run = screen.run
    allow(rules.can_tend(screen.me, found))
    what = request.POST.get("what", "")
    if what == "answered":
        found.answer(timezone.now())
    elif what == "seed" and found.note == "question" and found.sees != "me":
        found.sow()
    elif what == "erase":
        allow(found.author_id == screen.me.person_id)
        found.erase()
    return answered(request, slug, screen)
