"""Beside a memory: the notes of the practice it leads to, and the questions that become threads."""

import hashlib

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from terreau.community.folding import Folded, fold
from terreau.conversation.models import Thread
from terreau.practice.models import Note
from terreau.ui.answers import allow, see_other

from .. import remembering, rules
from ..models import MemoryNote, Presence
from .finding import find_gathering, tends
from .presence import act

SHOWN = 30
WORDS_SOUGHT = 5


def _kept(request, slug, handle):
    """The date and its memory, for whoever may complete it; 404 while nothing is written."""
    _community, membership, found = find_gathering(request, slug, handle)
    held = remembering.memory_of(request.viewer, found)
    if held is None:
        raise Http404
    minds = tends(request, membership, found)
    rows = Presence.objects.visible_to(request.viewer).filter(gathering=found, person=request.user)
    came = not minds and rows.filter(came_at__isnull=False).exists()
    allow(rules.can_remember(tends=minds, came=came, gathering=found, at=timezone.now()))
    return found, held


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request, slug, handle):
    """Choose among the notes of the practice: those kept already, then the latest, or those one looks for."""
    found, held = _kept(request, slug, handle)
    if request.method == "POST":
        sent = {name: set(request.POST.getlist(name)[:200]) for name in ("note", "offered")}
        rows = list(_readable(request, found).filter(key__in=sent["note"] | sent["offered"]))
        chosen = [one for one in rows if one.key in sent["note"]]
        MemoryNote.choose(held.memory, chosen=chosen, among=rows, by=request.user, at=timezone.now())
        return see_other(found)
    sought = request.GET.get("q", "").replace("\0", "")[:80].strip()
    rows = _readable(request, found).exclude(pk__in=[one.pk for one in held.notes])
    for word in fold(sought).split()[:WORDS_SOUGHT]:
        rows = rows.alias(folded=Folded("title")).filter(folded__contains=word)
    context = {
        "gathering": found,
        "words": found.words,
        "kept": held.notes,
        "others": list(rows.order_by("-changed_at", "-key")[:SHOWN]),
        "sought": sought,
    }
    return render(request, "gathering/memory_notes_page.html", context)


def _readable(request, found):
    """The notes of the community that the viewer reads, those taken out left aside."""
    return Note.objects.visible_to(request.viewer).filter(community=found.community, hidden_at=None)


@require_POST
def asking_on(request, slug, handle):
    """A question that was asked there becomes a thread, where the gathering is read; twice leads to the same one."""
    found, held = _kept(request, slug, handle)
    asked = request.POST.get("question", "")[:4_000].strip()
    if asked not in {line for text in held.texts for line in text.lines("questions")}:
        raise Http404
    once = hashlib.sha256(f"{held.memory.pk}\0{asked}".encode()).hexdigest()[:32]
    made: list[Thread] = []

    def start():
        given = {"circle": found.circle, "text": asked, "form_key": once}
        made.append(Thread.start(found.community, by=request.user, at=timezone.now(), **given))

    act(request, start)
    return see_other(made[0] if made else found)
