"""The data map of this room."""

from django.utils.translation import gettext_lazy as _

from terreau.people.datamap import DETACHED, ERASED, NOBODYS, WITH_COMMUNITY, describe

from .calendars import datamap  # noqa: F401  those of calendars

WORDS = "kind title intention minutes mode place link phone prepare capacity meals slot_minutes details"
MEETING = _("se retrouver\u00a0: quand, où, pour quoi faire")
KEEPING = _("garder ce qui est sorti d’une rencontre")
COMING = _("savoir qui vient, prévoir les places")

describe(
    "gathering.series",
    identity="called_by",
    content=WORDS,
    behaviour="called_at changed_at promised last_day",
    technical="id community circle key rule first_day at_time zone uid sequence follows",
    why=MEETING,
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "gathering.gathering",
    identity="called_by",
    content=f"{WORDS} cancelled_why",
    behaviour="called_at changed_at moved_at detached_at cancelled_at starts_at",
    technical="id community circle key series original_day uid sequence",
    why=MEETING,
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "gathering.datesearch",
    identity="asked_by",
    content=WORDS,
    behaviour="asked_at settled_at",
    technical="id community circle key gathering",
    why=_("trouver une date ensemble"),
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "gathering.dateoption",
    technical="id community search starts_at",
    why=_("trouver une date ensemble"),
    kept=WITH_COMMUNITY,
    leaving=NOBODYS,
)
describe(
    "gathering.datevote",
    identity="person",
    behaviour="suits at",
    technical="id community option",
    why=_("trouver une date ensemble"),
    kept=WITH_COMMUNITY,
    leaving=ERASED,
)
describe(
    "gathering.seriesanswer",
    identity="person",
    behaviour="way announced since left_at",
    technical="id community series",
    why=COMING,
    kept=WITH_COMMUNITY,
    leaving=ERASED,
)
describe(
    "gathering.presence",
    identity="person guest",
    behaviour="answer announced answered_at waiting_since slot came_at",
    technical="id community gathering",
    why=_("savoir qui vient, prévoir les places, se souvenir de qui était là\u00a0; un refus n’est vu de personne"),
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "gathering.needs",
    content="access meal takes_meal",
    technical="presence",
    why=_("permettre de venir et de manger\u00a0; lu sans nom par qui prépare"),
    kept=_("jusqu’au départ\u00a0; ceux d’une personne externe, quatorze jours après la rencontre"),
    leaving=ERASED,
)
describe(
    "gathering.guest",
    identity="name email invited_by",
    behaviour="invited_at revoked_at",
    technical="id community gathering key",
    why=_("inviter une personne externe à une rencontre et à rien d’autre"),
    kept=_("l’adresse, quatorze jours après la rencontre\u00a0; le nom, tant que la communauté existe"),
    leaving=DETACHED,
)
describe(
    "gathering.step",
    identity="carrier carried_by",
    content="title",
    technical="id community gathering position kind minutes",
    why=_("préparer le déroulé à plusieurs"),
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "gathering.preparer",
    identity="person",
    behaviour="since",
    technical="id community gathering",
    why=_("préparer à plusieurs"),
    kept=WITH_COMMUNITY,
    leaving=ERASED,
)
describe(
    "gathering.memory",
    identity="published_by",
    content="links",
    behaviour="published_at edited_at",
    technical="id community gathering",
    why=KEEPING,
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "gathering.memorytext",
    content="decisions offers to_try learnings seen quotes ambition questions people dates record",
    technical="id community memory language",
    why=KEEPING,
    kept=WITH_COMMUNITY,
    leaving=NOBODYS,
)
describe(
    "gathering.memorynote",
    technical="id community memory note",
    why=KEEPING,
    kept=WITH_COMMUNITY,
    leaving=NOBODYS,
)
describe(
    "gathering.memoryfile",
    identity="added_by",
    content="alt",
    behaviour="is_photo consent_said_at",
    technical="id community memory file",
    why=_("garder une photo avec l’accord de qui on y reconnaît"),
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "gathering.quietperiod",
    identity="said_by",
    content="name",
    behaviour="said_at",
    technical="id community key from_day to_day",
    why=_("dire quand rien n’est attendu"),
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
