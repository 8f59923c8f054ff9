"""The journal of a community, in words, fifty lines at a time, newest first."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import acts
from ..journal import PAGE, lines_of
from ..viewing import enter_with

KINDS = {
    "membres": ("membership-", "member", "involvement-", "welcome-", "invitation-"),
    "chapeaux": ("hat-", "handover-"),
    "cercles": ("circle-", "guest-"),
    "moderation": ("report-", "membership-removed", "membership-refused"),
    "listes": ("members-exported", "report-read"),
}


def _chosen(kind: str) -> list[str]:
    """The acts of one filter, else every act that has words: the others are of no concern to a coordinator."""
    begins = KINDS.get(kind, "")
    return sorted(act for act in acts.known() if act.startswith(begins))


@require_safe
def journal(request, slug):
    """What happened, who did it, why where a reason was given."""
    community, _membership = enter_with("settle", request, slug)
    kind, before = request.GET.get("genre", ""), request.GET.get("avant", "")
    rows = community.journal.select_related("by").filter(act__in=_chosen(kind)).order_by("-pk")
    if before.isdecimal() and len(before) < 18:
        rows = rows.filter(pk__lt=int(before))
    entries = list(rows[: PAGE + 1])
    following = {"genre": kind, "avant": entries[PAGE - 1].pk} if len(entries) > PAGE else {}
    context = {
        "lines": lines_of(entries[:PAGE], request.viewer),
        "kind": kind if kind in KINDS else "",
        "kinds": list(KINDS),
        "next_url": f"{request.path}?{urlencode({k: v for k, v in following.items() if v})}" if following else "",
    }
    return render(request, "community/journal_page.html", context)
