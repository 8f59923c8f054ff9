"""What this room brings to the home page: the open calls, and what is being said."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.community.home import Coming, Look, home_block
from terreau.ui.numbers import in_words

from . import lists
from .models import Solicitation

CALLS = 2  # shown
CALLS_READ = 10
THREADS = 4
LOOKED_AT = 20  # the latest threads, among which are the answers one has not read


def _latest(look: Look) -> list[lists.ThreadRow]:
    """The threads that moved last, without anybody's marks."""
    read = partial(lists.latest, look.viewer, look.community, today=look.today, most=LOOKED_AT, marked=False)
    return look.shared("threads", read)


@home_block("greeting", order=20)
def answers_for_me(look: Look):
    """« Chloé vous a répondu »: what one asked and has not read the answer to, two at most."""
    since, person = lists.fresh_since(look.membership, look.at), look.viewer.person
    mine = [row for row in [*_open_calls(look), *_latest(look)] if row.answers(person, since)]
    answered = [row for row in lists.with_marks(mine, look.community, person) if row.answers(person, since)]
    _say_answered(look, sum(row.last_at > look.since for row in answered))
    context = {"answers": answered[:2], "community": look.community}
    return ("conversation/_home_answers.html", context) if answered else None


def _say_answered(look: Look, count: int) -> None:
    if count == 1:
        look.lately.append(_("on vous a répondu"))
    elif count:
        look.lately.append(_("on vous a répondu dans %(number)s échanges") % {"number": in_words(count)})


@home_block("greeting", order=15)
def asked_of_me(look: Look):
    """« Amina vous demande »: the calls one is asked about by name and has not answered, two at most."""
    waiting = look.mine("asked", lambda: list(Solicitation.waiting_for(look.viewer, look.community, look.today)[:2]))
    return ("conversation/_home_asked.html", {"asked": waiting}) if waiting else None


@home_block("two", order=10)
def open_calls(look: Look):
    """The calls that wait for an answer, the most pressing first; their days are things to come."""
    calls = _open_calls(look)
    _say_called(look, calls)
    for call in calls[:CALLS]:
        address = reverse("conversation:thread", args=[look.community.slug, call.key])
        look.coming.append(Coming(call.call_until, _("Fin d’un appel à tous"), call.name, address))
    return "conversation/_home_calls.html", {"calls": calls[:CALLS], "community": look.community}


def _open_calls(look: Look) -> list[lists.ThreadRow]:
    """The calls that are open, the most pressing first, without anybody's marks."""
    read = partial(lists.open_calls, look.viewer, look.community, today=look.today, most=CALLS_READ, marked=False)
    return look.shared("calls", read)


def _say_called(look: Look, calls: list[lists.ThreadRow]) -> None:
    me = look.viewer.person.pk
    new = sum(call.opened_at > look.since and call.opened_by_id != me for call in calls)
    if new == 1:
        look.lately.append(_("un appel ouvert"))
    elif new:
        look.lately.append(_("%(number)s appels ouverts") % {"number": in_words(new)})


@home_block("under", order=10)
def being_said(look: Look):
    """The threads that moved last."""
    return "conversation/_home_threads.html", {"threads": _latest(look)[:THREADS], "community": look.community}
