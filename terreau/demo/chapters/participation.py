"""Who was at which gathering, and la coupe counted from all that happened."""

from terreau.lifecycle.counting import recount
from terreau.lifecycle.models import Participant, ParticipationEvent
from terreau.lifecycle.soil import settle_soil

from ..storyteller import Story

ORDER = 80


def tell(story: Story) -> None:
    """Each gathering that took place, then the counting."""
    for said in story.all("gathering"):
        if said.get("present"):
            story.then(said["at"], lambda at, said=said: attend(story, said, at))
    story.then(story.now, lambda at: count(story, at))


def attend(story: Story, said: dict, at) -> None:
    """Everybody present was there; who facilitated or brought a situation gave something too."""
    ids = {key: story.person(key).pk for key in said["present"]}
    participants = Participant.of_people(story.community, set(ids.values()))
    ParticipationEvent.objects.bulk_create(
        ParticipationEvent(
            community=story.community,
            participant_id=participants[ids[key]],
            source_id=f"{said['key']}:{key}:{kind}",
            occurred_at=at,
            kind=kind,
            thread=said["key"],
        )
        for key, kind in ways(said)
    )


def ways(said: dict) -> list[tuple[str, str]]:
    """(who, how) for one gathering."""
    spoke = [said["brought_by"]] if said.get("brought_by") else []
    return [
        *((key, "attend") for key in said["present"]),
        *((key, "facilitate") for key in said["facilitators"]),
        *((key, "speak") for key in spoke),
    ]


def count(story: Story, at) -> None:
    """Days, threads and seasons, as the worker would have counted them."""
    recount(story.community)
    settle_soil(story.community, at)
