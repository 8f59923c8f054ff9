"""How often mail may come: from my page, or from the foot of any mail without signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from terreau.ui.answers import form_answer, see_other

from ..forms import PAUSE, RhythmForm, posted
from ..models import Person
from ..rhythm import person_of_token


@require_http_methods(["GET", "HEAD", "POST"])
def rhythm(request):
    """Choose how often, or a month of silence."""
    person, at = request.user, timezone.now()
    form = RhythmForm(posted(request), initial={"rhythm": chosen(person, at)})
    if request.method == "POST" and form.is_valid():
        form.choose(person, at=at)
        messages.success(request, _("C’est noté."))
        return see_other("people:rhythm")
    context = {"form": form, "tab": "rhythm", "paused_until": pause(person, at)}
    answer = form_answer if form.errors else render
    return answer(request, "people/rhythm_page.html", context)


@csrf_exempt  # the signed address is the proof; a mail program posts here without any cookie (RFC 8058)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def rhythm_by_mail(request, token):
    """The same choice for whoever holds the mail: one page, one button; a mail program's one click means « rien »."""
    person, at = person_of_token(token), timezone.now()
    if person is None:
        return render(request, "people/link_gone_page.html", status=410)
    if request.POST.get("List-Unsubscribe") == "One-Click":
        person.choose_rhythm(Person.Rhythm.NOTHING, at=at)
        return HttpResponse(status=204)
    beforehand = request.GET.get("choix", "")
    known = beforehand in (*Person.Rhythm.values, PAUSE)
    form = RhythmForm(posted(request), initial={"rhythm": beforehand if known else chosen(person, at)})
    done = request.method == "POST" and form.is_valid()
    if done:
        form.choose(person, at=at)
    context = {
        "form": form,
        "done": done,
        "rhythm": person.get_mail_rhythm_display(),
        "paused_until": pause(person, at),
    }
    answer = form_answer if form.errors else render
    return answer(request, "people/rhythm_by_mail_page.html", context)


def pause(person: Person, at):
    """The last day of silence, while it lasts."""
    until = person.mail_paused_until
    return until if until and until >= at.astimezone(person.zone).date() else None


def chosen(person: Person, at) -> str:
    """What holds now, as the form says it."""
    return PAUSE if pause(person, at) else person.mail_rhythm
