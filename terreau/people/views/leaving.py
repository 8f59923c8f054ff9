"""Leaving, in two clicks: this page, and its button."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from terreau.ui.answers import form_answer, see_other

from .. import footprint
from ..forms import LeavingForm, posted


@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request):
    """Choose what becomes of one's words, and go."""
    form = LeavingForm(request.user, posted(request), initial={"keep": "words"})
    leaves = request.method == "POST" and "chosen" not in request.POST  # the Enter key on a choice is not the button
    if leaves and form.is_valid():
        try:
            request.user.depart(at=timezone.now(), keep=form.cleaned_data["keep"])
        except ValidationError:
            pass  # what must be done first is on the page
        else:
            logout(request)
            return see_other("people:left")
    first = footprint.objections_to_leaving(request.user)
    context = {"form": form, "tab": "leaving", "first": first}
    answer = form_answer if form.is_bound else render
    return answer(request, "people/leaving_page.html", context)


@login_not_required
@require_safe
def left(request):
    """A last word."""
    return render(request, "people/left_page.html")
