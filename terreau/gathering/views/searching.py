"""Finding a date together: offer moments, say which suit, choose one."""

from collections import defaultdict

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from terreau.community.viewing import enter_invited, one
from terreau.ui.answers import allow, see_other
from terreau.ui.keys import key_in

from .. import rules
from ..forms.searching import SearchForm, VoteForm
from ..models import DateOption, DateSearch, DateVote
from .calling import written
from .presence import act


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, slug):
    """Offer a few moments."""
    return written(request, slug, SearchForm, _ask, page="gathering/search_new_page.html")


def _ask(community, form, **who):
    return DateSearch.ask(community, moments=form.cleaned_data["moments"], circle=form.circle(), **who, **form.words())


def _find(request, slug, key):
    community, membership = enter_invited(request, slug)
    rows = DateSearch.objects.visible_to(request.viewer).filter(community=community)
    found = one(rows.select_related("circle", "asked_by", "gathering__series"), key=key_in(key) or "-")
    found.community = community
    if found.gathering is not None:
        found.gathering.community = community
    return membership, found


@require_http_methods(["GET", "HEAD", "POST"])
def search(request, slug, key):
    """The moments, each in the reader's time zone, with whom they suit."""
    membership, found = _find(request, slug, key)
    allow(rules.takes_part(membership, found.circle, request.viewer.circles))
    options = list(DateOption.objects.visible_to(request.viewer).filter(search=found))
    if request.method == "POST":
        form = VoteForm(request.POST, options=options)
        if form.is_valid():
            suits = form.suits()
            if act(request, found.say, suits, person=request.user, at=timezone.now()):
                messages.success(request, _said(len(suits)))
        return see_other(found)
    rows = _rows(request, found, options)
    context = {
        "search": found,
        "rows": rows,
        "answered": any(row["mine"] for row in rows),
        "suits": DateVote.Suits.choices,
        "may_settle": found.asked_by_id == request.user.pk or rules.can_keep_the_calendar(membership),
    }
    return render(request, "gathering/search_page.html", context)


def _said(suiting: int) -> str:
    if not suiting:
        return _("C’est noté\u00a0: aucun de ces moments ne vous convient. Personne ne le voit.")
    said = ngettext(
        "C’est noté\u00a0: %(num)s moment vous convient.",
        "C’est noté\u00a0: %(num)s moments vous conviennent.",
        suiting,
    )
    return said % {"num": suiting} + " " + _("Vous pouvez changer d’avis jusqu’à ce que la date soit choisie.")


def _rows(request, found, options) -> list[dict]:
    """Each moment with who it suits, the best first marked."""
    votes = DateVote.objects.visible_to(request.viewer).filter(option__search=found).select_related("person")
    by_option: dict[int, list[DateVote]] = defaultdict(list)
    for vote in votes.order_by("person__name"):
        by_option[vote.option_id].append(vote)
    rows = []
    for option in options:
        here = by_option[option.pk]
        mine = next((vote.suits for vote in here if vote.person_id == request.user.pk), "")
        yes = [vote.person.name for vote in here if vote.suits == DateVote.Suits.YES]
        maybe = [vote.person.name for vote in here if vote.suits == DateVote.Suits.MAYBE]
        rows.append({"option": option, "mine": mine, "yes": yes, "maybe": maybe, "local": _local(option, found)})
    best = max(((len(row["yes"]), len(row["maybe"])) for row in rows), default=(0, 0))
    for row in rows:
        row["best"] = best != (0, 0) and (len(row["yes"]), len(row["maybe"])) == best
    return rows


def _local(option, found):
    """The moment on the clock of the community."""
    return option.starts_at.astimezone(found.community.zone)


@require_POST
def settle(request, slug, key):
    """Choose one of the moments: the gathering is called."""
    membership, found = _find(request, slug, key)
    allow(found.asked_by_id == request.user.pk or rules.can_keep_the_calendar(membership))
    given = request.POST.get("option", "")
    pk = int(given) if given.isascii() and given.isdigit() and len(given) < 12 else 0
    option = one(DateOption.objects.visible_to(request.viewer).filter(search=found), pk=pk)
    return see_other(found.settle(option, by=request.user, at=timezone.now()) or found)
