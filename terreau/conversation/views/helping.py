"""What helps while writing: drafts kept, files taken in, names suggested."""

from datetime import timedelta

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from terreau.community.viewing import nothing_here
from terreau.ui.answers import allow

from .. import pages
from ..attaching import AttachedFiles
from ..forms import DraftForm
from ..models import Draft, Message
from ..models.own import CALL, NEW
from ..people import to_call
from ..words import tidy
from .finding import enter_talk, may_write


@require_POST
def draft(request, slug, place):
    """Keep what is being written; 204 once it is safe, 422 when it is too long to be kept."""
    community, membership = enter_talk(request, slug)
    allow(_may_write_at(request, community, membership, place))
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    at = timezone.now()
    words = {"source": form.cleaned_data["text"], "title": form.cleaned_data["title"]}
    if _was_just_sent(request, community, words["source"], at):
        words = {"source": ""}  # the draft left the browser with the message itself, and came in after it
    Draft.keep(community, request.user, place, at=at, **words)
    return HttpResponse(status=204)


def _was_just_sent(request, community, text: str, at) -> bool:
    mine = Message.objects.visible_to(request.viewer).filter(author=request.user, community=community)
    return mine.filter(sent_at__gt=at - timedelta(minutes=2), source=tidy(text)).exists()


def _may_write_at(request, community, membership, place: str) -> bool:
    if place in (NEW, CALL):
        return membership is not None or bool(request.viewer.circles_to_write_in(community))
    thread = pages.find_thread(request.viewer, community, place)
    if thread is None:
        nothing_here(request.viewer)
    return may_write(request, membership, thread.circle)


@require_POST
def upload(request, slug):
    """Take files in while the message is being written; the part that goes into the box, or 422 with the reason."""
    community, membership = enter_talk(request, slug)
    allow(membership is not None or bool(request.viewer.circles_to_write_in(community)))
    attached = AttachedFiles.sent(request, community, at=timezone.now())
    status = 422 if attached.refusals and not attached.given else 200
    return render(request, "conversation/_attached.html", {"attached": attached}, status=status)


@require_safe
def people(request, slug):
    """Names of people who may read what is being written, for « @ »: only to who may write there."""
    community, membership = enter_talk(request, slug)
    circle = _circle_written_in(request, community, membership)
    names = to_call(request.viewer, community, circle, request.GET.get("q", ""), at=timezone.now())
    return JsonResponse({"people": names})


def _circle_written_in(request, community, membership):
    """The circle of the thread or of the place named; None for the whole community."""
    circles = {circle.key: circle for circle in request.viewer.circles_to_write_in(community)}
    if key := request.GET.get("fil"):
        thread = pages.find_thread(request.viewer, community, key)
        if thread is None:
            nothing_here(request.viewer)
        allow(may_write(request, membership, thread.circle))
        return thread.circle
    if key := request.GET.get("cercle"):
        if key not in circles:
            nothing_here(request.viewer)
        return circles[key]
    if membership is None:
        nothing_here(request.viewer)
    return None
