"""The data map of this room."""

from django.utils.translation import gettext_lazy as _

from terreau.people.datamap import A_MONTH, DETACHED, ERASED, NOBODYS, WITH_COMMUNITY, WITH_INSTALLATION, describe

COMING_IN = _("savoir ce qui est entré dans la communauté, par qui, et pouvoir le défaire")
MENDING = _("dire ligne par ligne ce qui ne va pas dans un fichier apporté")
JOINING = _("relier des archives qui arrivent l’une après l’autre")

describe(
    "memory.arrival",
    identity="started_by",
    behaviour="brought_at moved_at",
    technical="id community key kind state options marker counts done total trouble holder held_until",
    why=COMING_IN,
    kept=WITH_COMMUNITY,
    leaving=DETACHED,
)
describe("memory.arrival", content="findings", why=MENDING, kept=A_MONTH, leaving=ERASED)
describe("memory.arrivalfile", technical="id arrival file name place", why=COMING_IN, kept=A_MONTH, leaving=NOBODYS)
describe(
    "memory.arrivalproblem",
    content="about",
    technical="id arrival file line kind weight while_carrying",
    why=MENDING,
    kept=A_MONTH,
    leaving=ERASED,
)
describe("memory.arrivedrows", technical="id arrival kind ids", why=COMING_IN, kept=WITH_COMMUNITY, leaving=NOBODYS)
describe("memory.awaitedmail", technical="id community thread mark", why=JOINING, kept=WITH_COMMUNITY, leaving=NOBODYS)
describe(
    "memory.namelessauthor",
    identity="person name",
    technical="id community",
    why=JOINING,
    kept=WITH_COMMUNITY,
    leaving=ERASED,
)
INDEXED = _("retrouver ce qui s’est dit\u00a0; l’index se refait à partir de ce qui est lisible")
describe(
    "memory.searchshelf",
    technical="number is_live marker began_at filled_at",
    why=INDEXED,
    kept=WITH_INSTALLATION,
    leaving=NOBODYS,
)
describe(
    "memory.searchentry",
    technical="id kind about part group",
    why=INDEXED,
    kept=_("tant que la chose indexée est là"),
    leaving=ERASED,
)
describe(
    "memory.searchword",
    content="folded written stem",
    technical="id shelf gate count",
    why=_("proposer le bon mot à qui fait une faute de frappe, parmi ceux qui lui sont lisibles"),
    kept=_("tant que quelqu’un l’a écrit quelque part"),
    leaving=ERASED,
)
