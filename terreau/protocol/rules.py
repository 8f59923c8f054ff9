"""Who may do what in a run; no database."""

from . import engine


def can_adapt(membership) -> bool:
    """A community's own copy of a format is made by whoever settles it or leads its sessions."""
    return membership is not None and bool(membership.powers & {"settle", "moderate"})


def can_drive(me, run) -> bool:
    """Whoever drives this run and is in the room."""
    return me is not None and me.left_at is None and me.drives


def can_write(me, run) -> bool:
    """In the room, while it lasts."""
    return me is not None and me.left_at is None and run.state.is_live


FOR_THEM = ("question", "avenue")  # what the others say to whoever brings something


def notes_for_oneself(run, person_pk: int, step) -> bool:
    """Whoever brings something listens while others speak: what they note then is theirs alone."""
    spoken_to = bool(step.speaks) or step.note in FOR_THEM
    return run.owner_id == person_pk and spoken_to and run.format.owner not in step.speaks


OWN = ("case", "request", "plan")


def is_for_them_to_say(run, step, holds_it: bool) -> bool:
    """A case, a request, a plan, a proposal being made are said by whoever they belong to; anything else, by all."""
    owner = run.format.owner
    own = step.note in OWN or (step.note == "proposal" and step.speaks == (owner,))
    return bool(step.note) and (holds_it or not own or not owner)


def can_give_role(me, other, run) -> bool:
    """One takes a role oneself; whoever drives gives them."""
    return me is not None and me.left_at is None and (me.pk == other.pk or me.drives) and run.state.phase != "ended"


def can_tend(me, capture) -> bool:
    """Say a question was answered, or that it was advice: who wrote it, or who drives."""
    return me is not None and me.left_at is None and (me.drives or capture.author_id == me.person_id)


SHARED = ("learning", "lesson", "insight", "plan", "story")


def can_share(me_pk: int, capture, run) -> bool:
    """Let one's own learning out of the room, once it has ended; never a situation, a question or a piste."""
    return capture.author_id == me_pk and capture.note in SHARED and run.ended_at is not None


def can_harvest(me, run) -> bool:
    """What a paper session gave is typed by anyone who was there; once it began here, by whoever drives it."""
    if me is None or me.left_at is not None:
        return False
    return run.state.phase == "ready" or (run.state.phase == "paused" and me.drives)


def can_review(me, run) -> bool:
    """Whoever was there, once it has ended."""
    return me is not None and run.state.phase == "ended"


TRIO = 3


def groups_stay(run, people: int) -> bool:
    """Once a turn has begun in trios somebody has spoken there, and those who go together stay together.

    Two or three are a group without being formed; more than that, who forgot to form any may still do it.
    """
    first = next((at for at, step in enumerate(run.format.steps) if step.mode == "trios"), None)
    if first is None or run.state.phase == "ready":
        return False
    spoken = run.state.step >= first or any(run.state.spent[first:])
    return spoken and (bool(run.state.groups) or people <= TRIO)


def gestures(me, run) -> set[str]:
    """The gestures this person may make now."""
    return engine.allowed(run.state) if can_drive(me, run) else set()
