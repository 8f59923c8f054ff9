"""One thread: its messages a page at a time, the box to answer, and the ways to tend it."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from terreau.community.viewing import for_visitors, today_in
from terreau.ui.answers import allow, form_answer, see_other

from .. import onward, pages, rules, saying
from ..attaching import AttachedFiles
from ..forms import MessageForm
from ..models import HelpOffer, LastSeen, Message
from .finding import find_message, find_thread, takes_part


@login_not_required
@require_safe
def thread(request, slug, key):
    """Twenty messages of a thread."""
    _community, membership, found = find_thread(request, slug, key)
    number = _number(request.GET.get("page", ""))
    context = thread_context(request, membership, found, number)
    answer = for_visitors(request, render(request, "conversation/thread_page.html", context))
    if request.method == "GET" and context["takes_part"]:
        _mark(request, found, context["page"].read_to)
    return answer


def thread_context(request, membership, found, number: int, form=None) -> dict:
    """All that the page of a thread needs."""
    viewer, community = request.viewer, found.community
    part = takes_part(request, membership, found)
    page = pages.page_of(found, number, for_members=part)
    replies = rules.can_reply(membership, found, viewer.circles)
    today = today_in(community) if found.is_call else None
    return {
        "thread": found,
        "page": page,
        "membership": membership,
        "takes_part": part,
        "moderates": rules.can_moderate(membership),
        "tends": rules.can_tend(viewer.person, membership, found, viewer.circles),
        "may_reply": replies,
        "form": (form or _reply_form(request, found)) if replies else None,
        "readers": saying.who_will_read(community, found.circle),
        "why_silent": "" if replies else _why_silent(membership, found, viewer),
        "base": reverse("conversation:threads", args=[community.slug]),
        "may_offer": rules.can_offer_help(viewer.person, membership, found, viewer.circles, today),
        "may_ask": rules.can_ask_by_name(viewer.person, membership, found, today),
        "may_close_call": rules.can_close_call(viewer.person, membership, found, viewer.circles),
        "calling": found.is_calling(today) if found.is_call else False,
        "kinds": HelpOffer.Kind,
        "ways": onward.ways_from(community) if membership else [],
        "came_out": onward.came_out_of(found, viewer) if part else [],
    }


def _reply_form(request, found) -> MessageForm:
    """The box, with what the viewer was writing and what they quote."""
    text = found.draft or ""
    if quoted := request.GET.get("citer"):
        text = "\n\n".join(filter(None, [text, _quotation(found, quoted)]))
    return MessageForm(initial={"text": text})


def _quotation(found, key: str) -> str:
    rows = Message.objects.of(found.community_id, found.pk).filter(key=key).select_related("author")
    message = rows.only("source", "author__name").first()
    if message is None or not message.source:
        return ""
    lines = message.source[:2_000].split("\n")
    said = _("%(name)s a écrit :") % {"name": saying.full_name(message.author.name)}
    return "\n".join([f"> {said}", ">", *(f"> {line}".rstrip() for line in lines)]) + "\n\n"


def _why_silent(membership, found, viewer) -> str:
    if found.closed_at is not None:
        return _("Ce fil est clos : on le lit, on n’y écrit plus.")
    if found.circle is not None and found.circle.ended_at is not None:
        return _("Ce cercle est terminé : on le lit, on n’y écrit plus.")
    if membership is not None and found.circle is not None:
        return _("Pour écrire ici, il faut une place dans le cercle « %(name)s ».") % {"name": found.circle.name}
    return "" if viewer.person else _("Pour répondre, entrez d’abord dans la communauté.")


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 8 else 1


def _mark(request, found, read_to: int) -> None:
    if read_to > (found.mark or 0):
        LastSeen.saw(request.user, found, read_to)


@login_not_required
@require_safe
def message(request, slug, key):
    """The way to one message, on the page of its thread where it is now."""
    _community, _membership, found = find_message(request, slug, key)
    return HttpResponseRedirect(address_of(found))


def address_of(found) -> str:
    """The address of a message in its thread."""
    page = "?" + urlencode({"page": found.page_number}) if found.page_number > 1 else ""
    return f"{found.thread.get_absolute_url()}{page}#m-{found.key}"


@require_POST
def reply(request, slug, key):
    """Answer in a thread."""
    community, membership, found = find_thread(request, slug, key)
    allow(rules.can_write(membership, found.circle, request.viewer.circles) or _ended_around(request, found))
    at = timezone.now()
    form = MessageForm(request.POST, attached=AttachedFiles.sent(request, community, at=at))
    if form.is_valid():
        try:
            said = found.reply(
                by=request.user,
                at=at,
                text=form.cleaned_data["text"],
                files=form.attached.given,
                form_key=form.once(found.key),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return see_other(address_of(said))
    context = thread_context(request, membership, found, pages.last_page(found), form)
    return form_answer(request, "conversation/thread_page.html", {**context, "form": form})


def _ended_around(request, found) -> bool:
    """Whether the viewer sat there until it ended: they are told so, with their words still in the box."""
    return found.circle is not None and found.circle.ended_at is not None and found.circle.pk in request.viewer.circles
