"""Notes that come from a gathering: prefilled with what came out of it, the link kept both ways."""

from django.utils.translation import gettext as _

from terreau.practice import origins
from terreau.practice.led_on import listed
from terreau.practice.words import MAX_TITLE, cut
from terreau.spine.reading import System

from .models import Gathering, MemoryText
from .templating import PART_WORDS as SAID

FOR_THE_WRITER = System("what came out of a gathering, for who may read it")


def _prefill(gathering) -> origins.Prefill:
    """What came out, in the language of the community when it was kept so; a thing a line."""
    texts = MemoryText.objects.visible_to(FOR_THE_WRITER).filter(memory__gathering=gathering)
    ordered = sorted(texts, key=lambda text: text.language[:2] != gathering.community.language)
    parts = [listed(str(SAID[part]), getattr(ordered[0], part)) for part in SAID] if ordered else []
    return origins.Prefill(
        title=cut(gathering.words.title, MAX_TITLE), body="\n\n".join(filter(None, parts)), circle=gathering.circle
    )


origins.register(
    origins.OriginKind(
        "gathering.gathering",
        rows=lambda viewer: (
            Gathering.objects.visible_to(viewer)
            .filter(memory__isnull=False)
            .select_related("community", "circle", "series__community")
        ),
        sentence=lambda gathering: _("de la rencontre « %(name)s »") % {"name": gathering.words.title},
        prefill=_prefill,
    )
)
