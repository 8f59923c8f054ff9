"""What is done with one message: corrected, read as it was, taken out, thanked for."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.community.viewing import for_visitors
from terreau.ui.answers import allow, form_answer, part_or_page, see_other

from .. import pages, rules, saying
from ..attaching import AttachedFiles
from ..differences import versions_of
from ..forms import MessageForm, ReasonForm
from ..models import Revision, SetAside, Thanks
from .finding import find_message, may_write, takes_part
from .thread import address_of


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug, key):
    """The author says it better."""
    community, membership, found = find_message(request, slug, key)
    writes = may_write(request, membership, found.thread.circle)
    allow(rules.can_edit(request.user, found, may_write=writes))
    held = pages.files_of(found)
    context = {"message": found, "readers": saying.who_will_read(community, found.thread.circle)}
    if request.method != "POST":
        form = MessageForm(initial={"text": found.source}, attached=AttachedFiles(held))
        return render(request, "conversation/edit_page.html", {**context, "form": form})
    at = timezone.now()
    attached = AttachedFiles.sent(request, community, at=at, already=[file for file, _alt in held])
    form = MessageForm(request.POST, attached=attached)
    if form.is_valid():
        try:
            found.edit(by=request.user, at=at, text=form.cleaned_data["text"], files=attached.given)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return see_other(address_of(found))
    return form_answer(request, "conversation/edit_page.html", {**context, "form": form})


@login_not_required
@require_safe
def versions(request, slug, key):
    """What a message said before, and what was changed: for all who read it."""
    _community, _membership, found = find_message(request, slug, key)
    earlier = list(Revision.objects.visible_to(request.viewer).filter(message=found).order_by("-at", "-id")[:20])
    context = {"message": found, "versions": versions_of(found, earlier)}
    return for_visitors(request, render(request, "conversation/versions_page.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request, slug, key):
    """A moderator takes words out, with a reason that stays in their place."""
    _community, membership, found = find_message(request, slug, key)
    allow(rules.can_moderate(membership))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        found.hide(by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
        return see_other(address_of(found))
    answer = form_answer if request.method == "POST" else render
    return answer(request, "conversation/hide_page.html", {"message": found, "form": form})


@require_safe
def aside(request, slug, key):
    """The words that were taken out, for who moderates; and the way to put them back."""
    _community, membership, found = find_message(request, slug, key)
    allow(rules.can_moderate(membership))
    words = SetAside.objects.visible_to(request.viewer).filter(message=found).first()
    return render(request, "conversation/aside_page.html", {"message": found, "words": words})


@require_POST
def put_back(request, slug, key):
    """A moderator puts the words back."""
    _community, membership, found = find_message(request, slug, key)
    allow(rules.can_moderate(membership))
    found.show(by=request.user, at=timezone.now())
    return see_other(address_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, slug, key):
    """The author takes their own words back, for good."""
    _community, _membership, found = find_message(request, slug, key)
    allow(found.author_id == request.user.pk)
    if request.method == "POST":
        found.withdraw(by=request.user, at=timezone.now())
        return see_other(address_of(found))
    return render(request, "conversation/withdraw_page.html", {"message": found})


@require_POST
def thank(request, slug, key):
    """« Ça m’a aidé », said or unsaid: the form says which, so that twice is once."""
    _community, membership, found = find_message(request, slug, key)
    part = takes_part(request, membership, found.thread)
    allow(rules.can_thank(request.user, found, takes_part=part))
    said = request.POST.get("aide") != "non"
    (found.thank if said else found.take_thanks_back)(by=request.user, at=timezone.now())
    page = address_of(found)
    thanks = Thanks.objects.beside([found]).values_list("person_id", "person__name")
    others = [saying.first_name(name) for pk, name in thanks if pk != request.user.pk]
    context = {"act": request.path, "helped": said, "it_helped": saying.it_helped(others, me=said)}
    return part_or_page(request, "conversation/_thanks.html", context, page=page)
