"""« Ma page »: what I say of myself and to whom, and how the place speaks to me."""

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from terreau.ui.answers import form_answer, see_other

from ..forms import ProfileForm, SettingsForm, posted
from ..reading import who_sees_what


@require_http_methods(["GET", "HEAD", "POST"])
def me(request):
    """My words, and who reads them."""
    form = ProfileForm(posted(request), person=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.describe(at=timezone.now(), **form.words())
        messages.success(request, _("C’est noté."))
        return see_other("people:me")
    context = {"form": form, "tab": "me", "who_sees_what": list(who_sees_what(request.user))}
    answer = form_answer if form.errors else render
    return answer(request, "people/me_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request):
    """Language, time zone, appearance."""
    form = SettingsForm(posted(request), person=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.describe(at=timezone.now(), **form.cleaned_data)
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("C’est noté."))
        return see_other("people:settings")
    answer = form_answer if form.errors else render
    return answer(request, "people/settings_page.html", {"form": form, "tab": "settings"})
