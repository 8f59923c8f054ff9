"""The memory of a gathering: one form, ready with those who said they come."""

from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from terreau.community.directory import members_to_choose
from terreau.conversation.attaching import AttachedFiles
from terreau.ui.answers import allow, form_answer, see_other

from .. import remembering, rules
from ..forms.remembering import MemoryForm
from ..models import Memory, MemoryFile, note_who_came
from ..roll import Said, said_about
from .finding import find_gathering, tends


class Offered(NamedTuple):
    """Somebody who may have been there, and whether their box is ticked."""

    kind: str  # « person » or « guest »
    pk: int
    name: str
    ticked: bool = False

    @property
    def key(self) -> str:
        """What the box sends."""
        return f"{self.kind}-{self.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
def memory(request, slug, handle):
    """Who was there and what came out; publishing again corrects it."""
    _community, membership, found = find_gathering(request, slug, handle)
    at = timezone.now()
    said = said_about(found, guests=True)
    mine = any(one.person == request.user.pk and one.came_at for one in said)
    minds = tends(request, membership, found)
    allow(rules.can_remember(tends=minds, came=mine, gathering=found, at=at))
    form = MemoryForm(
        request.POST if request.method == "POST" else None,
        outputs=found.words.sort.outputs,
        language=found.community.language,
        offered=(offered := _offered(request, found, said)),
        memory=remembering.memory_of(request.viewer, found),
        attached=AttachedFiles.sent(request, found.community, at=at),
    )
    if request.method == "POST" and form.is_valid() and _published(request, found, form, at):
        messages.success(request, _("La mémoire est gardée. Qui peut lire la rencontre peut la lire."))
        return see_other(found)
    context = {"gathering": found, "words": found.words, "form": form, "people": _boxes(form, offered)}
    answer = form_answer if request.method == "POST" else render
    return answer(request, "gathering/memory_page.html", context)


def _offered(request, found, said: list[Said]) -> list[Offered]:
    """Guests, those expected, then every other member, by name; ticked when they came or said they would."""
    held = _known(request, found, said)
    guests = [one for one in held.values() if one.kind == "guest"]
    people = {
        row.person_id: Offered("person", row.person_id, row.person.name)
        for row in members_to_choose(request.viewer, found.community)
    }
    people |= {one.pk: one for one in held.values() if one.kind == "person"}
    return [*sorted(people.values(), key=lambda one: (not one.ticked, one.name.casefold())), *guests]


def _known(request, found, said: list[Said]) -> dict[tuple[str, int], Offered]:
    """Those who answered, joined or were invited: announced ones only; ticked when they came or said they would."""
    noted = any(one.came_at for one in said)
    known = {}
    for one in sorted(said, key=lambda one: not one.by_series):
        came = one.came_at is not None if noted else one.is_coming and one.waiting_since is None
        shown = one.is_coming or came
        if one.person == request.user.pk or (one.announced and shown):
            kind, pk = ("guest", one.guest) if one.guest else ("person", one.person or 0)
            known[kind, pk] = Offered(kind, pk, one.name, came)
    return known


def _boxes(form, offered) -> list[dict]:
    """The boxes to tick, as typed when the form came back."""
    typed = set(form.data.getlist("came")) if form.is_bound else None
    boxes = []
    for one in offered:
        boxes.append({"key": one.key, "name": one.name, "ticked": one.ticked if typed is None else one.key in typed})
    return boxes


def _published(request, found, form, at) -> bool:
    try:
        with transaction.atomic():
            among = set(form.offered)
            note_who_came(
                found, people=form.came("person"), guests=form.came("guest"), by=request.user, at=at, among=among
            )
            links = form.cleaned_data["links"]
            made = Memory.publish(found, by=request.user, at=at, texts=form.texts(), links=links)
            for file, alt in form.attached.given:
                consent = at if file.is_picture else None
                MemoryFile.keep(made, file, by=request.user, at=at, consent_said_at=consent, alt=alt)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True
