"""The first administrator, by a link printed on the machine itself."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from terreau.ui.answers import form_answer

from .. import arriving
from ..forms import FirstAdministratorForm, posted
from ..models import SignIn


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def first_administrator(request, token):
    """A name, an address, one button; the link serves once, and closes all others."""
    at = timezone.now()
    asked = SignIn.of_token(token, at=at)
    if asked is None or asked.purpose != SignIn.Purpose.ADMINISTRATOR:
        return render(request, "people/link_gone_page.html", {"of_the_machine": True}, status=410)
    form = FirstAdministratorForm(posted(request), initial={"email": asked.email})
    if request.method == "POST" and form.is_valid() and asked.use(at=at):
        SignIn.objects.filter(purpose=SignIn.Purpose.ADMINISTRATOR, used_at=None).delete()
        said, language = form.cleaned_data, translation.get_language() or "fr"
        person = arriving.person_at(said["email"], name=said["name"], at=at, language=language)
        person.make_administrator(by=person, at=at)
        return arriving.come_in(request, person, next_url=reverse("people:security"))
    answer = form_answer if form.errors else render
    return answer(request, "people/first_administrator_page.html", {"form": form})
