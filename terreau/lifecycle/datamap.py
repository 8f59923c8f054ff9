"""The data map of this room."""

from django.utils.translation import gettext_lazy as _

from terreau.people.datamap import DETACHED, NOBODYS, WITH_COMMUNITY, describe

COUNTED = _("dessiner la vie de la communauté par année d’arrivée, sans nom")

describe(
    "lifecycle.participant",
    identity="person label",
    behaviour="arrived_on first_contribution_on",
    technical="id community",
    why=COUNTED,
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "lifecycle.memberday",
    behaviour="participant day contributions presences kinds",
    technical="id community",
    why=COUNTED,
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "lifecycle.threadmember",
    behaviour="participant thread first_at first_contribution_at",
    technical="id community",
    why=COUNTED,
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "lifecycle.participationevent",
    behaviour="participant occurred_at kind weight thread",
    technical="id community source_id",
    why=COUNTED,
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "lifecycle.touch",
    behaviour="event item",
    technical="id community",
    why=COUNTED,
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "lifecycle.helpgiven",
    behaviour="thread asker helper asked_at answered_at",
    technical="id community",
    why=_("savoir, pour toute la communauté, en combien de temps une question trouve réponse"),
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "lifecycle.soilslice",
    technical="id community day present oldest total exact enough sprouts seeds",
    why=COUNTED,
    kept=WITH_COMMUNITY,
    leaving=NOBODYS,
)
describe(
    "lifecycle.closedmonth",
    technical="id community before",
    why=COUNTED,
    kept=WITH_COMMUNITY,
    leaving=NOBODYS,
)
