"""The course of a run: a pure state machine folded from facts that are only ever added. Nothing here ticks.

Each fact has a date and a doer; where the run stands, and how long each step has lasted, follow from them alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

ADDED = 2  # minutes, at one gesture
LONGEST = 600  # minutes: nobody adds beyond
NONE = timedelta()
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Fact:
    """One line of the log."""

    act: str
    at: datetime
    value: dict


@dataclass(frozen=True)
class State:
    """Where a run stands: `step` counts from 0; `since` is when the clock last began to run, None while it rests."""

    planned: tuple[int, ...]  # minutes of each step as they stand now
    phase: str = "ready"  # ready, running, paused, ended
    step: int = 0
    since: datetime | None = None
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    spent: tuple[timedelta, ...] = ()  # on each step, up to `since`
    first: tuple[int, ...] = ()  # minutes of each step as it was prepared
    undone: timedelta = NONE  # what was spent on steps that were then done anew
    again: int = 0  # how many times a step was gone back to, to do it anew
    revealed: bool = False  # what was written in silence, or the votes of this step
    opened: tuple[int, ...] = ()  # the steps where that was done
    groups: tuple[tuple[int, ...], ...] = ()
    number: int = 0  # how many facts

    @property
    def is_live(self) -> bool:
        """Whether it has begun and not ended."""
        return self.phase in ("running", "paused")

    @property
    def is_last(self) -> bool:
        """Whether no step comes after."""
        return self.step == len(self.planned) - 1

    def elapsed(self, at: datetime, step: int | None = None) -> timedelta:
        """How long a step has lasted, the present one by default."""
        step = self.step if step is None else step
        running = at - self.since if self.since is not None and step == self.step else NONE
        return self.spent[step] + max(NONE, running) if self.spent else NONE

    def remaining(self, at: datetime) -> timedelta:
        """What is left of the present step; negative once its time has passed."""
        return timedelta(minutes=self.planned[self.step]) - self.elapsed(at)

    def left(self, at: datetime, step: int) -> timedelta:
        """What a step still takes: nothing once it is behind, or once its time has passed."""
        return max(NONE, timedelta(minutes=self.planned[step]) - self.elapsed(at, step)) if step >= self.step else NONE

    def to_come(self, at: datetime) -> timedelta:
        """What is left until the end, if each step takes its time."""
        return sum((self.left(at, step) for step in range(self.step, len(self.planned))), NONE)

    def delay(self, at: datetime) -> timedelta:
        """By how much it would outlast what was planned in all: any step may have taken it, now or long ago.

        A step that ended early gives its time back, minutes added count; a pause stops the clock and delays nothing.
        """
        if not self.is_live:
            return NONE
        gone = self.undone + sum((self.elapsed(at, step) for step in range(len(self.planned))), NONE)
        return max(NONE, gone + self.to_come(at) - timedelta(minutes=sum(self.first)))

    def spread(self, at: datetime, most: int | None = None) -> tuple[int, ...]:
        """The minutes of each step once the delay, or `most` minutes of it, is taken from the steps to come.

        From the longest first; each keeps what it has already lasted, and half of what it was prepared for: a group
        that is very late is told less than its delay, and leaves a step out if it will.
        """
        wanted = self.delay(at) // MINUTE
        wanted = wanted if most is None else min(wanted, most)
        planned = list(self.planned)
        floors = [max(-(-first // 2), -(-spent // MINUTE)) for first, spent in zip(self.first, self.spent, strict=True)]
        later = range(self.step + 1, len(planned))
        for _minute in range(wanted):
            willing = [step for step in later if planned[step] > floors[step]]
            if not willing:
                break
            planned[max(willing, key=lambda step: (planned[step], -step))] -= 1
        return tuple(planned)

    def ends_at(self, at: datetime) -> datetime:
        """When it will end if each step takes its time."""
        return at + self.to_come(at)


def fresh(minutes: Iterable[int]) -> State:
    """A run of steps of these minutes, before it begins."""
    planned = tuple(minutes)
    return State(planned=planned, first=planned, spent=(NONE,) * len(planned))


def allowed(state: State) -> set[str]:
    """The gestures that mean something now."""
    if state.phase == "ready":
        return {"begin", "group"}
    if state.phase == "ended":
        return set()
    gestures = {"back", "add", "reveal", "group", "again", "end", "resume" if state.phase == "paused" else "pause"}
    if not state.is_last:
        gestures |= {"next", "spread"}
    if state.step + 2 < len(state.planned):
        gestures.add("skip")
    if state.step == 0:
        gestures.discard("back")
    if state.planned[state.step] + ADDED > LONGEST:
        gestures.discard("add")
    return gestures


def fold(minutes: Iterable[int], facts: Iterable[Fact]) -> State:
    """Where all these facts lead."""
    state = fresh(minutes)
    for fact in facts:
        state = follow(state, fact)
    return state


def follow(state: State, fact: Fact) -> State:
    """The state after one more fact; a fact that means nothing here changes nothing but the count."""
    after = replace(state, number=state.number + 1)
    if fact.act not in allowed(state):
        return after
    return _COURSE[fact.act](after, fact)


def _rested(state: State, at: datetime) -> State:
    """The same, with the time so far written down and the clock at rest."""
    spent = list(state.spent)
    spent[state.step] = state.elapsed(at)
    return replace(state, spent=tuple(spent), since=None)


def _moved(state: State, at: datetime, step: int) -> State:
    """On another step; a pause ends with it."""
    return replace(_rested(state, at), step=step, since=at, phase="running", revealed=False)


def _begin(state: State, fact: Fact) -> State:
    return replace(state, phase="running", since=fact.at, begun_at=fact.at)


def _next(state: State, fact: Fact) -> State:
    return _moved(state, fact.at, state.step + 1)


def _skip(state: State, fact: Fact) -> State:
    """Leave the next step out, for the one after it."""
    return _moved(state, fact.at, state.step + 2)


def _back(state: State, fact: Fact) -> State:
    return _moved(state, fact.at, state.step - 1)


def _again(state: State, fact: Fact) -> State:
    """Go back to the step it names, to do it and those after it anew, each from its full time."""
    step = fact.value.get("step", state.step)
    if not 0 <= step <= state.step:
        return state
    moved = _moved(state, fact.at, step)
    spent, redone = list(moved.spent), range(step, state.step + 1)
    undone = state.undone + sum((spent[one] for one in redone), NONE)
    for one in redone:
        spent[one] = NONE
    opened = tuple(one for one in state.opened if one not in redone)
    return replace(moved, spent=tuple(spent), undone=undone, again=state.again + 1, opened=opened)


def _add(state: State, fact: Fact) -> State:
    planned = list(state.planned)
    planned[state.step] += ADDED
    return replace(state, planned=tuple(planned))


def _pause(state: State, fact: Fact) -> State:
    return replace(_rested(state, fact.at), phase="paused")


def _resume(state: State, fact: Fact) -> State:
    return replace(state, phase="running", since=fact.at)


def _spread(state: State, fact: Fact) -> State:
    """Take the delay from the steps still to come: as many minutes as the group agreed to, where it says how many."""
    most = fact.value.get("minutes")
    return replace(state, planned=state.spread(fact.at, most))


def _reveal(state: State, fact: Fact) -> State:
    return replace(state, revealed=True, opened=(*state.opened, state.step))


def _group(state: State, fact: Fact) -> State:
    return replace(state, groups=tuple(tuple(group) for group in fact.value.get("groups", ())))


def _end(state: State, fact: Fact) -> State:
    return replace(_rested(state, fact.at), phase="ended", ended_at=fact.at)


_COURSE = {
    "begin": _begin,
    "next": _next,
    "skip": _skip,
    "back": _back,
    "again": _again,
    "add": _add,
    "pause": _pause,
    "resume": _resume,
    "spread": _spread,
    "reveal": _reveal,
    "group": _group,
    "end": _end,
}
ACTS = frozenset(_COURSE)


def minutes_left(state: State, at: datetime) -> int:
    """Whole minutes left, counted up as people do: 0 once the time has passed."""
    seconds = state.remaining(at).total_seconds()
    return max(0, -int(-seconds // 60))


def trios(people: list[int]) -> list[list[int]]:
    """Groups of three, in the order given, and one or two of two where it does not come out even.

    Never four: there are three turns, and the fourth would have none.
    """
    count = -(-len(people) // 3)
    return [people[at::count] for at in range(count)] if people else []


def tables(people: list[int], size: int = 4) -> list[list[int]]:
    """As many groups of about `size` as needed, as even as can be."""
    count = max(1, round(len(people) / size))
    return [people[at::count] for at in range(count)] if people else []
