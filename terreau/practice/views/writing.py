"""Writing a note: new, from what was said, corrected, translated."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terreau.community.viewing import enter_invited, nothing_here
from terreau.conversation import saying
from terreau.conversation.attaching import AttachedFiles
from terreau.ui.answers import allow, form_answer, see_other

from .. import origins, pages
from ..forms.writing import EditForm, NoteForm, TranslationForm, names_in
from ..kinds import IN, SHAPES, Kind, Language
from ..models import Clash, Note, NoteFile, NoteText, Tagged
from ..picturing import Pictures
from ..words import MAX_TITLE, PARTS, cut, opening_of
from . import drafting
from .finding import find_note, may_write, newcomers
from .listing import notes_context

KINDS = [(kind.value, kind.label, shape.hint) for kind, shape in SHAPES.items()]


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, slug):
    """A new note; from something said, it comes prefilled and tied to it."""
    community, membership = enter_invited(request, slug)
    circles = request.viewer.circles_to_write_in(community)
    allow(membership is not None or bool(circles))
    at = timezone.now()
    source = request.POST.get("source", "") or request.GET.get("de", "")
    came = _came(request, community, source)
    given = {"membership": membership, "circles": circles, "people": _signers(request, community, membership, came, at)}
    if request.method != "POST":
        initial = _initial(request, community, came, source, circles)
        resumed = not came and any(initial.get(part) for part in PARTS)
        return _form_page(request, community, NoteForm(initial=initial, **given), came, resumed=resumed)
    if request.POST.get("again"):
        drafting.forget(request, community)
        return see_other(request.path)
    form = NoteForm(request.POST, attached=AttachedFiles.sent(request, community, at=at), **given)
    if request.POST.get("en") in Kind.values:
        return _form_page(request, community, _as_other_kind(form, given, request.POST["en"]), came)
    if form.is_valid() and (note := _written(request, community, form, came, at)):
        if not came:
            drafting.forget(request, community)
        return see_other(note)
    return _form_page(request, community, form, came, answer=form_answer)


def _came(request, community, source: str):
    """Where the note comes from: (kind, thing); None when from nothing. 404 when it is not theirs to read."""
    if not source:
        return None
    found = origins.found(request.viewer, community, source)
    if found is None:
        nothing_here(request.viewer)
    return found


def _signers(request, community, membership, came, at) -> list:
    """Who said what the note comes from, then newcomers: signing together may be offered to them."""
    said = came[0].prefill(came[1]).people if came else []
    people = {person.pk: person for person in said if person.name and person.pk != request.user.pk}
    if membership is not None:
        people |= {person.pk: person for person in newcomers(request.viewer, community, at)}
    return list(people.values())[:4]


def _initial(request, community, came, source, circles) -> dict:
    kind = request.GET.get("sorte", "")
    initial = {"kind": kind if kind in Kind.values else Kind.METHOD, "language": community.language, "source": source}
    if not came:
        return initial | drafting.kept(request, community)
    prefill = came[0].prefill(came[1])
    initial |= {"title": prefill.title, "body": prefill.body}
    initial["where"] = prefill.circle.key if prefill.circle in circles else ""
    return initial


def _as_other_kind(form, given: dict, kind: str) -> NoteForm:
    """The same words in the fields of another kind; nothing typed is lost."""
    words = {name: form[name].value() for name in form.fields if name != "form_key"}
    return NoteForm(initial={**words, "kind": kind}, attached=form.attached, **given)


def _form_page(request, community, form, came, answer=render, resumed=False):
    context = {
        "form": form,
        "kinds": KINDS,
        "came": came[0].sentence(came[1]) if came else "",
        "readers": saying.who_will_read(community, form.circles.get(form["where"].value() or "")),
        "resumed": resumed,
        "private": bool(came and getattr(came[0].prefill(came[1]).circle, "is_private", False)),
    }
    return answer(request, "practice/writing_page.html", context)


def _written(request, community, form, came, at) -> Note | None:
    tied = [(came[1], came[0].prefill(came[1]).within)] if came else []
    tags = names_in(form.cleaned_data["tags"])
    try:
        note = Note.write(
            community, by=request.user, at=at, kind=form.cleaned_data["kind"] or Kind.METHOD, words=form.words(),
            language=form.cleaned_data["language"] or community.language, circle=form.circle(),
            form_key=form.once(f"fiche {community.pk}"), files=form.attached.given, origins=tied,
            authors=form.signing(), filed=bool(tags), **form.terms(),
        )  # fmt: skip
        if tags:
            Tagged.put(note, tags, by=request.user, at=at)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
    return note


@require_POST
def keep(request, slug):
    """Keep something found, in one gesture: a link, a sentence, a file. It is filed later, by who does that."""
    community, membership = enter_invited(request, slug)
    allow(membership is not None)
    at = timezone.now()
    attached = AttachedFiles.sent(request, community, at=at)
    said = request.POST.get("text", "").strip()[:2_000]
    given = {"kind": Kind.DOCUMENT, "title": _name_of(said, attached), "body": said, "where": ""}
    given["form_key"] = request.POST.get("form_key", "")
    form = NoteForm(given, membership=membership, circles=[], attached=attached)
    form.asks_alt = False  # whoever files it is asked then
    if not form.is_valid() or not (said or attached.given):
        why = [*attached.refusals, _("Collez un lien, dites une phrase ou choisissez un fichier.")][0]
        refused = {"kept_why": why, "kept_words": said}
        page = notes_context(request, community, membership)
        return form_answer(request, "practice/notes_page.html", {**page, **refused})
    note = Note.write(
        community, by=request.user, at=at, kind=Kind.DOCUMENT, words=form.words(), language=community.language,
        form_key=form.once(f"garder {community.pk}"), files=attached.given, filed=False,
    )  # fmt: skip
    messages.success(request, _("C’est gardé. On le retrouve déjà ; qui tient les étagères le rangera."))
    return see_other(note)


def _name_of(said: str, attached) -> str:
    name = opening_of(said) or (attached.given[0][0].name if attached.given else "")
    return cut(name, MAX_TITLE)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug, key):
    """Say it better. Two people at once: nobody's words are lost, the second sees both."""
    community, membership, page = find_note(request, slug, key)
    allow(may_write(request, membership, page.note.circle) and page.note.hidden_at is None)
    if (asked := request.GET.get("langue", "")) in page.texts:
        page.language = asked
    rows = pages.files_of(page.note)
    held, known_as = [(row.file, row.alt) for row in rows], {row.file_id: row.known_as for row in rows}
    context = {"note": page.note, "page": page, "readers": saying.who_will_read(community, page.note.circle)}
    if request.method != "POST":
        initial = {**_typed(page), "base": page.text.version}
        form = EditForm(initial=initial, attached=AttachedFiles(held))
        return render(request, "practice/edit_page.html", {**context, "form": form})
    at = timezone.now()
    attached = AttachedFiles.sent(request, community, at=at, already=[file for file, _alt in held])
    form = EditForm(request.POST, attached=attached, known_as=known_as)
    if form.is_valid():
        try:
            return _edited(request, page, form, held, at)
        except Clash as clash:
            form = _both_in_the_box(request, form, clash)
            context["clash"] = clash
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return form_answer(request, "practice/edit_page.html", {**context, "form": form})


def _typed(page) -> dict:
    note = page.note
    return {
        **page.text.words._asdict(), "kind": note.kind, "link": note.link, "licence": note.licence,
        "credit": note.credit,
    }  # fmt: skip


def _edited(request, page, form, held, at):
    note = page.note
    kept = page.text.edit(form.words(), base=form.cleaned_data["base"], by=request.user, at=at)
    note.describe(by=request.user, at=at, kind=form.cleaned_data["kind"] or note.kind, **form.terms())
    before = {file.pk for file, _alt in held}
    still = {file.pk: alt for file, alt in form.attached.given if file.pk in before}
    added = [(file, alt) for file, alt in form.attached.given if file.pk not in before]
    NoteFile.tend(note, still, added, by=request.user, at=at)
    if kept.merged_with is not None:
        said = _("%(name)s écrivait aussi. Vos mots et les siens y sont : relisez l’ensemble.")
        messages.info(request, said % {"name": saying.full_name(kept.merged_with.name)})
    return see_other(f"{note.get_absolute_url()}?langue={page.language}")


def _both_in_the_box(request, form, clash) -> EditForm:
    """The form with both people's words in it, to be sent again from the version they were merged with."""
    typed = request.POST.copy()
    for name in ("title", *PARTS):
        typed[name] = getattr(clash.words, name)
    typed["base"] = str(clash.version)
    return EditForm(typed, attached=form.attached, known_as=form.known_as)


@require_http_methods(["GET", "HEAD", "POST"])
def translate(request, slug, key):
    """The note in its other language, beside the first."""
    community, membership, page = find_note(request, slug, key)
    allow(may_write(request, membership, page.note.circle) and page.note.hidden_at is None)
    missing = [code for code in Language.values if code not in page.texts]
    if not missing:
        return see_other(f"{page.note.get_absolute_url()}?langue={get_language()}")
    page.language = page.note.language
    context = {"note": page.note, "page": page, "language": missing[0], "label": IN[Language(missing[0])]}
    context["readers"] = saying.who_will_read(community, page.note.circle)
    posted = request.method == "POST"
    data = {**request.POST.dict(), "kind": page.note.kind} if posted else None
    rows = pages.files_of(page.note)
    page.pictures = Pictures(rows)
    form = TranslationForm(
        data, initial={"kind": page.note.kind}, attached=AttachedFiles([(row.file, row.alt) for row in rows]),
        known_as={row.file_id: row.known_as for row in rows},
    )  # fmt: skip
    if posted and form.is_valid():
        try:
            NoteText.translate(page.note, missing[0], form.words(), by=request.user, at=timezone.now())
            return see_other(f"{page.note.get_absolute_url()}?langue={missing[0]}")
        except ValidationError as refusal:
            form.add_error(None, refusal)
    answer = form_answer if posted else render
    return answer(request, "practice/translate_page.html", {**context, "form": form})
