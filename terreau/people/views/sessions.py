"""Where I am signed in, and how to sign out there."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from terreau.ui.answers import see_other
from terreau.ui.keys import key_in

from ..models import SignedIn


@require_safe
def sessions(request):
    """Each browser, this one first."""
    mine = SignedIn.objects.filter(person=request.user).order_by("-began_at")
    here = request.session.session_key
    listed = sorted(mine, key=lambda row: row.session_key != here)
    return render(request, "people/sessions_page.html", {"tab": "sessions", "sessions": listed, "here": here})


@require_POST
def ending(request, handle):
    """Sign out of one browser; at once."""
    row = get_object_or_404(SignedIn.objects.filter(person=request.user), handle=key_in(handle) or "-")
    if row.session_key == request.session.session_key:
        request.session.flush()
        return see_other("people:sign-in")
    row.delete()
    messages.success(request, _("Cette connexion est fermée."))
    return see_other("people:sessions")


@require_POST
def ending_others(request):
    """Sign out everywhere but here; at once."""
    SignedIn.objects.filter(person=request.user).exclude(session_key=request.session.session_key).delete()
    messages.success(request, _("Il ne reste que cette connexion-ci."))
    return see_other("people:sessions")
