"""Hats: who wears what since when, what nobody wears, and offering, accepting, laying down."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.ui.answers import allow, form_answer, see_other

from .. import rules
from ..directory import members_to_choose
from ..forms.hats import OfferForm
from ..models import Handover, Hat
from ..templating import hat_on
from ..viewing import enter_as_member, one
from ..words import WORDS

NOT_A_VACANCY = (Hat.Kind.ELDER,)
MEANT_BY = {Hat.Kind.COORDINATION: "coordination", Hat.Kind.FACILITATION: "facilitation", Hat.Kind.COACH: "coach",
            Hat.Kind.DOCUMENTALIST: "documentalist", Hat.Kind.CORE: "core", Hat.Kind.SPONSOR: "sponsor",
            Hat.Kind.ELDER: "elder"}  # fmt: skip


def _shelf(viewer, community, membership) -> list[dict]:
    """Every kind of hat, in order, with who wears it."""
    rows = Hat.objects.visible_to(viewer).filter(community=community, ended_at=None)
    hats = list(rows.select_related("membership__person", "offered_by__person"))
    return [
        {
            "kind": kind,
            "label": label,
            "means": WORDS[MEANT_BY[Hat.Kind(kind)]].means if kind in MEANT_BY else "",
            "worn": [hat for hat in hats if hat.kind == kind and hat.accepted_at],
            "offered": [hat for hat in hats if hat.kind == kind and not hat.accepted_at],
            "vacant": kind not in NOT_A_VACANCY,
        }
        for kind, label in Hat.Kind.choices
    ]


@require_safe
def hats(request, slug):
    """The shelf of hats."""
    community, membership = enter_as_member(request, slug)
    shelf = _shelf(request.viewer, community, membership)
    context = {
        "shelf": shelf,
        "offers": [hat for one_kind in shelf for hat in one_kind["offered"] if hat.membership_id == membership.pk],
        "handovers": Handover.objects.visible_to(request.viewer).offered_to(membership),
        "membership": membership,
        "may_offer": rules.can_offer_some_hat(membership),
        "may_end": lambda hat: rules.can_end_hat(membership, hat),
        "today": community.day(timezone.now()),
    }
    return render(request, "community/hats_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def offering(request, slug):
    """Offer a hat to a member; it is theirs once they say yes."""
    community, membership = enter_as_member(request, slug)
    allow(rules.can_offer_some_hat(membership))
    chosen = request.GET.get("personne", "")
    members = members_to_choose(request.viewer, community, with_key=chosen)
    today = community.day(timezone.now())
    begun = {"kind": request.GET.get("chapeau", ""), "member": chosen}
    form = OfferForm(request.POST or None, giver=membership, members=members, today=today, initial=begun)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            Hat.offer(said["member"], said["kind"], by=membership, at=timezone.now(), review_on=said["review_on"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Le chapeau est proposé à %(name)s.") % {"name": said["member"].person.name})
            return see_other(reverse("community:hats", args=[slug]))
    answer = form_answer if form.errors else render
    return answer(request, "community/hat_offer_page.html", {"form": form})


def _hat(request, slug, key, kind) -> tuple[Hat, object]:
    """The hat of this member and kind, offered or worn, and one's own membership."""
    community, membership = enter_as_member(request, slug)
    rows = Hat.objects.visible_to(request.viewer).filter(community=community, ended_at=None)
    rows = rows.select_related("community", "membership__person", "membership__community")
    if kind not in Hat.Kind.values:
        raise Http404
    return one(rows, membership__key=key, kind=kind), membership


@require_POST
def accepting(request, slug, key, kind):
    """Put on a hat that was offered to me; the coordination comes with its handover page."""
    hat, membership = _hat(request, slug, key, kind)
    allow(hat.membership_id == membership.pk)
    at = timezone.now()
    handover = _handover_of(request.viewer, hat)
    try:
        if handover:
            handover.accept(at=at)
        else:
            hat.accept(at=at)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    else:
        messages.success(
            request, _("Vous portez ce chapeau : %(hat)s.") % {"hat": hat_on(hat.kind, request.user.agreement)}
        )
    return see_other(handover or reverse("community:hats", args=[slug]))


def _handover_of(viewer, hat: Hat) -> Handover | None:
    if hat.kind != Hat.Kind.COORDINATION or hat.accepted_at:
        return None
    rows = Handover.objects.visible_to(viewer).offered_to(hat.membership)
    return rows.select_related("community", "giver__community", "taker__person", "taker__community").first()


@require_POST
def laying_down(request, slug, key, kind):
    """Take a hat off, or say no to one."""
    try:
        hat, membership = _hat(request, slug, key, kind)
    except Http404:
        enter_as_member(request, slug)
        return see_other(reverse("community:hats", args=[slug]))  # laid down already
    allow(rules.can_end_hat(membership, hat))
    try:
        hat.lay_down(by=membership.person, at=timezone.now())
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        return see_other(reverse("community:handing-over", args=[slug]))
    messages.success(
        request, _("Le chapeau est déposé. Merci de l’avoir porté.") if hat.accepted_at else _("C’est noté.")
    )
    return see_other(reverse("community:hats", args=[slug]))
