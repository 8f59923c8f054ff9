"""What this room knows of a person: their own days. When they leave, the counts stay and are nobody's."""

from django.utils.translation import gettext_lazy

from terreau.people import footprint

from .models import HelpGiven, MemberDay, Participant
from .models.participant import WHY


@footprint.section(
    "participation",
    covers=["lifecycle.participant", "lifecycle.memberday"],
    says=gettext_lazy("vos jours de présence et de contribution"),
)
def days(person):
    """Each day with a trace: where, how many contributions and presences."""
    rows = MemberDay.objects.visible_to(WHY).filter(participant__person=person).select_related("community")
    for row in rows.order_by("day", "pk").iterator():
        yield {
            "community": row.community.name,
            "day": row.day,
            "contributions": row.contributions,
            "presences": row.presences,
        }


@footprint.section(
    "entraide",
    covers=["lifecycle.helpgiven"],
    says=gettext_lazy("les réponses que vous avez données, d’après l’historique apporté"),
)
def help_given(person):
    """Each answer given that a history told."""
    rows = HelpGiven.objects.visible_to(WHY).filter(helper__person=person).select_related("community")
    for row in rows.order_by("asked_at", "pk"):
        yield {"community": row.community.name, "asked_at": row.asked_at, "answered_at": row.answered_at}


@footprint.erasure
def forget(person, at, keep_words):
    """The counts of a community stay true; nothing ties them to the person any more."""
    Participant.forget(person)
