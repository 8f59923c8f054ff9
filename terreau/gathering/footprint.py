"""What a person called, answered, carried and remembered: theirs to take along, and to leave here or take back."""

from django.utils.translation import gettext_lazy

from terreau.people import footprint
from terreau.spine.reading import System

from .calendars import footprint as _calendars  # noqa: F401  that of calendars
from .models import (
    DateSearch,
    DateVote,
    Gathering,
    Guest,
    Memory,
    MemoryFile,
    Needs,
    Preparer,
    Presence,
    QuietPeriod,
    Series,
    SeriesAnswer,
    Step,
)

OWN = System("what a person has in gatherings")


def _mine(model, person, field="person"):
    return model.objects.visible_to(OWN).filter(**{field: person}).select_related("community").order_by("pk")


@footprint.section(
    "rencontres-appelees",
    covers=["gathering.gathering", "gathering.series", "gathering.datesearch"],
    says=gettext_lazy("les rencontres et les séries que vous avez appelées, les dates que vous avez cherchées"),
)
def called(person):
    """The gatherings and series they called, the dates they looked for."""
    for row in _mine(Gathering, person, "called_by").filter(series=None).iterator(chunk_size=500):
        words = {"title": row.title, "intention": row.intention, "starts_at": row.starts_at}
        yield {"what": "gathering", "community": row.community.name, "at": row.called_at, **words}
    for row in _mine(Series, person, "called_by"):
        words = {"title": row.title, "intention": row.intention, "rule": row.rule}
        yield {"what": "series", "community": row.community.name, "at": row.called_at, **words}
    for row in _mine(DateSearch, person, "asked_by"):
        yield {"what": "search", "community": row.community.name, "at": row.asked_at, "title": row.title}


@footprint.section(
    "presences",
    covers=["gathering.presence", "gathering.seriesanswer", "gathering.needs"],
    says=gettext_lazy("vos réponses aux rencontres, vos présences et ce qui vous aide à venir"),
)
def presences(person):
    """What they answered, refusals included, with what they needed; whether they came."""
    rows = _mine(Presence, person).select_related("community", "gathering__series")
    needs = {one.presence_id: one for one in Needs.objects.visible_to(OWN).filter(presence__person=person)}
    for row in rows.iterator(chunk_size=500):
        said = needs.get(row.pk)
        yield {
            "community": row.community.name,
            "gathering": str(row.gathering),
            "starts_at": row.gathering.starts_at,
            "answer": row.answer,
            "announced": row.announced,
            "came_at": row.came_at,
            "access": said.access if said else "",
            "meal": said.meal if said else "",
        }
    for row in _mine(SeriesAnswer, person).select_related("community", "series"):
        span = {"since": row.since, "left_at": row.left_at}
        yield {"community": row.community.name, "series": row.series.title, "answer": row.way, **span}


@footprint.section(
    "autour-des-rencontres",
    covers=["gathering.step", "gathering.preparer", "gathering.datevote", "gathering.guest", "gathering.memory",
            "gathering.memoryfile", "gathering.quietperiod"],
    says=gettext_lazy("ce que vous avez préparé, proposé et gardé autour des rencontres"),
)  # fmt: skip
def around(person):
    """What they carried and prepared, the moments that suited them, whom they invited, what they kept."""
    for row in _mine(Step, person, "carrier").select_related("community", "gathering__series"):
        yield {"what": "step", "community": row.community.name, "gathering": str(row.gathering), "text": row.title}
    for row in _mine(Preparer, person).select_related("community", "gathering__series"):
        yield {"what": "prepares", "community": row.community.name, "gathering": str(row.gathering), "at": row.since}
    for row in _mine(DateVote, person).select_related("community", "option__search"):
        said = {"text": row.suits, "at": row.at}
        yield {"what": "moment", "community": row.community.name, "gathering": row.option.search.title, **said}
    for row in _mine(Guest, person, "invited_by").select_related("community", "gathering__series"):
        said = {"text": row.name, "at": row.invited_at}
        yield {"what": "guest", "community": row.community.name, "gathering": str(row.gathering), **said}
    for row in _mine(Memory, person, "published_by").select_related("community", "gathering__series"):
        said = {"gathering": str(row.gathering), "at": row.published_at}
        yield {"what": "memory", "community": row.community.name, **said}
    for row in _mine(MemoryFile, person, "added_by").select_related("community", "file"):
        yield {"what": "file", "community": row.community.name, "text": row.file.name}
    for row in _mine(QuietPeriod, person, "said_by"):
        yield {"what": "pause", "community": row.community.name, "text": row.name, "at": row.said_at}


@footprint.erasure
def forget(person, at, keep_words):
    """Answers to come, needs, moments and followed series go; having been there stays, or goes with the words."""
    Needs.objects.filter(presence__person=person).delete()
    DateVote.objects.filter(person=person).delete()
    SeriesAnswer.objects.filter(person=person).delete()
    Preparer.objects.filter(person=person).delete()
    mine = Presence.objects.visible_to(OWN).filter(person=person)
    (mine.filter(came_at=None) if keep_words else mine).delete()
    if not keep_words:
        Step.objects.filter(carrier=person).update(carrier=None)
