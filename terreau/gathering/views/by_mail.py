"""The page a mail's presence link opens: one button, nothing sent before it is pressed."""

from contextlib import contextmanager

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from terreau.community.models import Community
from terreau.community.viewer import Viewer

from .. import by_mail, rules
from ..forms.presence import PresenceForm
from ..occasions import my_answer
from .finding import gathering_for
from .page import choices_of


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def presence(request, token):
    """« Je viens » from a mail: as its recipient may answer at this moment; 404 once they may not."""
    person, gathering = _read(token)
    at, done, trouble = timezone.now(), "", ""
    form = PresenceForm({"answer": request.POST.get("answer", request.GET.get("choix", ""))})
    chosen = form.cleaned_data["answer"] if form.is_valid() else ""
    with _as_they_read(person):
        if request.method == "POST" and chosen:
            try:
                gathering.answer(chosen, person=person, at=at)
                done = chosen
            except ValidationError as refusal:
                trouble = " ".join(refusal.messages)
        answers = choices_of(gathering.words)
        context = {
            "gathering": gathering,
            "words": gathering.words,
            "choices": answers,
            "chosen": chosen if chosen in dict(answers) else "",
            "done": done,
            "trouble": trouble,
            "answer": done or my_answer(gathering),
        }
        return render(request, "gathering/by_mail_page.html", context)


@contextmanager
def _as_they_read(person):
    """In the language and on the clock of whoever the mail was for."""
    with translation.override(person.language), timezone.override(person.zone):
        yield


def _read(token: str):
    """Whose link it is and the date, while they may still answer it."""
    said = by_mail.read(token)
    if said is None:
        raise Http404
    person, slug, handle = said
    viewer = Viewer(person, locale=person.language)
    community = Community.objects.visible_to(viewer).filter(slug=slug).first()
    gathering = gathering_for(viewer, community, handle) if community is not None else None
    if gathering is None or not rules.takes_part(viewer.membership_in(community), gathering.circle, viewer.circles):
        raise Http404
    return person, gathering
