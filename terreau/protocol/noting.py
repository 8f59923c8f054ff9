"""Notes that come from a session: prefilled with the learnings shared with the group, and with nothing else of it."""

from django.utils.translation import gettext as _

from terreau.practice import origins
from terreau.practice.led_on import listed
from terreau.practice.words import MAX_TITLE, cut
from terreau.spine.reading import System

from .models import Review, Run

FOR_THE_WRITER = System("learnings shared with the group, for who may know of the session")


def _prefill(run) -> origins.Prefill:
    """The learnings that their authors left to the group."""
    shared = Review.objects.visible_to(FOR_THE_WRITER).filter(run=run, shared_at__isnull=False).order_by("shared_at")
    lines = "\n".join(" ".join(one.learning.split()) for one in shared)
    return origins.Prefill(
        title=cut(run.name, MAX_TITLE), body=listed(_("Ce que la séance a appris"), lines), circle=run.circle
    )


origins.register(
    origins.OriginKind(
        "protocol.run",
        rows=lambda viewer: (
            Run.objects.visible_to(viewer).filter(ended_at__isnull=False).select_related("community", "circle")
        ),
        sentence=lambda run: _("de la séance « %(name)s »") % {"name": run.name},
        prefill=_prefill,
    )
)
