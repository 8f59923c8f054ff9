"""Asking somebody by name to look at a call: suggestions with why, and what happens when they were asked enough."""

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from terreau.community.folding import fold
from terreau.community.viewing import today_in
from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.keys import key_in

from .. import asking, rules
from ..models import Solicitation
from .finding import find_thread

MOST = 200  # names to choose from


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, slug, key):
    """Whoever called chooses whom to ask; nothing leaves for somebody who was asked enough this month."""
    community, membership, found = find_thread(request, slug, key)
    allow(rules.can_ask_by_name(request.viewer.person, membership, found, today_in(community)))
    at = timezone.now()
    if request.method != "POST":
        return render(request, "conversation/ask_page.html", _context(request, found, at))
    chosen = _chosen(request, found)
    if chosen is None:
        wrong = _("Choisissez une personne de la liste.")
        return form_answer(request, "conversation/ask_page.html", _context(request, found, at, wrong=wrong))
    if Solicitation.send(found, chosen.person, by=request.user, at=at):
        messages.success(request, _("C’est demandé à %(name)s.") % {"name": chosen.person.name})
        return see_other(found)
    return form_answer(request, "conversation/ask_page.html", _context(request, found, at, spared=chosen))


def _chosen(request, found):
    """The membership named, among those who agreed and may read the call; asked already counts too."""
    named = key_in(request.POST.get("personne", ""))
    rows = asking.who_agreed(request.viewer, found.community) if named else None
    row = rows.filter(key=named).select_related("person").first() if rows is not None else None
    if row is None:
        return None
    again = found.solicitations.visible_to(request.viewer).filter(person=row.person)
    return row if again.exists() or asking.to_choose(request.viewer, found).filter(pk=row.pk).exists() else None


def _context(request, found, at, *, wrong: str = "", spared=None) -> dict:
    but = spared.person_id if spared is not None else None
    rows = asking.to_choose(request.viewer, found).select_related("person")[:MOST]
    asked = found.solicitations.visible_to(request.viewer).select_related("person").order_by("asked_at")
    return {
        "thread": found,
        "suggested": asking.suggested(request.viewer, found, at=at, but=but),
        "others": sorted((row for row in rows if row != spared), key=lambda row: fold(row.person.name)),
        "asked": list(asked),
        "wrong": wrong,
        "spared": spared,
        "at": at,
    }
