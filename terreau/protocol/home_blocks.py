"""What this room brings to the home page: the sessions that wait or go on, and the turns to come."""

from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.community.home import Coming, Look, home_block

from .models import Run, Turn


@home_block("greeting", order=30)
def sessions_now(look: Look):
    """« Une séance est en cours », two at most."""
    runs = look.mine("sessions", lambda: _going_on(look))
    return ("protocol/_home_now.html", {"runs": runs, "community": look.community}) if runs else None


@home_block("two", order=30)
def turns_to_come(look: Look):
    """My next turn in a cohort is a thing to come; it has no block of its own."""
    turn = look.mine("turn", lambda: _next_turn(look))
    if turn is not None:
        address = reverse("protocol:cohort", args=[look.community.slug, turn.cohort.key])
        look.coming.append(Coming(turn.on, _("C’est votre tour"), turn.cohort.name, address))


def _next_turn(look: Look) -> Turn | None:
    rows = Turn.objects.visible_to(look.viewer).filter(community=look.community, person=look.viewer.person)
    return rows.filter(on__gte=look.today, cohort__ended_at=None).select_related("cohort").first()


def _going_on(look: Look) -> list[Run]:
    rows = Run.objects.visible_to(look.viewer).filter(community=look.community, ended_at=None)
    return list(rows.exclude(begun_at=None).order_by("-begun_at")[:2])
