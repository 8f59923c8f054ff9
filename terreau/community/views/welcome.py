"""The welcome page: for a newcomer, who is there for them; for the others, who is new."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.ui.answers import allow, form_answer, part_or_page, see_other

from .. import rules, small_steps
from ..forms.joining import InvolvementForm
from ..forms.welcoming import ThingsForm, WordForm
from ..models import Membership, ThingToRead, Welcome
from ..models.welcome import LOAD
from ..viewing import enter_as_member, enter_with, one

FACES = 30


@require_safe
def welcome(request, slug):
    """Who welcomes me, who else is new, three things to read, a small way in or none."""
    community, membership = enter_as_member(request, slug)
    viewer, at = request.viewer, timezone.now()
    rows = Membership.objects.visible_to(viewer).filter(community=community).newest(at).listed()
    newest = [row for row in rows.select_related("person", "invited_by")[: FACES + 1] if row.pk != membership.pk]
    for row in newest:
        row.community = community
    welcomes = Welcome.objects.visible_to(viewer).going(at).filter(community=community)
    by_newcomer = {w.newcomer_id: w for w in welcomes.select_related("welcomer__person", "newcomer__person")}
    context = {
        "membership": membership,
        "is_new": membership.is_new(at),
        "mine": by_newcomer.get(membership.pk),
        "newest": [(row, by_newcomer.get(row.pk)) for row in newest[:FACES]],
        "welcoming": [w for w in by_newcomer.values() if w.welcomer_id == membership.pk],
        "load": LOAD,
        "may_welcome": lambda row: rules.can_welcome(membership, row, at),
        "things": things_of(viewer, community),
        "steps": small_steps.offered_to(viewer, community),
        "involvements": Membership.Involvement.choices,
        "before": "",
        "at": at,
    }
    return render(request, "community/welcome_page.html", context)


def things_of(viewer, community) -> list:
    """What was chosen to be read first; where nothing was, the pages that every community has."""
    chosen = list(ThingToRead.objects.visible_to(viewer).filter(community=community))
    if chosen:
        return chosen
    usual = [
        (_("Notre culture"), "community:culture", 3),
        (_("Qui fait quoi ici"), "community:hats", 2),
        (_("Les mots d’ici"), "community:words", 2),
    ]
    return [ThingToRead(title=title, url=reverse(route, args=[community.slug]), minutes=n) for title, route, n in usual]


@require_POST
def settling_in(request, slug):
    """Say how much I take part, from the welcome page; or nothing for now, which is an answer too."""
    community, membership = enter_as_member(request, slug)
    at = timezone.now()
    form = InvolvementForm(request.POST)
    if form.is_valid():
        membership.choose_involvement(form.cleaned_data["involvement"], at=at)
        context = {"membership": membership, "involvements": Membership.Involvement.choices, "before": ""}
        page = reverse("community:welcome", args=[slug])
        return part_or_page(request, "community/_involvement.html", context, page=page)
    membership.arrive(at=at)
    return see_other(community)


def _newcomer(request, slug, key) -> tuple[Membership, Membership]:
    community, membership = enter_as_member(request, slug)
    rows = Membership.objects.visible_to(request.viewer).filter(community=community).active()
    newcomer = one(rows.select_related("person", "community"), key=key)
    return newcomer, membership


@require_http_methods(["GET", "HEAD", "POST"])
def taking(request, slug, key):
    """Welcome somebody, with a word if one wishes."""
    newcomer, membership = _newcomer(request, slug, key)
    allow(rules.can_welcome(membership, newcomer, timezone.now()))
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            taken = Welcome.take(newcomer, membership, at=timezone.now(), word=form.cleaned_data["word"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            _say_who_welcomes(request, taken, membership, newcomer)
            return see_other(reverse("community:welcome", args=[slug]))
    answer = form_answer if form.errors else render
    return answer(request, "community/welcome_taking_page.html", {"form": form, "newcomer": newcomer})


def _say_who_welcomes(request, taken: Welcome, membership, newcomer) -> None:
    if taken.welcomer_id == membership.pk:
        messages.success(request, _("C’est noté : vous accueillez %(name)s.") % {"name": newcomer.person.name})
    else:
        messages.info(request, _("Quelqu’un accueille déjà %(name)s.") % {"name": newcomer.person.name})


def _welcome(request, slug, key) -> tuple[Welcome, Membership]:
    community, membership = enter_as_member(request, slug)
    rows = Welcome.objects.visible_to(request.viewer).filter(community=community)
    found = one(rows.select_related("community", "welcomer__person", "newcomer__person"), key=key)
    return found, membership


@require_POST
def wording(request, slug, key):
    """Change one's word for the newcomer."""
    found, membership = _welcome(request, slug, key)
    allow(found.welcomer_id == membership.pk)
    form = WordForm(request.POST)
    if form.is_valid():
        found.say(form.cleaned_data["word"], at=timezone.now())
        messages.success(request, _("C’est noté."))
    else:
        messages.warning(request, _("Ce mot est trop long : trois cents signes au plus."))
    return see_other(reverse("community:welcome", args=[slug]))


@require_POST
def ending(request, slug, key):
    """Stop here, either of the two, without a reason to give."""
    found, membership = _welcome(request, slug, key)
    allow(rules.can_end_welcome(membership, found))
    found.end(by=request.user, at=timezone.now())
    messages.success(request, _("C’est noté."))
    return see_other(reverse("community:welcome", args=[slug]))


@require_http_methods(["GET", "HEAD", "POST"])
def readings(request, slug):
    """Choose the three things a newcomer may read first."""
    community, membership = enter_with("welcome", request, slug)
    chosen = list(ThingToRead.objects.visible_to(request.viewer).filter(community=community))
    form = ThingsForm(request.POST if request.method == "POST" else None, things=chosen)
    if request.method == "POST":
        if form.is_valid():
            ThingToRead.choose(community, form.things(), by=membership.person, at=timezone.now())
            messages.success(request, _("C’est noté."))
            return see_other(reverse("community:welcome", args=[slug]))
        return form_answer(request, "community/readings_page.html", {"form": form})
    return render(request, "community/readings_page.html", {"form": form})
