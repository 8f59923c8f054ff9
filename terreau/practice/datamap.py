"""The data map of this room."""

from django.utils.translation import gettext_lazy as _

from terreau.people.datamap import AS_CHOSEN, DETACHED, ERASED, NOBODYS, WITH_COMMUNITY, describe

KNOWN = _("garder ce qu’on sait faire, d’où cela vient et ce que cela donne")
TRIED = _("dire ce qu’une fiche donne ailleurs")
FILED = _("retrouver une fiche")

describe(
    "practice.note",
    identity="written_by caretaker reread_by",
    content="title gist other_title other_gist link credit hidden_reason",
    behaviour="written_at changed_at reread_at filed_at hidden_at",
    technical="id community circle key kind language licence standing review_on trials_count files_count"
    " origins_count form_key",
    why=KNOWN,
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "practice.notetext",
    identity="by",
    content="title when needs body when_html needs_html body_html",
    behaviour="at",
    technical="id community note language version",
    why=KNOWN,
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "practice.noteversion",
    identity="by",
    content="title when needs body",
    behaviour="at",
    technical="id community note language number",
    why=_("ne perdre les mots de personne quand une fiche est corrigée"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "practice.coauthor",
    identity="person",
    behaviour="offered_at accepted_at",
    technical="id community note",
    why=_("signer une fiche ensemble"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "practice.origin",
    technical="id community note kind about_id within_id",
    why=_("remonter d’où une fiche vient"),
    kept=WITH_COMMUNITY,
    leaving=NOBODYS,
)
describe(
    "practice.notefile",
    identity="by",
    content="alt",
    behaviour="at removed_at",
    technical="id community note file position replaced_by",
    why=_("montrer ce qui est joint, et le dire en mots"),
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "practice.reading",
    identity="person",
    behaviour="verdict at",
    technical="id community note",
    why=_("savoir si une fiche a été relue"),
    kept=WITH_COMMUNITY,
    leaving=ERASED,
)
describe(
    "practice.remark",
    identity="person settled_by",
    content="words",
    behaviour="at settled_at",
    technical="id community note key",
    why=_("dire ce qui est à corriger"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "practice.trial",
    identity="person",
    content="what changed took again",
    behaviour="until begun_at told_at",
    technical="id community note questioning key form_key",
    why=TRIED,
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "practice.variant",
    identity="person",
    content="name words",
    behaviour="at",
    technical="id community note key",
    why=TRIED,
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "practice.use",
    identity="person",
    behaviour="day at",
    technical="id community note",
    why=_("dire qu’une fiche a servi ; au fil du temps, comptée sans nom et jamais sous cinq personnes"),
    kept=WITH_COMMUNITY,
    leaving=ERASED,
)
describe(
    "practice.shelf",
    identity="made_by",
    content="name words",
    behaviour="made_at put_away_at",
    technical="id community key kind",
    why=FILED,
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "practice.shelved",
    identity="by",
    behaviour="at",
    technical="id community note shelf",
    why=FILED,
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "practice.tag",
    content="name folded",
    technical="id community key synonym_of",
    why=FILED,
    kept=WITH_COMMUNITY,
    leaving=NOBODYS,
)
describe(
    "practice.tagged",
    technical="id community note tag",
    why=FILED,
    kept=WITH_COMMUNITY,
    leaving=NOBODYS,
)
describe(
    "practice.questioning",
    identity="asked_by",
    content="practice question hypothesis outcome hidden_reason",
    behaviour="state asked_at moved_at decided_at hidden_at open_to_sponsors",
    technical="id community circle note key form_key",
    why=_("remettre une pratique en question, à l’abri"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "practice.inuse",
    identity="person",
    content="place how",
    behaviour="since",
    technical="id community questioning key",
    why=_("dire où une pratique est en usage"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "practice.book",
    identity="added_by",
    content="title author link",
    behaviour="added_at",
    technical="id community key form_key",
    why=_("partager des lectures"),
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "practice.bookword",
    identity="person",
    content="words",
    behaviour="at",
    technical="id community book",
    why=_("partager des lectures"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
