"""Saying something new: the one box, and the call to all."""

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from terreau.community.viewing import today_in
from terreau.spine.asking import Question
from terreau.ui.answers import allow, form_answer, see_other

from .. import saying
from ..attaching import AttachedFiles
from ..forms import CallForm, ThreadForm
from ..models import Draft, Thread
from ..models.own import CALL, NEW
from ..words import MAX_CALL
from .finding import enter_talk


def box_for(request, community, membership, circle=None) -> dict | None:
    """The box as it is first shown, with what the viewer was writing; None for who may write nowhere here."""
    circles = request.viewer.circles_to_write_in(community)
    if membership is None and not circles:
        return None
    here = circle.key if circle in circles else None
    title, text = _draft(request, community, NEW)
    initial = {"where": here, "title": title, "text": text}
    return box(community, ThreadForm(membership=membership, circles=circles, initial=initial))


def box(community, form) -> dict:
    """What the box's template needs: the form, the places with who will read there."""
    places = [
        {"key": key, "name": name, "readers": saying.who_will_read(community, form.circles.get(key))}
        for key, name in form.fields["where"].choices
    ]
    chosen = form.place_now()
    return {"form": form, "places": places, "chosen": chosen, "readers": saying.who_will_read(community, chosen)}


@require_http_methods(["GET", "HEAD", "POST"])
def start(request, slug):
    """The box by itself; sending it starts a thread."""
    community, membership = enter_talk(request, slug)
    circles = request.viewer.circles_to_write_in(community)
    allow(membership is not None or bool(circles))
    if request.method != "POST":
        return render(request, "conversation/start_page.html", {"box": box_for(request, community, membership)})
    at = timezone.now()
    attached = AttachedFiles.sent(request, community, at=at)
    form = ThreadForm(request.POST, membership=membership, circles=circles, attached=attached)
    if form.is_valid() and (thread := _started(request, community, form, at)):
        return see_other(thread)
    return form_answer(request, "conversation/start_page.html", {"box": box(community, form)})


def _started(request, community, form, at, **also) -> Thread | None:
    words = form.said() if isinstance(form, CallForm) else {key: form.cleaned_data[key] for key in ("text", "title")}
    try:
        thread = Thread.start(
            community,
            by=request.user,
            at=at,
            circle=form.circle(),
            files=form.attached.given,
            form_key=form.once(f"{community.pk}"),
            **words,
            **also,
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
    return thread


@require_http_methods(["GET", "HEAD", "POST"])
def call(request, slug):
    """« Qui a déjà… ? »: the form, and the call."""
    community, membership = enter_talk(request, slug)
    allow(membership is not None)
    given = {
        "membership": membership,
        "circles": request.viewer.circles_to_write_in(community),
        "today": today_in(community),
    }
    if request.method != "POST":
        title, text = _draft(request, community, CALL)
        title = title or request.GET.get("question", "").replace("\0", "")[:MAX_CALL]
        form = CallForm(initial={"title": title, "text": text}, **given)
        return render(request, "conversation/call_page.html", {"box": box(community, form)})
    at = timezone.now()
    form = CallForm(request.POST, attached=AttachedFiles.sent(request, community, at=at), **given)
    if form.is_valid() and (thread := _started(request, community, form, at, call_until=form.last_day())):
        return see_other(thread)
    return form_answer(request, "conversation/call_page.html", {"box": box(community, form)})


def _draft(request, community, place: str) -> tuple[str, str]:
    """The title and the text the viewer was writing there."""
    found = _DRAFT.ask(community=community.pk, person=request.user.pk, place=place)
    return tuple(found[0]) if found else ("", "")


def _drafts(*, community, person, place):
    own = Draft.objects.filter(community=community, person=person, place=place).seen()
    return own.values_list("title", "source")


_DRAFT = Question(_drafts)
