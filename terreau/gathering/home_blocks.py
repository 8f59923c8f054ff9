"""What this room brings to the home page: the planted label with one's answer, and the dates that follow."""

from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.community.home import Coming, Look, home_block

from .models import Gathering
from .occasions import coming
from .roll import roll_of
from .views.page import presence_context

AHEAD = 6


def dates_ahead(look: Look) -> list[Gathering]:
    """The next dates; read once for all blocks."""
    shared = vars(look)
    if "gatherings" not in shared:
        shared["gatherings"] = coming(look.viewer, look.community, look.at, most=AHEAD)
    return shared["gatherings"]


@home_block("greeting", order=15)
def gatherings_ahead(look: Look):
    """Nothing of its own: it tells the planted label what lies ahead, and says the first one with its answer."""
    for place, one in enumerate(dates_ahead(look)):
        label = ("gathering/_stake.html", _label(look, one)) if place == 0 else None
        what = one.words.sort.label if place else _("Prochaine rencontre")
        look.coming.append(Coming(one.day, what, one.words.title, one.get_absolute_url(), label))
    return


def _label(look: Look, one: Gathering) -> dict:
    roll = roll_of(one, look.viewer.person, look.at)
    context = presence_context(look.viewer, look.membership, one, roll, look.at)
    return {**context, "call": reverse("gathering:call", args=[look.community.slug])}
