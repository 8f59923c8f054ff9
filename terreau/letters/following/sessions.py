"""The one letter about sessions: two weeks later, « qu’avez-vous essayé ? », and never a word of what was said."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.protocol.models import Review
from terreau.spine.models import JournalEntry
from terreau.spine.outbox import follows

from .. import kinds
from ..post import send
from ..words import Button, Words
from .coming_in import FOLLOW


@follows("follow-up-asked")
def ask_what_was_tried(entry: JournalEntry) -> None:
    """To whoever wrote what they would try, unless they have said meanwhile."""
    rows = Review.objects.visible_to(FOLLOW).filter(pk=entry.about_id, told_at=None)
    review = rows.select_related("person", "community").first()
    if review is not None:
        send(
            kinds.FOLLOW_UP, to=review.person, entry=entry, write=lambda viewer: _asked(viewer, review),
            at=timezone.now(), community=review.community,
        )  # fmt: skip


def _asked(viewer, review: Review) -> Words | None:
    if viewer.membership_in(review.community) is None:
        return None
    community = {"community": review.community.called}
    return Words(
        subject=_("Qu’avez-vous essayé\u00a0?"),
        body=[_("Il y a deux semaines, en sortant d’une séance de %(community)s, vous vouliez essayer quelque chose.")
              % community],
        button=Button(
            _("Le noter, pour moi"), reverse("protocol:following-up", args=[review.community.slug, review.key])
        ),
        after=[_("«\u00a0Rien encore\u00a0» est une réponse, et ne pas répondre aussi. Personne d’autre ne la lira.")],
        why=_("Vous recevez ce courriel, une seule fois, parce que vous aviez noté ce que vous vouliez essayer."),
    )  # fmt: skip
