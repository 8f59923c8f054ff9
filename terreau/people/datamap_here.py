"""The data map of this room, of the spine, and of what comes with Django and allauth."""

from django.utils.translation import gettext_lazy as _

from .datamap import (
    A_MONTH,
    DETACHED,
    ERASED,
    NOBODYS,
    SOME_DAYS,
    UNTIL_LEAVING,
    WITH_INSTALLATION,
    describe,
)

describe(
    "people.person",
    identity="name email agreement",
    content="place practice brings seeks",
    technical="audiences language time_zone theme sober mail_rhythm mail_paused_until asked_at_most",
    why=_("se reconnaître, s’écrire, et parler à chaque personne comme elle le souhaite"),
    kept=UNTIL_LEAVING,
    leaving=ERASED,
)
describe(
    "people.person",
    behaviour="known_since claimed_at",
    technical="id key password erased_at administrator_since",
    why=_("tenir ensemble ce qui est à une même personne"),
    kept=WITH_INSTALLATION,
    leaving=DETACHED,
)
describe(
    "people.consent",
    identity="person",
    content="purpose given wording",
    behaviour="said_at",
    technical="id",
    why=_("prouver ce qui a été accepté, et à quels mots"),
    kept=UNTIL_LEAVING,
    leaving=ERASED,
)
describe(
    "people.erasure",
    technical="id mark at words_kept",
    why=_("refaire un départ si une vieille sauvegarde est remise en place"),
    kept=WITH_INSTALLATION,
    leaving=_("une empreinte qui ne dit ni nom ni adresse"),
)
describe(
    "people.export",
    identity="person",
    technical="id key asked_at ready_at size",
    why=_("remettre à la personne ce qui est à elle"),
    kept=_("sept jours"),
    leaving=ERASED,
)
describe(
    "people.signedin",
    identity="person",
    behaviour="began_at last_day device",
    technical="session_key session_data expire_date handle",
    why=_("garder sa connexion, et voir où elle est ouverte\u00a0; aucune adresse d’appareil"),
    kept=_("quatre-vingt-dix jours après la dernière visite"),
    leaving=ERASED,
)
describe(
    "people.signin",
    identity="email person",
    behaviour="asked_at used_at",
    technical="id key purpose next_url language expires_at tries",
    why=_("prouver une adresse sans mot de passe\u00a0; ni le code ni le lien ne sont gardés"),
    kept=_("deux jours"),
    leaving=ERASED,
)
describe(
    "spine.journalentry",
    identity="by",
    behaviour="act at about_kind about_id detail",
    technical="id community",
    why=_("dire qui a fait quoi aux personnes que cela concerne, et en déduire ce qui suit\u00a0; jamais de texte"),
    kept=WITH_INSTALLATION,
    leaving=DETACHED,
)
describe(
    "spine.outboxrow",
    technical="id entry follower due_at leased_until attempts done_at parked_at trouble",
    why=_("ne rien perdre de ce qui doit suivre un geste"),
    kept=A_MONTH,
    leaving=NOBODYS,
)
describe(
    "spine.held",
    technical="name value until",
    why=_("compter les essais et ne prendre un code qu’une fois, sous un nom qui ne dit rien"),
    kept=_("un jour au plus"),
    leaving=NOBODYS,
)
describe(
    "mfa.authenticator",
    identity="user",
    behaviour="created_at last_used_at",
    technical="id type data",
    why=_("entrer avec une clé ou une application\u00a0; les secrets sont scellés"),
    kept=UNTIL_LEAVING,
    leaving=ERASED,
)

for _model, _fields in {
    "account.emailaddress": "id user email verified primary",
    "account.emailconfirmation": "id email_address created sent key",
    "auth.group": "id name",
    "auth.permission": "id name content_type codename",
    "contenttypes.contenttype": "id app_label model",
    "sessions.session": "session_key session_data expire_date",
}.items():
    describe(
        _model,
        technical=_fields,
        why=_("table de la bibliothèque, sans rien d’une personne ici"),
        kept=SOME_DAYS if _model == "sessions.session" else WITH_INSTALLATION,
        leaving=NOBODYS,
    )
