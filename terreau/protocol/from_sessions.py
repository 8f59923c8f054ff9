"""Practice notes that come from sessions: out of words that are one's own, or that somebody let out of the room."""

from django.db.models import Q
from django.utils.translation import gettext as _

from terreau.practice import origins

from .models import Capture, Review, Run
from .models.capture import UNSIGNED


def _let_out(viewer, author: str) -> Q:
    """One's own words; and those shared, in sessions one may know of."""
    own = Q(**{author: viewer.person}) if viewer.person else Q(pk=None)
    return own | Q(shared_at__isnull=False, run__in=Run.objects.visible_to(viewer))


def _said(thing) -> str:
    return _("de la séance «\u00a0%(name)s\u00a0»") % {"name": thing.run.name}


def _where(thing) -> str:
    thing.run.community = thing.community
    return thing.run.get_absolute_url()


def _who_signs(one: Capture) -> list:
    """Who wrote it, unless it was let out without their name."""
    return [] if one.sees == UNSIGNED else [one.author]


origins.register(
    origins.OriginKind(
        "protocol.capture",
        rows=lambda viewer: (
            Capture.objects.visible_to(viewer)
            .filter(_let_out(viewer, "author"))
            .select_related("author", "community", "run__circle")
        ),
        sentence=_said,
        prefill=lambda one: origins.Prefill(body=one.text, circle=one.run.circle, people=_who_signs(one)),
        address=_where,
    )
)
origins.register(
    origins.OriginKind(
        "protocol.review",
        rows=lambda viewer: (
            Review.objects.visible_to(viewer)
            .filter(_let_out(viewer, "person"))
            .exclude(learning="")
            .select_related("person", "community", "run__circle")
        ),
        sentence=_said,
        prefill=lambda one: origins.Prefill(body=one.learning, circle=one.run.circle, people=[one.person]),
        address=_where,
    )
)
