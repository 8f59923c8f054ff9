"""Their sessions: a cohort with its turns, what was written in the room, and what each took away."""

from datetime import timedelta

from terreau.protocol.models import Capture, Cohort, Participant, Review, Run
from terreau.protocol.shape import house_formats

from ..storyteller import TOLD, Story

ORDER = 45


def tell(story: Story) -> None:
    """Cohorts, then sessions."""
    for said in story.all("cohort"):
        story.then(said["at"], lambda at, said=said: propose(story, said, at))
    for said in story.all("session"):
        tell_session(story, said)


def propose(story: Story, said: dict, at) -> None:
    """Proposed by one, accepted by all."""
    people = [story.person(key) for key in said["with"]]
    fields = {
        "begins_on": story.at(f"{said['begins']} 12:00").date(),
        "ends_on": story.at(f"{said['ends']} 12:00").date(),
    }
    circle = story.made("circle", said["circle"])
    cohort = Cohort.propose(
        story.community, people, by=story.person(said["by"]), at=at, circle=circle, kind="cohort",
        name=said["name"], pact=said["pact"], format_slug="codeveloppement", **fields,
    )  # fmt: skip
    for person in people:
        cohort.accept(person, at=at)
    story.keep("cohort", said["key"], cohort)


def tell_session(story: Story, said: dict) -> None:
    """Prepared, entered, driven step by step, and looked back upon."""
    begins = story.at(said["at"])
    story.then(begins, lambda at: prepare(story, said, at))
    if said.get("ready"):
        return
    form = house_formats()[said["format"]]
    moment = begins + timedelta(minutes=3)
    story.then(moment, lambda at: gesture(story, said, "begin", at))
    for number, step in enumerate(form.steps):
        for turn, note in enumerate(one for one in said.get("note", []) if one["step"] == number):
            when = moment + timedelta(minutes=1, seconds=20 * turn)
            story.then(when, lambda at, note=note: write(story, said, note, at))
        moment += timedelta(minutes=step.minutes)
        act = "end" if number == len(form.steps) - 1 else "next"
        story.then(moment, lambda at, act=act: gesture(story, said, act, at))
    for turn, review in enumerate(said.get("review", [])):
        story.then(moment + timedelta(minutes=2 + turn), lambda at, review=review: look_back(story, said, review, at))


def prepare(story: Story, said: dict, at) -> None:
    """Opened by who drives it; everyone comes in, one brings something."""
    cohort = story.made("cohort", said["cohort"]) if "cohort" in said else None
    circle = story.made("circle", said["circle"]) if "circle" in said else None
    run = Run.prepare(
        story.community, house_formats()[said["format"]], by=story.person(said["by"]), at=at, circle=circle,
        cohort=cohort, title=said["title"],
    )  # fmt: skip
    for key in said["there"]:
        here = Participant.come_in(run, story.person(key), at=at)
        here.run = run
        if run.format.owner:
            here.hold(run.format.owner if key == said.get("owner") else list(run.format.roles)[1])
    story.keep("run", said["key"], run)


def run_of(story: Story, said: dict) -> Run:
    """The session as it is now."""
    return Run.objects.visible_to(TOLD).select_related("community").get(pk=story.made("run", said["key"]).pk)


def gesture(story: Story, said: dict, act: str, at) -> None:
    """A gesture of who drives."""
    run = run_of(story, said)
    run.gesture(act, by=story.person(said["by"]), at=at, seen=run.number)


def write(story: Story, said: dict, note: dict, at) -> None:
    """A few words at a step; questions get their answer aloud."""
    run = run_of(story, said)
    text, by = story.words(note["text"]), story.person(note["by"])
    made = Capture.write(run, by=by, at=at, text=text, seed=note.get("seed", False))
    if made and note.get("answered"):
        made.answer(at)


def look_back(story: Story, said: dict, review: dict, at) -> None:
    """Ninety seconds each."""
    words = {name: story.words(review.get(name, "")) for name in ("takes", "will_try", "learning")}
    person = story.person(review["by"])
    Review.make(run_of(story, said), person, at=at, share=review.get("share", False), worth=review["worth"], **words)
