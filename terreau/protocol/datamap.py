"""The data map of this room."""

from django.utils.translation import gettext_lazy as _

from terreau.people.datamap import DETACHED, ERASED, NOBODYS, WITH_COMMUNITY, describe

COURSE = _("conduire une séance, et retrouver son déroulement")
NINETY = _("90 jours, sauf si la personne garde ses mots")

describe(
    "protocol.run",
    identity="prepared_by owner",
    content="title",
    behaviour="prepared_at begun_at ended_at floor",
    technical=(
        "id community circle cohort key format_slug format_version format_hash definition"
        " origin_kind origin_id number pulse"
    ),
    why=COURSE,
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "protocol.logline",
    identity="by",
    behaviour="act at",
    technical="id community run number value",
    why=COURSE,
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "protocol.participant",
    identity="person",
    behaviour="role drives came_at left_at listens asked_at",
    technical="id community run key",
    why=_("savoir qui est dans la salle\u00a0; «\u00a0j’écoute\u00a0» et les mains levées s’effacent à la fin"),
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "protocol.capture",
    identity="author",
    content="text",
    behaviour="at answered_at shared_at",
    technical="id community run key step note sees expires_at form_key",
    why=_("s’aider en confiance, et retrouver ce qu’on a écrit"),
    kept=NINETY,
    leaving=ERASED,
)
describe(
    "protocol.vote",
    identity="person",
    content="choice",
    technical="id community run step again",
    why=_("se prononcer ensemble"),
    kept=_("jusqu’à la fin de la séance"),
    leaving=ERASED,
)
describe(
    "protocol.review",
    identity="person",
    content="takes will_try learning tried",
    behaviour="worth made_at shared_at asked_at told_at",
    technical="id community run key",
    why=_("garder ce qu’on retient, et s’en souvenir deux semaines plus tard"),
    kept=WITH_COMMUNITY,
    leaving=ERASED,
)
describe(
    "protocol.cohort",
    identity="made_by",
    content="name pact",
    behaviour="made_at ended_at",
    technical="id community circle key kind format_slug begins_on ends_on",
    why=_("aller un bout de chemin à quelques-uns"),
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "protocol.place",
    identity="person",
    behaviour="asked_at accepted_at pact_accepted_at left_at",
    technical="id community cohort order",
    why=_("savoir qui est d’une cohorte"),
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "protocol.turn",
    identity="person",
    behaviour="on",
    technical="id community cohort",
    why=_("savoir à qui le tour"),
    kept=WITH_COMMUNITY,
    leaving=ERASED,
)
describe(
    "protocol.freetime",
    identity="person",
    content="parts",
    behaviour="said_at",
    technical="id community",
    why=_("trouver un moment commun pour un duo ou un trio"),
    kept=WITH_COMMUNITY,
    leaving=ERASED,
)
describe(
    "protocol.adaptedformat",
    identity="adapted_by",
    content="definition",
    behaviour="adapted_at",
    technical="id community key base version",
    why=_("travailler à sa manière"),
    kept=WITH_COMMUNITY,
    leaving=NOBODYS,
)
