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


def can_give_role(me, other, run) -> bool:
    """One takes a role oneself; whoever drives gives them."""
    return me is not None and me.left_at is None and (me.pk == other.pk or me.drives) and run.state.phase != "ended"


def can_tend(me, capture) -> bool:
    """Say a question was answered, or that it was advice: who wrote it, or who drives."""
    return me is not None and me.left_at is None and (me.drives or capture.author_id == me.person_id)


SHARED = ("learning", "lesson", "insight", "plan")


def can_share(me_pk: int, capture, run) -> bool:
    """Let one's own learning out of the room, once it has ended; never a situation, a question or a piste."""
    return capture.author_id == me_pk and capture.note in SHARED and run.ended_at is not None


def can_review(me, run) -> bool:
    """Whoever was there, once it has ended."""
    return me is not None and run.state.phase == "ended"


def gestures(me, run) -> set[str]:
    """The gestures this person may make now."""
    return engine.allowed(run.state) if can_drive(me, run) else set()
