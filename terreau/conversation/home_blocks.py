"""What this room brings to the home page: the open calls, and what is being said."""

from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.community.home import Coming, Look, home_block

from . import lists
from .models import Solicitation

CALLS = 2
THREADS = 4
LOOKED_AT = 20  # the latest threads, among which are the answers one has not read


def _latest(look: Look) -> list[lists.ThreadRow]:
    """The threads that moved last; read once for all blocks."""
    shared = vars(look)
    if "threads" not in shared:
        today = look.at.astimezone(look.community.zone).date()
        shared["threads"] = lists.latest(look.viewer, look.community, today=today, most=LOOKED_AT)
    return shared["threads"]


@home_block("greeting", order=20)
def answers_for_me(look: Look):
    """« Chloé vous a répondu »: what one asked and has not read the answer to, two at most."""
    since = lists.fresh_since(look.membership, look.at)
    answered = [row for row in _latest(look) if row.answers(look.viewer.person, since)]
    context = {"answers": answered[:2], "community": look.community}
    return ("conversation/_home_answers.html", context) if answered else None


@home_block("greeting", order=15)
def asked_of_me(look: Look):
    """« Amina vous demande »: the calls one is asked about by name and has not answered, two at most."""
    today = look.at.astimezone(look.community.zone).date()
    waiting = list(Solicitation.waiting_for(look.viewer, look.community, today)[:2])
    return ("conversation/_home_asked.html", {"asked": waiting}) if waiting else None


@home_block("two", order=10)
def open_calls(look: Look):
    """The calls that wait for an answer, the most pressing first; their days are things to come."""
    today = look.at.astimezone(look.community.zone).date()
    calls = lists.open_calls(look.viewer, look.community, today=today, most=CALLS)
    for call in calls:
        address = reverse("conversation:thread", args=[look.community.slug, call.key])
        look.coming.append(Coming(call.call_until, _("Fin d’un appel à tous"), call.name, address))
    return "conversation/_home_calls.html", {"calls": calls, "community": look.community}


@home_block("under", order=10)
def being_said(look: Look):
    """The threads that moved last."""
    return "conversation/_home_threads.html", {"threads": _latest(look)[:THREADS], "community": look.community}
