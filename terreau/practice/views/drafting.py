"""A new note being written is kept while it is typed, part by part; nobody else reads it."""

from datetime import timedelta

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from terreau.community.viewing import enter_invited
from terreau.conversation.forms import DraftForm
from terreau.conversation.models import Draft
from terreau.ui.answers import allow

from ..models import NoteText
from ..words import PARTS, tidy


@require_POST
def keep(request, slug, part):
    """Keep what is being written in this part; 204 once it is safe, 422 when it is too long to be kept."""
    if part not in PARTS:
        raise Http404
    community, membership = enter_invited(request, slug)
    allow(membership is not None or bool(request.viewer.circles_to_write_in(community)))
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    at, text = timezone.now(), form.cleaned_data["text"]
    written = NoteText.objects.visible_to(request.viewer).filter(by=request.user, at__gt=at - timedelta(minutes=2))
    if written.filter(**{part: tidy(text)}).exists():
        text = ""  # it left the browser with the note itself, and came in after it
    Draft.keep(community, request.user, place_of(part), at=at, source=text)
    return HttpResponse(status=204)


def place_of(part: str) -> str:
    """The name of a part among a person's drafts."""
    return f"fiche-{part}"


def kept(request, community) -> dict[str, str]:
    """What this person was writing, part by part."""
    places = {place_of(part): part for part in PARTS}
    rows = Draft.objects.visible_to(request.viewer).filter(community=community, place__in=list(places))
    return {places[place]: source for place, source in rows.values_list("place", "source")}


def forget(request, community) -> None:
    """The note is written: its drafts go."""
    for part in PARTS:
        Draft.forget(community, request.user, place_of(part))
