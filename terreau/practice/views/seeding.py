"""The beginning of a story: what somebody shared is kept as it was said, to be completed later."""

import hashlib

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.community.viewing import enter_invited, nothing_here
from terreau.ui.answers import allow, see_other

from .. import origins
from ..models import Note
from ..words import MAX_TITLE, Words, opening_of
from .finding import may_write


@require_POST
def seed(request, slug):
    """In one gesture; twice gives the same story. It comes back to its author later, to be completed."""
    community, membership = enter_invited(request, slug)
    source = request.POST.get("de", "")
    found = origins.found(request.viewer, community, source)
    if found is None:
        nothing_here(request.viewer)
    kind, thing = found
    begun = kind.prefill(thing)
    allow(may_write(request, membership, begun.circle))
    title = begun.title or opening_of(begun.body, MAX_TITLE) or _("Un récit à compléter")
    note = Note.seed(
        community, Words(title, body=begun.body), by=request.user, at=timezone.now(), language=community.language,
        circle=begun.circle, origins=[(thing, begun.within)],
        form_key=hashlib.sha256(f"récit {source}".encode()).hexdigest()[:32],
    )  # fmt: skip
    messages.success(request, _("Le récit est commencé. Il vous reviendra plus tard, à compléter."))
    return see_other(note)
