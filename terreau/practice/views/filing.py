"""Filing: the inbox of what nobody filed, shelves and brassées, the words and their synonyms."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from terreau.community.viewing import enter_invited
from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.keys import key_in

from .. import lists, rules
from ..forms.living import FilingForm, ShelfForm
from ..forms.writing import names_in
from ..models import Note, Shelf, Shelved, Tag, Tagged
from .finding import enter_as_filer, find_note, one_of

TEN = 10


@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request, slug):
    """Ten notes that nobody filed, the oldest first: words or a shelf beside each, one button for all."""
    community, _membership = enter_as_filer(request, slug)
    shelves = list(_shelves(request, community).exclude(kind=Shelf.Kind.ARMFUL))
    unfiled = Note.objects.visible_to(request.viewer).filter(community=community).unfiled()
    waiting = list(unfiled.select_related("written_by").order_by("written_at", "pk")[:TEN])
    lines = [(note, _line(request, note, shelves)) for note in waiting]
    if request.method == "POST":
        if done := _file_all(request, community, lines):
            said = ngettext("%(num)s fiche rangée.", "%(num)s fiches rangées.", done)
            messages.success(request, said % {"num": done})
            return see_other(reverse("practice:filing", args=[slug]))
        messages.info(request, _("Rien n’a été rangé : donnez un mot ou une étagère à une fiche au moins."))
    context = {
        "lines": lines,
        "left": max(0, unfiled.count() - len(lines)) if len(lines) == TEN else 0,
        "words": [place.name for place in lists.places_of(community).get("tag", [])],
        "base": reverse("practice:notes", args=[slug]),
    }
    return (form_answer if request.method == "POST" else render)(request, "practice/filing_page.html", context)


def _line(request, note, shelves) -> FilingForm:
    data = request.POST if request.method == "POST" else None
    return FilingForm(data, prefix=note.key, initial={"kind": note.kind}, shelves=shelves)


def _file_all(request, community, lines) -> int:
    at, done = timezone.now(), 0
    for note, form in lines:
        if f"{note.key}-kind" not in request.POST or not form.is_valid() or not form.is_filled:
            continue
        note.community = community
        note.describe(by=request.user, at=at, kind=form.cleaned_data["kind"])
        Tagged.put(note, names_in(form.cleaned_data["tags"]), by=request.user, at=at)
        if shelf := form.shelves.get(form.cleaned_data["shelf"]):
            shelf.community = community
            shelf.hold(note, by=request.user, at=at)
        note.file_away(by=request.user, at=at)
        done += 1
    return done


def _shelves(request, community):
    return Shelf.objects.visible_to(request.viewer).filter(community=community, put_away_at=None)


@require_http_methods(["GET", "HEAD", "POST"])
def shelves(request, slug):
    """All shelves, and a new one: brassées are anybody's, shelves and questions of who keeps them."""
    community, membership = enter_invited(request, slug)
    allow(membership is not None)
    files = rules.can_file(membership)
    data = request.POST if request.method == "POST" else None
    form = ShelfForm(data, initial={"kind": Shelf.Kind.ARMFUL})
    if data is not None and form.is_valid():
        kind = form.cleaned_data["kind"] or Shelf.Kind.ARMFUL
        allow(files or kind == Shelf.Kind.ARMFUL)
        said = {name: form.cleaned_data[name] for name in ("name", "words")}
        try:
            return see_other(Shelf.put_up(community, kind=kind, by=request.user, at=timezone.now(), **said))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    found = list(_shelves(request, community).select_related("made_by"))
    for one in found:
        one.community = community
    context = {"form": form, "shelves": found, "files": files, "base": reverse("practice:notes", args=[slug])}
    return (form_answer if data is not None else render)(request, "practice/shelves_page.html", context)


@require_POST
def settle(request, slug, key):
    """Rename a shelf, or put it away."""
    community, membership = enter_invited(request, slug)
    shelf = one_of(request, Shelf.objects.visible_to(request.viewer), community=community, key=key_in(key))
    allow(rules.can_tend_shelf(request.user, membership, shelf))
    shelf.community = community
    at = timezone.now()
    if request.POST.get("ranger") == "oui":
        shelf.put_away(by=request.user, at=at)
        return see_other(reverse("practice:shelves", args=[slug]))
    form = ShelfForm(request.POST)
    try:
        said = form.cleaned_data if form.is_valid() else {"name": "", "words": ""}
        shelf.rename(by=request.user, at=at, name=said["name"], words=said["words"])
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return see_other(shelf)


@require_http_methods(["GET", "HEAD", "POST"])
def place(request, slug, key):
    """On which shelves and in which brassées a note stands, and under which words."""
    community, membership, page = find_note(request, slug, key)
    allow(membership is not None)
    note, files = page.note, rules.can_file(membership)
    every = list(_shelves(request, community))
    mine = [one for one in every if files or one.is_armful]
    held = set(Shelved.objects.of(community.pk, note.pk).values_list("shelf", flat=True))
    if request.method == "POST":
        _place(request, community, note, mine, held, files)
        return see_other(note)
    context = {
        "note": note, "page": page, "shelves": [(one, one.pk in held) for one in mine], "files": files,
        "tags": ", ".join(Tagged.objects.of(community.pk, note.pk).values_list("tag__name", flat=True)),
        "base": reverse("practice:notes", args=[slug]),
    }  # fmt: skip
    return render(request, "practice/place_page.html", context)


def _place(request, community, note, mine, held, files) -> None:
    at, wanted = timezone.now(), set(request.POST.getlist("shelf")[:200])
    for shelf in mine:
        shelf.community = community
        if shelf.key in wanted and shelf.pk not in held:
            shelf.hold(note, by=request.user, at=at)
        elif shelf.key not in wanted and shelf.pk in held:
            shelf.let_go(note, by=request.user, at=at)
    if name := request.POST.get("nouvelle", "").replace("\0", "").strip():
        made = Shelf.put_up(community, kind=Shelf.Kind.ARMFUL, name=name, by=request.user, at=at)
        made.hold(note, by=request.user, at=at)
    if files:
        Tagged.put(note, names_in(request.POST.get("tags", "").replace("\0", "")[:600]), by=request.user, at=at)
        note.file_away(by=request.user, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
def words(request, slug):
    """The words under which notes are found, and their synonyms."""
    community, _membership = enter_as_filer(request, slug)
    rows = Tag.objects.visible_to(request.viewer).filter(community=community).select_related("synonym_of")
    if request.method == "POST":
        try:
            _mend_word(request, community, rows)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return see_other(reverse("practice:words", args=[slug]))
    every = list(rows[:500])
    synonyms: dict[int, list[Tag]] = {}
    for tag in every:
        if tag.synonym_of_id:
            synonyms.setdefault(tag.synonym_of_id, []).append(tag)
    own = [tag for tag in every if not tag.synonym_of_id]
    context = {"tags": own, "synonyms": synonyms, "base": reverse("practice:notes", args=[slug])}
    return render(request, "practice/words_page.html", context)


def _mend_word(request, community, rows) -> None:
    at = timezone.now()
    tag = one_of(request, rows, key=key_in(request.POST.get("mot", "")))
    tag.community = community
    if request.POST.get("a_part") == "oui":
        tag.untie(by=request.user, at=at)
    elif same := key_in(request.POST.get("comme", "")):
        tag.tie(one_of(request, rows, key=same), by=request.user, at=at)
    elif name := request.POST.get("nom", "").replace("\0", "").strip():
        tag.rename(name, by=request.user, at=at)
