"""What is done with a call to all: answering it, closing it with what helped."""

from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from terreau.community.viewing import today_in
from terreau.people.models import Person
from terreau.ui.answers import allow, form_answer, see_other

from .. import rules
from ..forms import CloseCallForm, OfferForm
from ..models import HelpOffer, Message
from .finding import find_thread


@require_POST
def offer(request, slug, key):
    """« Je peux aider », « Ça m’intéresse aussi », « Je connais quelqu’un »; or one's answer taken back."""
    community, membership, found = find_thread(request, slug, key)
    viewer, at = request.viewer, timezone.now()
    allow(rules.can_offer_help(request.user, membership, found, viewer.circles, today_in(community)))
    form = OfferForm(request.POST)
    if form.is_valid():
        kind = form.cleaned_data["kind"]
        if kind:
            found.offer_help(kind, by=request.user, at=at, word=form.cleaned_data["word"])
        else:
            found.withdraw_offer(by=request.user, at=at)
    return see_other(found)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request, slug, key):
    """Whoever called says what helped, and thanks."""
    _community, membership, found = find_thread(request, slug, key)
    if found.call_closed_at is not None and rules.can_tend(request.user, membership, found, request.viewer.circles):
        return see_other(found)
    allow(rules.can_close_call(request.user, membership, found, request.viewer.circles))
    form = CloseCallForm(request.POST if request.method == "POST" else None, people=_who_answered(found, request))
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["helped"]
        found.close_call(by=request.user, at=timezone.now(), helped=words, thanked=form.those_thanked())
        return see_other(found)
    answer = form_answer if request.method == "POST" else render
    return answer(request, "conversation/close_call_page.html", {"thread": found, "form": form})


def _who_answered(found, request) -> list[Person]:
    """Those who offered help or wrote in the thread, whoever called aside."""
    offered = HelpOffer.objects.filter(thread=found).seen().values("person")
    wrote = Message.objects.of(found.community_id, found.pk).values("author")
    people = Person.objects.here().filter(Q(pk__in=offered) | Q(pk__in=wrote))
    return list(people.exclude(pk=found.opened_by_id).order_by("name")[:100])
