"""What this room tells the others at start: its acts in words, the names of its things."""

from django.utils.translation import gettext_lazy as _

from terreau.community import acts, journal
from terreau.spine.outbox import follows
from terreau.spine.reading import System

from . import at_gatherings, from_sessions  # noqa: F401  what they register
from .models import AdaptedFormat, Participant, Run

acts.say(
    {
        "run-prepared": _("%(who)s a préparé une séance"),
        "run-begun": _("%(who)s a commencé une séance"),
        "run-ended": _("%(who)s a terminé une séance"),
        "learning-shared": _("%(who)s a partagé un apprentissage"),
        "learning-shared-unsigned": _("Quelqu’un a partagé un apprentissage, sans son nom"),
        "follow-up-asked": _("La question des deux semaines a été posée après une séance"),
        "format-adapted": _("%(who)s a adapté un format de séance"),
        "cohort-proposed": _("Quelqu’un a proposé une cohorte, un duo ou un trio"),
        "cohort-accepted": _("Une personne de plus dans une cohorte"),
        "pact-accepted": _("Une personne a accepté le pacte d’une cohorte"),
        "cohort-left": _("Une personne de moins dans une cohorte"),
        "cohort-ended": _("Une cohorte est terminée"),
    }
)
journal.hide_who(
    "learning-shared-unsigned",
    "follow-up-asked",
    "cohort-proposed",
    "cohort-accepted",
    "pact-accepted",
    "cohort-left",
    "cohort-ended",
    kinds=["protocol.run"],
)


@journal.names("protocol.run")
def runs_by_name(viewer, ids) -> dict[int, str]:
    """The runs one may know of, by their format."""
    return {run.pk: run.name for run in Run.objects.visible_to(viewer).filter(pk__in=ids)}


@journal.names("protocol.adaptedformat")
def adapted_by_name(viewer, ids) -> dict[int, str]:
    """The community's own formats."""
    return {row.pk: str(row) for row in AdaptedFormat.objects.visible_to(viewer).filter(pk__in=ids)}


@follows("membership-left", "membership-removed")
def out_of_the_rooms(entry) -> None:
    """Whoever leaves the community is no longer in the rooms of its sessions."""
    membership = entry.about(System("whoever left"))
    if membership is not None:
        rows = Participant.objects.filter(community=entry.community, person=membership.person_id, left_at=None)
        rows.update(left_at=entry.at, listens=False, asked_at=None)
