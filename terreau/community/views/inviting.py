"""Inviting: a letter to somebody, a link to pass on, and what became of each."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.codes import qr_code

from .. import rules
from ..forms.inviting import LetterForm, LinkForm
from ..models import Invitation
from ..viewing import enter_as_member, one

PAGE = "community/inviting_page.html"
AT_MOST = 100


def _context(request, membership, **forms) -> dict:
    community = membership.community
    rows = Invitation.objects.visible_to(request.viewer).filter(community=community)
    if not membership.may("admit"):
        rows = rows.filter(by=membership.person)
    about = {"community": community, "host": request.get_host()}
    return {
        "invitations": list(rows.select_related("by", "circle").order_by("-made_at", "-pk")[:AT_MOST]),
        "at": timezone.now(),
        "may_write": rules.can_invite(membership),
        "may_link": rules.can_pass_on_a_link(membership),
        "letter_form": forms.get("letter") or LetterForm(**about),
        "link_form": forms.get("link") or LinkForm(**about),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def inviting(request, slug):
    """Write to somebody; and the invitations made so far, with their state."""
    community, membership = enter_as_member(request, slug)
    if request.method != "POST":
        return render(request, PAGE, _context(request, membership))
    allow(rules.can_invite(membership))
    form = LetterForm(request.POST, community=community, host=request.get_host())
    if form.is_valid():
        try:
            Invitation.write(community, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(
                request, _("%(name)s recevra votre invitation par courriel.") % {"name": form.cleaned_data["name"]}
            )
            return see_other(request.path)
    return form_answer(request, PAGE, _context(request, membership, letter=form))


@require_POST
def linking(request, slug):
    """Make a link for several people."""
    community, membership = enter_as_member(request, slug)
    allow(rules.can_pass_on_a_link(membership))
    form = LinkForm(request.POST, community=community, host=request.get_host())
    if not form.is_valid():
        return form_answer(request, PAGE, _context(request, membership, link=form))
    said = dict(form.cleaned_data)
    life = timedelta(days=said.pop("days"))
    made = Invitation.write(community, by=request.user, at=timezone.now(), life=life, **said)
    return see_other(reverse("community:invitation-link", args=[slug, made.key]))


def _link_of(request, slug, key) -> Invitation:
    """A link one may show; a letter's address is for its reader alone."""
    community, membership = enter_as_member(request, slug)
    rows = Invitation.objects.visible_to(request.viewer).select_related("community", "by")
    invitation = one(rows, community=community, key=key, email="")
    if not rules.can_pass_on_a_link(membership) and invitation.by != request.user:
        raise Http404
    return invitation


def address_of(invitation: Invitation) -> str:
    """The whole address of an invitation, for a letter, a copy or a QR code."""
    return settings.ADDRESS + reverse("community:invitation", args=[invitation.token()])


@require_safe
def link(request, slug, key):
    """A link to copy, and its QR code to print."""
    invitation = _link_of(request, slug, key)
    may_revoke = _may_revoke(request.viewer.membership_in(invitation.community), invitation)
    context = {"invitation": invitation, "may_revoke": may_revoke, "address": address_of(invitation)}
    return render(request, "community/link_page.html", {**context, "at": timezone.now()})


def _may_revoke(membership, invitation: Invitation) -> bool:
    return invitation.by_id == membership.person_id or membership.may("admit")


@require_safe
def qr(request, slug, key):
    """The QR code as a drawing that prints at any size."""
    return qr_code(address_of(_link_of(request, slug, key)), "invitation")


@require_POST
def revoking(request, slug, key):
    """Take an invitation back."""
    community, membership = enter_as_member(request, slug)
    rows = Invitation.objects.visible_to(request.viewer).filter(community=community)
    invitation = one(rows.select_related("community"), key=key)
    allow(_may_revoke(membership, invitation))
    invitation.revoke(by=request.user, at=timezone.now())
    messages.success(request, _("L’invitation est reprise : son lien n’ouvre plus rien."))
    return see_other(reverse("community:inviting", args=[slug]))
