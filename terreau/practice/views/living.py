"""The life of a note: signed together, cared for, read again, corrected, taken out."""

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.community.viewing import enter_invited, today_in
from terreau.conversation.forms import ReasonForm
from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.keys import key_in

from .. import rereading, rules
from ..forms.living import VerdictForm
from ..models import CoAuthor, Note, Remark
from .finding import find_note, may_write, one_of
from .note import note_context


@require_POST
def sign(request, slug, key):
    """Sign the note together, or not; only whoever was offered to."""
    _community, _membership, page = find_note(request, slug, key)
    mine = CoAuthor.objects.visible_to(request.viewer).filter(note=page.note, person=request.user)
    allow(mine.exists())
    act = CoAuthor.accept if request.POST.get("oui") == "oui" else CoAuthor.decline
    act(page.note, by=request.user, at=timezone.now())
    return see_other(page.note)


@require_POST
def entrust(request, slug, key):
    """Take care of the note, or leave it to others."""
    _community, membership, page = find_note(request, slug, key)
    leaves = request.POST.get("soin") == "non"
    keeps = page.note.caretaker_id == request.user.pk
    allow(keeps if leaves else keeps or rules.can_take_charge(membership, page.note))
    page.note.entrust(None if leaves else request.user, by=request.user, at=timezone.now())
    return see_other(page.note)


@require_POST
def reread(request, slug, key):
    """« Toujours bon », « à corriger », « en jachère »."""
    _community, membership, page = find_note(request, slug, key)
    allow(may_write(request, membership, page.note.circle))
    form = VerdictForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(sentence for said in form.errors.values() for sentence in said))
        return form_answer(request, "practice/note_page.html", note_context(request, membership, page))
    said = form.cleaned_data
    page.note.reread(said["verdict"], by=request.user, at=timezone.now(), words=said["words"])
    if request.POST.get("retour") == "file":
        noted = {"title": page.text.title, "verdict": Note.Standing(said["verdict"]).label}
        messages.success(request, _("«\u00a0%(title)s\u00a0»\u00a0: %(verdict)s. C’est noté.") % noted)
        return see_other(reverse("practice:rereading", args=[slug]))
    return see_other(page.note)


@require_safe
def rereading_queue(request, slug):
    """What waits to be read again: five at a time, one's own first."""
    community, membership = enter_invited(request, slug)
    allow(membership is not None)
    waiting = rereading.waiting_for(request.viewer, community, today_in(community))
    return render(request, "practice/rereading_page.html", {"waiting": waiting, "base": _base(slug)})


@require_POST
def settle(request, slug, key, remark):
    """What was to be corrected is."""
    _community, membership, page = find_note(request, slug, key)
    allow(may_write(request, membership, page.note.circle))
    rows = Remark.objects.visible_to(request.viewer)
    found = one_of(request, rows, note=page.note, key=key_in(remark))
    found.note = page.note
    found.settle(by=request.user, at=timezone.now())
    return see_other(page.note)


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request, slug, key):
    """A moderator takes the note out, with a reason."""
    _community, membership, page = find_note(request, slug, key)
    allow(rules.can_moderate(membership))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        page.note.hide(by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
        return see_other(_base(slug))
    answer = form_answer if request.method == "POST" else render
    context = {
        "title": _("Retirer cette fiche"), "lead": page.text.title, "form": form,
        "button": _("Retirer, avec cette raison"),
        "readers": _("Elle ne sera plus lue que par qui modère. La raison va au journal."),
        "back": page.note.get_absolute_url(), "trail": [(_("Pratique"), _base(slug))],
    }  # fmt: skip
    return answer(request, "practice/form_page.html", context)


@require_POST
def show(request, slug, key):
    """A moderator puts the note back."""
    _community, membership, page = find_note(request, slug, key)
    allow(rules.can_moderate(membership))
    page.note.show(by=request.user, at=timezone.now())
    return see_other(page.note)


def _base(slug: str) -> str:
    return reverse("practice:notes", args=[slug])
