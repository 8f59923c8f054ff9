"""The data map of this room."""

from django.utils.translation import gettext_lazy as _

from terreau.people.datamap import ERASED, SOME_DAYS, describe

describe(
    "letters.posted",
    identity="person",
    behaviour="kind at counts refused_at",
    technical="id entry message_id trouble",
    why=_("n’envoyer ni deux fois, ni plus que promis\u00a0; ni ouverture ni clic ne sont suivis"),
    kept=_("quelques semaines"),
    leaving=ERASED,
)
describe(
    "letters.bundle",
    identity="person",
    technical="id entry due_at closed_at",
    why=_("rassembler en un seul courriel ce qui peut attendre le matin"),
    kept=SOME_DAYS,
    leaving=ERASED,
)
describe(
    "letters.line",
    identity="person",
    technical="id bundle about_kind about_id",
    why=_("rassembler en un seul courriel ce qui peut attendre le matin"),
    kept=SOME_DAYS,
    leaving=ERASED,
)
