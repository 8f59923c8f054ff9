"""What this room brings to the home page: the open calls, and what is being said."""

from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.community.home import Coming, Look, home_block

from . import lists

CALLS = 2
THREADS = 4


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
    today = look.at.astimezone(look.community.zone).date()
    threads = lists.latest(look.viewer, look.community, today=today, most=THREADS)
    return "conversation/_home_threads.html", {"threads": threads, "community": look.community}
