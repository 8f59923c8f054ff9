"""The data map of this room."""

from django.utils.translation import gettext_lazy as _

from terreau.people.datamap import AS_CHOSEN, DETACHED, ERASED, NOBODYS, WITH_COMMUNITY, describe

describe(
    "community.community",
    content="name acronym nickname purpose question",
    technical=("id slug question_since language time_zone entry public_page public_talk is_example founded_at"),
    why=_("dire ce qui réunit la communauté et comment on y entre"),
    kept=WITH_COMMUNITY,
    leaving=NOBODYS,
)
describe(
    "community.circle",
    content="name purpose",
    technical="id community key is_private ends_on opened_at ended_at",
    why=_("se réunir à quelques-uns"),
    kept=WITH_COMMUNITY,
    leaving=NOBODYS,
)
describe(
    "community.seat",
    identity="person",
    behaviour="since guest_until left_at is_host",
    technical="id circle key",
    why=_("savoir qui est d’un cercle"),
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "community.membership",
    identity="person invited_by",
    content="brought_by farewell reason",
    behaviour="status involvement since joined_at paused_until arrived_here_at",
    technical="id community key",
    why=_("savoir qui est membre, et à quel titre"),
    kept=WITH_COMMUNITY,
    leaving=_("les mots sont effacés ; la ligne reste, sans dire qui"),
)
describe(
    "community.hat",
    identity="membership offered_by",
    behaviour="kind offered_at accepted_at review_on ended_at",
    technical="id community",
    why=_("savoir qui porte quoi, et jusqu’à quand"),
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "community.handover",
    identity="giver taker",
    content="rhythm promises contacts",
    behaviour="giver_stays offered_at accepted_at declined_at",
    technical="id community key",
    why=_("passer le relais sans rien perdre"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "community.invitation",
    identity="by email name",
    content="word",
    behaviour="made_at uses uses_left revoked_at",
    technical="id community circle key landing guest_until expires_at",
    why=_("faire entrer une personne que quelqu’un invite"),
    kept=WITH_COMMUNITY,
    leaving=ERASED,
)
describe(
    "community.report",
    identity="by concerning decided_by",
    content="reason answer",
    behaviour="made_at decided_at outcome",
    technical="id community key about_kind about_id",
    why=_("faire regarder ce qui ne va pas, et y répondre avec une raison"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "community.welcome",
    identity="newcomer welcomer",
    content="word",
    behaviour="taken_at ended_at",
    technical="id community key",
    why=_("accueillir les nouvelles personnes"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "community.thingtoread",
    content="title url",
    technical="id community place minutes",
    why=_("proposer trois lectures pour commencer"),
    kept=WITH_COMMUNITY,
    leaving=NOBODYS,
)
for _model, _version in (("community.culturesection", "version kind"), ("community.cultureversion", "section number")):
    describe(
        _model,
        identity="written_by",
        content="source html",
        behaviour="written_at",
        technical=f"id community sanitizer {_version}",
        why=_("dire d’où l’on vient et ce qui va de soi"),
        kept=WITH_COMMUNITY,
        leaving=AS_CHOSEN,
    )
