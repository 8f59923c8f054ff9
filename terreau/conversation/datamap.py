"""The data map of this room."""

from django.utils.translation import gettext_lazy as _

from terreau.people.datamap import AS_CHOSEN, DETACHED, ERASED, WITH_COMMUNITY, describe

SAID = _("se parler, se répondre, et retrouver ce qui s’est dit")

describe(
    "conversation.thread",
    identity="opened_by last_by",
    content="title opening helped hidden_reason",
    behaviour="opened_at last_at call_until call_closed_at closed_at hidden_at",
    technical="id community circle key message_count archive_address imported became",
    why=SAID,
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "conversation.message",
    identity="author",
    content="source html quoted hidden_reason",
    behaviour="sent_at edited_at hidden_at withdrawn_at",
    technical=("id community circle thread key position thanks_count files_count form_key message_id archive_address"),
    why=SAID,
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "conversation.revision",
    content="source html",
    behaviour="at",
    technical="id community message",
    why=_("laisser voir ce qu’un message disait avant d’être corrigé"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "conversation.setaside",
    content="source html quoted",
    technical="id community message",
    why=_("pouvoir rendre ce qu’une modération a retiré"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "conversation.attachment",
    content="alt",
    technical="id community message file position",
    why=_("montrer ce qui est joint, et le dire en mots"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "conversation.mention",
    identity="person",
    technical="id community message",
    why=_("prévenir une personne qu’on appelle par son nom"),
    kept=WITH_COMMUNITY,
    leaving=ERASED,
)
describe(
    "conversation.thanks",
    identity="person",
    behaviour="at",
    technical="id community message",
    why=_("dire qu’un message a aidé"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "conversation.helpoffer",
    identity="person",
    content="word",
    behaviour="kind at thanked_at",
    technical="id community thread",
    why=_("répondre à un appel"),
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe(
    "conversation.solicitation",
    identity="person by",
    behaviour="asked_at",
    technical="id community thread",
    why=_("demander à une personne qui l’accepte, et pas plus souvent qu’elle ne l’a dit"),
    kept=WITH_COMMUNITY,
    leaving=ERASED,
)
describe(
    "conversation.draft",
    identity="person",
    content="title source",
    behaviour="saved_at",
    technical="id community place",
    why=_("ne rien perdre de ce qu’on écrit"),
    kept=_("jusqu’à l’envoi\u00a0; cinquante au plus"),
    leaving=ERASED,
)
describe(
    "conversation.lastseen",
    identity="person",
    behaviour="position",
    technical="id community thread",
    why=_("retrouver où l’on en était de sa lecture\u00a0; personne d’autre ne le voit"),
    kept=WITH_COMMUNITY,
    leaving=ERASED,
)
