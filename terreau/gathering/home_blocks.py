"""What this room brings to the home page: the planted label with one's answer, and the dates that follow."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.community.home import Coming, Look, home_block

from .models import Gathering
from .occasions import coming
from .roll import roll_of
from .views.page import presence_context

AHEAD = 8


def dates_ahead(look: Look) -> list[Gathering]:
    """The next dates, each with what the viewer said of it."""
    return look.mine("dates", lambda: coming(look.viewer, look.community, look.at, most=AHEAD))


def furrows(look: Look) -> list[date]:
    """The days already planned, each a furrow in la coupe; a café leaves none."""
    return sorted({one.day for one in dates_ahead(look) if not one.words.sort.leaves_no_trace})


@home_block("greeting", order=15)
def gatherings_ahead(look: Look):
    """Nothing of its own: it tells the planted label what lies ahead, and says the first one with its answer."""
    ahead = [one for one in dates_ahead(look) if not one.is_over(look.at)]
    first = next((one for one in ahead if not one.words.sort.leaves_no_trace), ahead[0] if ahead else None)
    for one in ahead:
        label = ("gathering/_stake.html", _label(look, one)) if one is first else None
        what = _("Prochaine rencontre") if one is first else str(one.words.sort.label)
        look.coming.append(Coming(one.day, what, one.words.title, one.get_absolute_url(), label))
    return


def _label(look: Look, one: Gathering) -> dict:
    roll = look.mine("roll", lambda: roll_of(one, look.viewer.person, look.at))
    context = presence_context(look.viewer, look.membership, one, roll, look.at)
    return {**context, "call": reverse("gathering:call", args=[look.community.slug])}
