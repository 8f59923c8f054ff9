"""What this room brings to the home page: the open calls, and what is being said."""

from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.community.home import Coming, Look, home_block

from .lists import but_open_calls, calls_on_top, rows_of, threads_of

CALLS = 2
THREADS = 4


@home_block("two", order=10)
def open_calls(look: Look):
    """The calls that wait for an answer, the most pressing first; their days are things to come."""
    today = look.at.astimezone(look.community.zone).date()
    calls = calls_on_top(threads_of(look.viewer, look.community), look.viewer, today)[:CALLS]
    for call in calls:
        address = reverse("conversation:thread", args=[look.community.slug, call.key])
        look.coming.append(Coming(call.call_until, _("Fin d’un appel à tous"), call.name, address))
    return "conversation/_home_calls.html", {"calls": calls, "community": look.community}


@home_block("under", order=10)
def being_said(look: Look):
    """The threads that moved last."""
    today = look.at.astimezone(look.community.zone).date()
    threads = but_open_calls(threads_of(look.viewer, look.community), today).latest()
    return "conversation/_home_threads.html", {
        "threads": rows_of(threads, look.viewer, THREADS),
        "community": look.community,
    }
