"""What a person wrote, took away and promised in sessions: theirs to take along, gone when they go."""

from django.utils.translation import gettext_lazy

from terreau.people import footprint
from terreau.spine.reading import System

from .models import AdaptedFormat, Capture, Cohort, FreeTime, LogLine, Participant, Place, Review, Run, Turn, Vote

OWN = System("what a person did in sessions")


def _mine(model, person, field="person"):
    return model.objects.visible_to(OWN).filter(**{field: person}).select_related("community")


@footprint.section(
    "seances",
    covers=["protocol.run", "protocol.participant", "protocol.logline", "protocol.vote"],
    says=gettext_lazy("vos séances, votre rôle et vos votes"),
)
def sessions(person):
    """The sessions they came to, prepared or brought something to; never how they behaved there."""
    for row in _mine(Participant, person).select_related("run"):
        yield {"community": row.community.name, "session": row.run.name, "role": row.role, "came_at": row.came_at}
    for row in _mine(Run, person, "prepared_by"):
        yield {"community": row.community.name, "session": row.name, "prepared_at": row.prepared_at}
    for row in _mine(LogLine, person, "by"):
        yield {"community": row.community.name, "gesture": row.act, "at": row.at}
    for row in _mine(Vote, person):
        yield {"community": row.community.name, "choice": row.choice}


@footprint.section(
    "notes-de-seance",
    covers=["protocol.capture", "protocol.review"],
    says=gettext_lazy("vos notes et vos bilans de séance"),
)
def notes(person):
    """Their own words there; nobody else's."""
    for row in _mine(Capture, person, "author").select_related("run"):
        yield {"community": row.community.name, "session": row.run.name, "text": row.text, "at": row.at}
    for row in _mine(Review, person).select_related("run"):
        said = {"takes": row.takes, "will_try": row.will_try, "learning": row.learning, "tried": row.tried}
        yield {"community": row.community.name, "session": row.run.name, **said, "at": row.made_at}


OF_COHORTS = ["protocol.cohort", "protocol.place", "protocol.turn", "protocol.freetime", "protocol.adaptedformat"]


@footprint.section(
    "cohortes",
    covers=OF_COHORTS,
    says=gettext_lazy("vos cohortes, vos tours, vos moments libres et vos formats"),
)
def cohorts(person):
    """With how few they went a way, and when; and the formats they adapted."""
    for row in _mine(Place, person).select_related("cohort"):
        yield {
            "community": row.community.name,
            "cohort": row.cohort.name,
            "accepted_at": row.accepted_at,
            "pact": row.pact_accepted_at,
        }
    for row in _mine(Cohort, person, "made_by"):
        yield {"community": row.community.name, "proposed": row.name, "pact": row.pact, "at": row.made_at}
    for row in _mine(Turn, person):
        yield {"community": row.community.name, "turn": row.on}
    for row in _mine(FreeTime, person):
        yield {"community": row.community.name, "free": row.parts, "at": row.said_at}
    for row in _mine(AdaptedFormat, person, "adapted_by"):
        yield {"community": row.community.name, "format": str(row), "at": row.adapted_at}


@footprint.erasure
def forget(person, at, keep_words):
    """Everything said in confidence goes, whatever is kept elsewhere; the course of a run stays, without them."""
    Capture.objects.filter(author=person).delete()
    Review.objects.filter(person=person).delete()
    Vote.objects.filter(person=person).delete()
    LogLine.objects.filter(by=person).update(by=None)
    Run.objects.filter(owner=person).update(owner=None)
    Participant.objects.filter(person=person, left_at=None).update(left_at=at, listens=False, asked_at=None, role="")
    Place.objects.filter(person=person, left_at=None).update(left_at=at)
    Turn.objects.filter(person=person).delete()
    FreeTime.objects.filter(person=person).delete()
