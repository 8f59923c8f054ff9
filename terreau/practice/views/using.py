"""What a note does for people: trials, initiatives, variants, « ça m’a servi »."""

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.community.viewing import enter_invited
from terreau.conversation import saying
from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.keys import key_in

from .. import reuse, rules
from ..forms.living import BeginForm, TrialForm, VariantForm
from ..models import Trial, Use, Variant
from .finding import find_note, may_write, one_of


def _form_about(request, page, form, **words):
    """A small form about a note; 422 when it was refused."""
    note = page.note
    context = {
        "form": form,
        "lead": page.text.title,
        "readers": saying.who_will_read(note.community, note.circle) + " " + _("Votre nom y sera."),
        "back": note.get_absolute_url(),
        "trail": [
            (_("Pratique"), reverse("practice:notes", args=[note.community.slug])),
            (page.text.title, note.get_absolute_url()),
        ],
        **words,
    }
    answer = form_answer if form.is_bound else render
    return answer(request, "practice/form_page.html", context)


def _about_note(request, slug, key, kind, act, **words):
    """Find the note, allow, read the form, do; the note's page afterwards."""
    _community, membership, page = find_note(request, slug, key)
    allow(may_write(request, membership, page.note.circle) and page.note.hidden_at is None)
    form = kind(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            act(page.note, form, request.user, timezone.now())
            return see_other(page.note)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return _form_about(request, page, form, **words)


@require_http_methods(["GET", "HEAD", "POST"])
def tried(request, slug, key):
    """« Je l’ai essayée »: what it changed, how long it took, whether one would do it again."""

    def tell(note, form, by, at):
        said = {name: form.cleaned_data[name] for name in ("changed", "took", "again")}
        Trial.told(note, by=by, at=at, form_key=form.cleaned_data["form_key"], **said)

    return _about_note(request, slug, key, TrialForm, tell, title=_("Je l’ai essayée"), button=_("Je le dis"))


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request, slug, key):
    """« J’essaie… d’ici… »"""

    def start(note, form, by, at):
        said = {name: form.cleaned_data[name] for name in ("what", "until", "form_key")}
        Trial.begin(note, by=by, at=at, **said)

    return _about_note(request, slug, key, BeginForm, start, title=_("J’essaie…"), button=_("J’essaie"))


@require_http_methods(["GET", "HEAD", "POST"])
def vary(request, slug, key):
    """How it is done elsewhere."""

    def add(note, form, by, at):
        Variant.add(note, by=by, at=at, name=form.cleaned_data["name"], words=form.cleaned_data["words"])

    return _about_note(request, slug, key, VariantForm, add, title=_("Une variante"), button=_("Ajouter la variante"))


@require_POST
def drop_variant(request, slug, key, variant):
    """Take a variant back: whoever wrote it, or who moderates."""
    _community, membership, page = find_note(request, slug, key)
    found = one_of(request, Variant.objects.visible_to(request.viewer), note=page.note, key=key_in(variant))
    allow(found.person_id == request.user.pk or rules.can_moderate(membership))
    found.note = page.note
    found.drop(by=request.user, at=timezone.now())
    return see_other(page.note)


@require_POST
def served(request, slug, key):
    """« Ça m’a servi », said or unsaid: the form says which, so that twice is once."""
    _community, membership, page = find_note(request, slug, key)
    allow(may_write(request, membership, page.note.circle) or page.note.circle is not None)
    act = Use.unsay if request.POST.get("servi") == "non" else Use.say
    act(page.note, by=request.user, at=timezone.now())
    return see_other(page.note)


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request, slug, key):
    """What one's own trial gave, or gives after all."""
    community, _membership = enter_invited(request, slug)
    rows = Trial.objects.visible_to(request.viewer).select_related("note", "questioning", "person")
    trial = one_of(request, rows, community=community, key=key_in(key))
    allow(trial.person_id == request.user.pk)
    trial.community = trial.about.community = community
    words = {"changed": trial.changed, "took": trial.took, "again": trial.again}
    form = TrialForm(request.POST) if request.method == "POST" else TrialForm(initial=words)
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in words}
        trial.tell(by=request.user, at=timezone.now(), **said)
        return see_other(trial.about)
    context = {
        "form": form, "title": _("Ce que ça a donné"), "lead": trial.what or str(trial.about), "button": _("Je le dis"),
        "readers": _("Les personnes qui lisent « %(title)s » le liront, avec votre nom.") % {"title": trial.about},
        "back": trial.about.get_absolute_url(), "trail": [(_("Pratique"), reverse("practice:notes", args=[slug]))],
        "also": (_("Laisser tomber cet essai"), reverse("practice:trial-dropping", args=[slug, trial.key])),
    }  # fmt: skip
    return (form_answer if form.is_bound else render)(request, "practice/form_page.html", context)


@require_POST
def drop(request, slug, key):
    """Give up one's own trial, or take its words back."""
    community, _membership = enter_invited(request, slug)
    rows = Trial.objects.visible_to(request.viewer).select_related("note", "questioning")
    trial = one_of(request, rows, community=community, key=key_in(key))
    allow(trial.person_id == request.user.pk)
    about = trial.about
    trial.community = about.community = community
    trial.drop(by=request.user, at=timezone.now())
    return see_other(about)


@require_safe
def usage(request, slug, key):
    """Reuse over time, and by which arrival years; nobody named, nobody alone."""
    community, membership, page = find_note(request, slug, key)
    allow(membership is not None)
    context = {"note": page.note, "page": page, "table": reuse.table_of(page.note, community)}
    return render(request, "practice/usage_page.html", context)
