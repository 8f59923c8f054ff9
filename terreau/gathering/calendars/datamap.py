"""The data map of calendars."""

from django.utils.translation import gettext_lazy as _

from terreau.people.datamap import DETACHED, ERASED, UNTIL_LEAVING, describe

describe(
    "gathering.calendarfeed",
    identity="person",
    behaviour="made_at changed_at",
    technical="id community circle key mark",
    why=_("mettre les rencontres dans l’agenda de la personne, à sa demande"),
    kept=UNTIL_LEAVING,
    leaving=ERASED,
)
describe(
    "gathering.strayreply",
    identity="address seen_by",
    content="said detail",
    behaviour="received_at seen_at",
    technical="id community series gathering key why mark",
    why=_("ne perdre aucune réponse venue par courriel"),
    kept=_("quatre-vingt-dix jours"),
    leaving=DETACHED,
)
