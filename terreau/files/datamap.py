"""The data map of this room."""

from django.utils.translation import gettext_lazy as _

from terreau.people.datamap import AS_CHOSEN, WITH_COMMUNITY, describe

describe(
    "files.file",
    identity="uploaded_by",
    content="name path small_path",
    behaviour="uploaded_at",
    technical="id key community media_type size sha256 width height tombstoned_at",
    why=_("montrer et garder ce qui est joint"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "files.filetext",
    content="text",
    technical="file state read_at",
    why=_("retrouver un document par ses mots"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
describe(
    "files.filepage",
    content="path",
    technical="id file number width height",
    why=_("voir un document sans l’ouvrir"),
    kept=WITH_COMMUNITY,
    leaving=AS_CHOSEN,
)
