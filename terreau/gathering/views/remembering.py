"""The memory of a gathering: one form, ready with those who said they come."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from terreau.community.directory import members_to_choose
from terreau.files.door import store_upload
from terreau.ui.answers import allow, form_answer, see_other

from .. import remembering, rules
from ..forms.remembering import MemoryForm
from ..models import Guest, Memory, MemoryFile, Presence, SeriesAnswer, note_who_came
from .finding import find_gathering, tends


@require_http_methods(["GET", "HEAD", "POST"])
def memory(request, slug, handle):
    """Who was there and what came out; publishing again corrects it."""
    _community, membership, found = find_gathering(request, slug, handle)
    at = timezone.now()
    mine = _mine(request, found)
    minds = tends(request, membership, found)
    allow(rules.can_remember(tends=minds, came=mine, gathering=found, at=at))
    files = request.FILES.getlist("upload")
    form = MemoryForm(
        request.POST if request.method == "POST" else None,
        outputs=found.words.sort.outputs,
        language=found.community.language,
        offered=(offered := _offered(request, found)),
        memory=remembering.memory_of(request.viewer, found) if found.is_touched else None,
        files=files,
    )
    if request.method == "POST" and form.is_valid() and _published(request, found, form, at):
        messages.success(request, _("La mémoire est gardée. Qui peut lire la rencontre peut la lire."))
        return see_other(found)
    context = {"gathering": found, "words": found.words, "form": form, "people": _boxes(form, offered)}
    answer = form_answer if request.method == "POST" else render
    return answer(request, "gathering/memory_page.html", context)


def _mine(request, found) -> bool:
    """Whether the viewer was there."""
    if not found.is_touched:
        return False
    rows = Presence.objects.visible_to(request.viewer).filter(gathering=found, person=request.user)
    return rows.filter(came_at__isnull=False).exists()


def _offered(request, found) -> list[tuple[str, object, bool]]:
    """(kind, who, whether they are ticked): guests, those expected, then every other member, by name."""
    held = _known(request, found)
    listed = {row.person_id: row.person for row in members_to_choose(request.viewer, found.community)}
    people = {**listed, **{pk: person for pk, (person, _ticked) in held["person"].items()}}
    ticked = {pk for pk, (_who, yes) in held["person"].items() if yes}
    ordered = sorted(people.values(), key=lambda one: (one.pk not in ticked, one.name.casefold()))
    guests = [("guest", guest, yes) for guest, yes in held["guest"].values()]
    return [*(("person", one, one.pk in ticked) for one in ordered), *guests]


def _known(request, found) -> dict[str, dict]:
    """Those who answered, joined or were invited: announced ones only; ticked when they came or said they would."""
    known: dict[str, dict] = {"person": {}, "guest": {}}
    noted = False
    if found.series_id:
        joined = SeriesAnswer.objects.visible_to(request.viewer).standing().filter(series=found.series_id)
        for row in joined.filter(since__lt=found.starts_at, announced=True).select_related("person"):
            known["person"][row.person_id] = (row.person, True)
    if found.is_touched:
        guests = Guest.objects.visible_to(request.viewer).welcome().filter(gathering=found)
        known["guest"] = {guest.pk: (guest, False) for guest in guests}
        rows = Presence.objects.visible_to(request.viewer).filter(gathering=found).select_related("person", "guest")
        rows = list(rows)
        noted = any(row.came_at for row in rows)
        for row in rows:
            kind, who = ("guest", row.guest) if row.guest_id else ("person", row.person)
            came = row.came_at is not None or (not noted and row.is_coming and row.waiting_since is None)
            known[kind][who.pk] = (who, came)
    if noted:
        came_pks = {row.person_id for row in rows if row.came_at}
        known["person"] = {pk: (who, pk in came_pks) for pk, (who, _yes) in known["person"].items()}
    return known


def _boxes(form, offered) -> list[dict]:
    """The boxes to tick, as typed when the form came back."""
    typed = set(form.data.getlist("came")) if form.is_bound else None
    boxes = []
    for kind, one, ticked in offered:
        key = f"{kind}-{one.pk}"
        boxes.append({"key": key, "name": one.name, "ticked": ticked if typed is None else key in typed})
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
            for given in form.files_given:
                kept = store_upload(given, community=found.community, by=request.user, at=at)
                consent = at if kept.is_picture else None
                MemoryFile.keep(made, kept, by=request.user, consent_said_at=consent)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True
