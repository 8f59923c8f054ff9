"""« Remise en question »: a practice questioned, supposed otherwise, tried, and adopted, adapted or dropped."""

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.community.viewing import enter_invited
from terreau.conversation import saying
from terreau.conversation.forms import ReasonForm
from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.keys import key_in

from .. import rules
from ..forms.living import BeginForm, DecisionForm, HypothesisForm, InUseForm, QuestioningForm
from ..models import InUse, Note, Questioning, Trial
from .finding import may_write, one_of

PAGE = "practice/questioning_page.html"


@require_safe
def questionings(request, slug):
    """All of them, what moves first; and the small initiatives that are going on."""
    community, membership = enter_invited(request, slug)
    rows = Questioning.objects.visible_to(request.viewer).filter(community=community).select_related("asked_by")
    going = Trial.objects.visible_to(request.viewer).going().filter(community=community)
    context = {
        "questionings": list(rows[:50]),
        "going": list(going.select_related("person", "note", "questioning").order_by("until", "pk")[:20]),
        "base": _base(slug),
        "writes": membership is not None or bool(request.viewer.circles_to_write_in(community)),
    }
    for one in [*context["questionings"], *(trial.about for trial in context["going"])]:
        one.community = community
    return render(request, "practice/questionings_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, slug):
    """Put a practice in question, one that a note tells or any other."""
    community, membership = enter_invited(request, slug)
    circles = request.viewer.circles_to_write_in(community)
    allow(membership is not None or bool(circles))
    note = _note(request, community, request.POST.get("note") or request.GET.get("fiche", ""))
    initial = {"note": note.key, "practice": note.title} if note else {}
    data = request.POST if request.method == "POST" else None
    form = QuestioningForm(data, initial=initial, membership=membership, circles=circles)
    if data is not None and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("practice", "question", "hypothesis", "form_key")}
        made = Questioning.ask(community, by=request.user, at=timezone.now(), circle=form.circle(), note=note, **said)
        return see_other(made)
    context = {
        "form": form, "title": _("Remettre une pratique en question"), "button": _("La remettre en question"),
        "lead": _("Questionner une pratique, c’est en prendre soin. Personne n’est visé."),
        "readers": saying.who_will_read(community, None)
        + " "
        + _("Le parrainage ne la voit pas, sauf si vous l’ouvrez."),
        "back": _base(slug) + "remises-en-question/", "trail": [(_("Pratique"), _base(slug))],
    }  # fmt: skip
    return (form_answer if data is not None else render)(request, "practice/form_page.html", context)


def _note(request, community, key: str) -> Note | None:
    if not key:
        return None
    return one_of(request, Note.objects.visible_to(request.viewer), community=community, key=key_in(key))


def _find(request, slug: str, key: str):
    community, membership = enter_invited(request, slug)
    rows = Questioning.objects.visible_to(request.viewer).select_related("asked_by", "circle", "note")
    found = one_of(request, rows, community=community, key=key_in(key))
    found.community = community
    return membership, found


@require_safe
def questioning(request, slug, key):
    """One practice in question, all along its way."""
    membership, found = _find(request, slug, key)
    return render(request, PAGE, _context(request, membership, found))


def _context(request, membership, found, **forms) -> dict:
    viewer = request.viewer
    note = found.note
    if note is not None and not Note.objects.visible_to(viewer).filter(pk=note.pk).exists():
        note = None
    if note is not None:
        note.community = found.community
    mine = found.asked_by_id == viewer.person.pk
    return {
        "found": found,
        "note": note,
        "states": _way_of(found),
        "trials": list(Trial.objects.visible_to(viewer).filter(questioning=found).select_related("person")),
        "uses": list(InUse.objects.visible_to(viewer).filter(questioning=found).select_related("person")),
        "again": dict(Trial.Again.choices),
        "base": _base(found.community.slug),
        "writes": may_write(request, membership, found.circle),
        "opens": mine or rules.can_moderate(membership),
        "moderates": rules.can_moderate(membership),
        "readers": saying.who_will_read(found.community, found.circle),
        "hypothesis": forms.get("hypothesis") or HypothesisForm(initial={"hypothesis": found.hypothesis}),
        "decision": forms.get("decision") or DecisionForm(initial={"state": found.state, "outcome": found.outcome}),
        "use": forms.get("use") or InUseForm(),
        "begin": forms.get("begin") or BeginForm(),
    }


def _way_of(found) -> list[tuple[str, str, bool]]:
    """The steps of its way: (label, state, here)."""
    states = Questioning.State
    end = found.state if found.is_decided else states.ADOPTED
    label = states(end).label if found.is_decided else _("adoptée, adaptée ou abandonnée")
    way = [(one.label, one) for one in (states.ASKED, states.SUPPOSED, states.TRIED)] + [(label, end)]
    return [(said, one, one == found.state) for said, one in way]


def _act(request, slug, key, name: str, kind, act):
    """Find, allow, read the form, do; the page with what is wrong otherwise."""
    membership, found = _find(request, slug, key)
    allow(may_write(request, membership, found.circle) and found.hidden_at is None)
    form = kind(request.POST)
    if form.is_valid():
        try:
            act(found, form.cleaned_data, request.user, timezone.now())
            return see_other(found)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return form_answer(request, PAGE, _context(request, membership, found, **{name: form}))


@require_POST
def suppose(request, slug, key):
    """« Et si… »"""

    def act(found, said, by, at):
        found.suppose(said["hypothesis"], by=by, at=at)

    return _act(request, slug, key, "hypothesis", HypothesisForm, act)


@require_POST
def try_out(request, slug, key):
    """« J’essaie… d’ici… »: the hypothesis is on trial."""

    def act(found, said, by, at):
        Trial.begin(found, by=by, at=at, what=said["what"], until=said["until"], form_key=said["form_key"])
        found.try_out(by=by, at=at)

    return _act(request, slug, key, "begin", BeginForm, act)


@require_POST
def decide(request, slug, key):
    """Adopted, adapted or dropped, and what is kept of it."""

    def act(found, said, by, at):
        found.decide(said["state"], said["outcome"], by=by, at=at)

    return _act(request, slug, key, "decision", DecisionForm, act)


@require_POST
def in_use(request, slug, key):
    """Where it is in use."""

    def act(found, said, by, at):
        InUse.say(found, by=by, at=at, place=said["place"], how=said["how"])

    return _act(request, slug, key, "use", InUseForm, act)


@require_POST
def no_more(request, slug, key, use):
    """Not in use there any more; whoever said it was."""
    _membership, found = _find(request, slug, key)
    row = one_of(request, InUse.objects.visible_to(request.viewer), questioning=found, key=key_in(use))
    allow(row.person_id == request.user.pk)
    row.questioning, row.community = found, found.community
    row.no_more(by=request.user, at=timezone.now())
    return see_other(found)


@require_POST
def opening(request, slug, key):
    """Show it to who sponsors the community, or not; whoever asked it, or moderates."""
    membership, found = _find(request, slug, key)
    allow(found.asked_by_id == request.user.pk or rules.can_moderate(membership))
    found.show_to_sponsors(request.POST.get("ouvrir") == "oui", by=request.user, at=timezone.now())
    return see_other(found)


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request, slug, key):
    """A moderator takes it out, with a reason."""
    membership, found = _find(request, slug, key)
    allow(rules.can_moderate(membership))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        found.hide(by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
        return see_other(_base(slug) + "remises-en-question/")
    context = {
        "title": _("Retirer cette remise en question"), "lead": found.practice, "form": form,
        "button": _("Retirer, avec cette raison"), "back": found.get_absolute_url(),
        "readers": _("Elle ne sera plus lue que par qui modère. La raison va au journal."),
        "trail": [(_("Pratique"), _base(slug))],
    }  # fmt: skip
    return (form_answer if request.method == "POST" else render)(request, "practice/form_page.html", context)


def _base(slug: str) -> str:
    return reverse("practice:notes", args=[slug])
