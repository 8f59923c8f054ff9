"""What one person's screen shows now: read as them, from the log and the room, in a handful of questions."""

from collections import defaultdict
from datetime import datetime
from functools import cached_property

from terreau.community.asking import Within
from terreau.conversation.models import Draft

from . import rules, shape
from .models import Capture, Run, Vote
from .models.capture import CHOSEN_FROM, MANY_CHOICES
from .standing import Standing
from .together import together


class Screen(Standing):
    """One screen: the course and the room, and what was written or chosen there that is one's to see."""

    @property
    def may_write(self) -> bool:
        """Whether there is something to write here."""
        return self.may_say_here and rules.is_for_them_to_say(self.run, self.step, self.holds_it)

    @property
    def may_park(self) -> bool:
        """Whether an idea that comes too early may be kept here for later: not by whom the ideas are for."""
        return self.may_say_here and self.step.parks and not self.holds_it

    @property
    def may_say_here(self) -> bool:
        """Whether this is a moment to write at all."""
        return rules.can_write(self.me, self.run) and not self.am_away and self.step.mode != "vote"

    def may_write_at(self, step: int) -> bool:
        """Whether one may write at this step, the present one or one that is past."""
        there = self.run.format.steps[step]
        return self.may_write if step == self.state.step else rules.is_for_them_to_say(self.run, there, self.holds_it)

    @property
    def notes_for_myself(self) -> bool:
        """Whether I listen at this step, to what I brought or to whose turn it is: what I write then is mine alone."""
        if self.me is None:
            return False
        turned = self.step.sees == "me" and self.whose_turn is not None and self.my_role not in self.step.speaks
        return turned or rules.notes_for_oneself(self.run, self.me.person_id, self.step)

    @property
    def holds_it(self) -> bool:
        """Whether what the session is about is mine."""
        return self.am_owner or (bool(self.run.format.owner) and self.my_role == self.run.format.owner)

    @cached_property
    def gestures(self) -> set[str]:
        """What this person may do to the course, of what means something at this step."""
        found = rules.gestures(self.me, self.run)
        means = {
            "again": lambda: self.step.again,
            "reveal": lambda: self.hides,
            "group": lambda: self.wants_groups and not rules.groups_stay(self.run, len(self.people)),
        }
        return {act for act in found if act not in means or means[act]()}

    @property
    def hides(self) -> bool:
        """Whether something is kept from the room here: votes until all are told, else what is revealed together."""
        if self.step.mode == "vote":
            return bool(self.ballot) and not self.votes_shown
        return self.step.sees == "together" and not self.state.revealed

    @cached_property
    def shelves(self) -> dict[str, list[Capture]]:
        """What was written and is mine to see, by kind."""
        found: dict[str, list[Capture]] = defaultdict(list)
        for capture in self.captures:
            found[capture.note].append(capture)
        return found

    @cached_property
    def private(self) -> list[Capture]:
        """What I wrote for myself alone: my plan, my notes."""
        return [one for one in self.captures if one.sees == "me" and one.shared_at is None]

    @cached_property
    def common(self) -> dict[str, list[Capture]]:
        """What the room, or some of it, may read, by kind; what was let out of it stands elsewhere."""
        within = [one for one in self.captures if one.shared_at is None and one not in self.private]
        kinds = {kind: [one for one in within if one.note == kind] for kind in self.shelves}
        return {kind: some for kind, some in kinds.items() if some}

    @property
    def here(self) -> list[Capture]:
        """What was written at this step, but for the germoir and what stands above."""
        above = ("seed", "case", "proposal")
        return [one for one in self.captures if one.step == self.state.step and one.note not in above]

    @property
    def seeds(self) -> list[Capture]:
        """The germoir: mine until its time, everybody's at its time."""
        return [one for one in self.shelves["seed"] if one.sees == "seed" or self.step.sprouts]

    @property
    def case(self) -> Capture | None:
        """The situation, as it was last written by whoever brings it; or the proposal, as it stands now."""
        cases = [one for one in self.shelves["case"] if one.author_id == self.run.owner_id]
        cases = cases or self.shelves["proposal"]
        return cases[-1] if cases else None

    @property
    def request(self) -> Capture | None:
        """What was asked of the group, at a step that is past: it stands above all those that follow."""
        asked = [one for one in self.shelves["request"] if one.step != self.state.step]
        return asked[-1] if asked else None

    @property
    def write_key(self) -> str:
        """Changes when the box to write in must be a new one: another step, or what was in it is written."""
        mine = sum(1 for one in self.captures if self.me and one.author_id == self.me.person_id)
        return f"{self.state.step}-{self.state.again}-{mine}-{self.state.phase}-{self.may_write}-{self.may_park}"

    @property
    def draft_place(self) -> str:
        """Where what I am writing is kept meanwhile."""
        return f"{self.run.key}.{self.state.step}"

    @property
    def noted(self) -> list[Capture]:
        """What I wrote in silence, under my eyes when I say it aloud: at the next step, or when my turn comes."""
        before = self.run.format.steps[: self.state.step]
        silent = [at for at, step in enumerate(before) if step.mode == "silent"]
        if self.me is None or not silent or not self.state.is_live:
            return []
        turn = self.whose_turn
        mine = turn.pk == self.me.pk if turn is not None else silent[-1] == self.state.step - 1
        return [one for one in self.captures if mine and one.step == silent[-1] and one.author_id == self.me.person_id]

    # ---- votes ----
    @cached_property
    def ballot(self) -> list[tuple[str, str]]:
        """(value, words) of each choice."""
        return self._ballot_at(self.state.step)

    def _ballot_at(self, at: int) -> list[tuple[str, str]]:
        if choices := self.run.format.steps[at].choices:
            return [(str(number), shape.spoken(pair)) for number, pair in enumerate(choices)]
        gathered = [one for one in self.captures if one.sees == "all" and one.step < at and one.note in CHOSEN_FROM]
        return [(one.key, one.text) for one in gathered[:MANY_CHOICES]]

    @cached_property
    def missing(self) -> int:
        """How many have not said yet."""
        return self._missing_at(self.state.step)

    def _missing_at(self, at: int) -> int:
        said, _choices = self.shared.counted(at)
        return sum(1 for one in self.people if not one.listens and one.person_id not in said)

    @property
    def votes_shown(self) -> bool:
        """Whether all is told: everyone has said, or whoever drives opened it."""
        return self.step.mode == "vote" and (self.state.revealed or self.missing == 0)

    @cached_property
    def tally(self) -> list[tuple[str, int]]:
        """(words, number) of each choice, once all is told."""
        return self._tally_at(self.state.step) if self.votes_shown else []

    @cached_property
    def chosen(self) -> list[tuple[str, int]]:
        """(words, number) of what was chosen at the step before, if it was told there: one works on it now."""
        last = self.state.step - 1
        if self.me is None or last < 0 or self.run.format.steps[last].mode != "vote" or not self.state.is_live:
            return []
        told = last in self.state.opened or not self._missing_at(last)
        return [(text, number) for text, number in self._tally_at(last) if number] if told else []

    def _tally_at(self, at: int) -> list[tuple[str, int]]:
        _said, counted = self.shared.counted(at)
        return sorted(((text, counted.get(value, 0)) for value, text in self._ballot_at(at)), key=lambda pair: -pair[1])

    @cached_property
    def my_votes(self) -> set[str]:
        """What I chose."""
        mine = Vote.objects.visible_to(self.viewer).filter(run=self.run, step=self.state.step, again=self.state.again)
        return set(mine.values_list("choice", flat=True))


def look(run: Run, viewer, *, at: datetime, wall=False, typed: str = "", trouble: str = "") -> Screen:
    """The screen of this viewer; `me` is None for who is not in the room, who then sees nothing that is said there."""
    shared = together(run)
    people = shared.people_of(run, viewer.person)
    mine = next((one for one in people if viewer.person and one.person_id == viewer.person.pk), None)
    me = None if wall else mine
    screen = Screen(run, viewer, me, people, at, wall, typed, trouble, shared=shared)
    if me is not None:
        if shared.has_words:
            screen.captures = list(Capture.objects.visible_to(viewer).of(run).select_related("author"))
        if (screen.may_write or screen.may_park) and not typed:
            screen.typed = "".join(text for (text,) in _DRAFT.ask(viewer, run.community, place=screen.draft_place))
    return screen


def _drafts(viewer, *, community, place):
    rows = Draft.objects.visible_to(viewer).filter(community=community, place=place)
    return rows.values_list("source")[:1]


_DRAFT = Within(_drafts, with_hats=False)
